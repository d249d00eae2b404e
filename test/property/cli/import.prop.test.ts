import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupCustomers } from "../../../cli/import/group-customers.ts";
import type { ImportRow } from "../../../cli/import/import-row.ts";
import { writeCustomers } from "../../../cli/import/write-customers.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import { findUnjoined } from "../../../shared/post/find-unjoined.ts";
import { newsOfIntent } from "../../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { importRows, newsOfRow } from "../../support/import-rows.ts";
import { often } from "../../support/often.ts";
import { event } from "../../support/order-events.ts";
import { hash, recordDeps, stateOf } from "../../support/recording-world.ts";
import { scheduled } from "../../support/scheduled-store.ts";

type Store = ReturnType<typeof fakeStore>;
type Event = Parameters<typeof newsOfIntent>[0];
const runs = { numRuns: often(160), seed: 20261121 };

const importInto = (store: Store, rows: readonly ImportRow[]) =>
  writeCustomers(groupCustomers(rows, hash), { ...store, ...recordDeps(store) });

/** The plain way: row after row as a webhook's order is recorded. */
const recordInto = async (store: Store, rows: readonly ImportRow[]) => {
  for (const row of rows) await recordNews(newsOfRow(row), recordDeps(store));
};

const stateAfter = async (work: (store: Store) => Promise<unknown>) => {
  const store = fakeStore();
  await work(store);
  return stateOf(store);
};

describe("an import", () => {
  it("ends in the state that recording row by row would end in", async () => {
    await fc.assert(
      fc.asyncProperty(importRows, async (rows) => {
        const plain = await stateAfter((store) => recordInto(store, rows));
        expect(await stateAfter((store) => importInto(store, rows))).toEqual(plain);
      }),
      runs,
    );
  });

  it("ends in the same state whatever the order of rows, also twice, also split over two files", async () => {
    await fc.assert(
      fc.asyncProperty(
        importRows.chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }), fc.nat(rows.length)),
        ),
        async ([rows, shuffled, cut]) => {
          const once = await stateAfter((store) => importInto(store, rows));
          const otherwise = await stateAfter(async (store) => {
            await importInto(store, shuffled.slice(0, cut));
            await importInto(store, shuffled.slice(cut));
            await importInto(store, rows);
          });
          expect(otherwise).toEqual(once);
        },
      ),
      runs,
    );
  });

  it("loses nothing to webhooks that are recorded at the same time", async () => {
    const webhooks = fc.array(event, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(importRows, webhooks, fc.scheduler(), async (rows, events, scheduler) => {
        const news = events.map((intent, index) => newsOfIntent(intent, `archive/shopify/${index}.json`, hash));
        const store = fakeStore();
        const importing = importInto(scheduled(store, scheduler), rows);
        const recording = news.map((one) => recordNews(one, recordDeps(scheduled(store, scheduler))));
        await scheduler.waitFor(Promise.all([importing, ...recording]));
        const oneByOne = await stateAfter(async (plain) => {
          for (const one of news) await recordNews(one, recordDeps(plain));
          await recordInto(plain, rows);
        });
        expect(stateOf(store)).toEqual(oneByOne);
      }),
      { ...runs, numRuns: often(100) },
    );
  });

  it("ends in the same state when it crashes before any of its writes and is run again", async () => {
    await fc.assert(
      fc.asyncProperty(importRows, fc.nat(30), async (rows, crashAt) => {
        let writes = 0;
        const store = fakeStore(() => {
          if (writes++ === crashAt) throw new Error("the power went");
        });
        const crashed = await importInto(store, rows).then(
          () => false,
          () => true,
        );
        fc.pre(crashed);
        await importInto(store, rows);
        expect(stateOf(store)).toEqual(await stateAfter((plain) => importInto(plain, rows)));
      }),
      runs,
    );
  });
});

const bothKinds = fc.tuple(importRows, fc.array(event, { maxLength: 4 }));

/** Webhooks first, then a file. */
const importAfter = async (store: Store, [rows, events]: readonly [readonly ImportRow[], readonly Event[]]) => {
  const news = events.map((intent, index) => newsOfIntent(intent, `archive/shopify/${index}.json`, hash));
  for (const one of news) await recordNews(one, recordDeps(store));
  await importInto(store, rows);
};
/** The scheduled store of an import that is killed before one of its writes, and writes nothing after it. */
const killedAt = (store: Store, scheduler: fc.Scheduler, isKilled: () => boolean): Store => {
  let killed = false;
  const beforeWrite =
    <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      killed ||= isKilled();
      if (killed) throw new Error("the power went");
      return write(...args);
    };
  const held = scheduled(store, scheduler);
  return {
    ...held,
    putOrders: beforeWrite(held.putOrders),
    putCustomers: beforeWrite(held.putCustomers),
    putIdentities: beforeWrite(held.putIdentities),
    takeIdentity: beforeWrite(held.takeIdentity),
    repointIdentity: beforeWrite(held.repointIdentity),
    replaceOrder: beforeWrite(held.replaceOrder),
    removeOrder: beforeWrite(held.removeOrder),
    saveCustomer: beforeWrite(held.saveCustomer),
  };
};
const customersOf = (store: Store) => [...store.rows.customers.values()].filter((row) => row.mergedInto === undefined);

describe("the gate of those who are not joined yet", () => {
  it("lets no address be written to under two rows, wherever an import broke off", async () => {
    let crashes = 0;
    await fc.assert(
      fc.asyncProperty(bothKinds, fc.nat(60), async (given, crashAt) => {
        let writes = 0;
        const store = fakeStore(() => {
          if (writes++ === crashAt) throw new Error("the power went");
        });
        await importAfter(store, given).catch(() => crashes++);
        const customers = customersOf(store);
        const unjoined = await findUnjoined(customers, store);
        const keys = customers
          .filter(({ customerId }) => !unjoined.has(customerId))
          .flatMap(({ emailKey }) => emailKey ?? []);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      runs,
    );
    expect(crashes).toBeGreaterThan(runs.numRuns / 4);
  });

  it("lets nobody be written to whose address stands in another row, whatever webhooks came while an import broke off", async () => {
    let crashes = 0;
    await fc.assert(
      fc.asyncProperty(bothKinds, fc.nat(30), fc.scheduler(), async ([rows, events], crashAt, scheduler) => {
        let calls = 0;
        const store = fakeStore();
        const importing = importInto(
          killedAt(store, scheduler, () => calls++ === crashAt),
          rows,
        ).catch(() => crashes++);
        const news = events.map((intent, index) => newsOfIntent(intent, `archive/shopify/${index}.json`, hash));
        const recording = news.map((one) => recordNews(one, recordDeps(scheduled(store, scheduler))));
        await scheduler.waitFor(Promise.all([importing, ...recording]));
        const customers = customersOf(store);
        const unjoined = await findUnjoined(customers, store);
        const mailed = customers.filter(({ customerId, emailKey }) => emailKey && !unjoined.has(customerId));
        for (const { customerId, emailKey = "" } of mailed) {
          const named = customers.filter(({ identities }) => identities.includes(emailIdentity(emailKey)));
          expect(named.map((row) => row.customerId)).toEqual([customerId]);
        }
      }),
      { ...runs, numRuns: often(300) },
    );
    expect(crashes).toBeGreaterThan(100);
  });

  it("stops nobody once all is recorded", async () => {
    await fc.assert(
      fc.asyncProperty(bothKinds, async (given) => {
        const store = fakeStore();
        await importAfter(store, given);
        expect(await findUnjoined(customersOf(store), store)).toEqual(new Set());
      }),
      runs,
    );
  });
});
