import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupRows } from "../../../cli/import/group-rows.ts";
import { type ImportRow, isOrderRow } from "../../../cli/import/import-row.ts";
import { writeCustomers } from "../../../cli/import/write-customers.ts";
import { identitiesOfHolder } from "../../../shared/model/holder.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { newsOfIntent } from "../../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { importRows, newsOfRow } from "../../support/import-rows.ts";
import { putEvidenceEach, writeEach } from "../../support/item-by-item.ts";
import { often } from "../../support/often.ts";
import { event } from "../../support/order-events.ts";
import { hash, judge, recordDeps, stateOf } from "../../support/recording-deps.ts";
import { scheduled } from "../../support/scheduled-store.ts";

type Store = ReturnType<typeof fakeStore>;
type Event = Parameters<typeof newsOfIntent>[0];
const runs = { numRuns: often(160), seed: 20261121 };

const importInto = (store: Store, rows: readonly ImportRow[]) =>
  writeCustomers(groupRows(rows, hash, judge), { ...store, ...recordDeps(store) });

/** The plain way: row after row as a webhook's order is recorded. */
const recordInto = async (store: Store, rows: readonly ImportRow[]) => {
  for (const row of rows) await recordNews(newsOfRow(row), recordDeps(store));
};

const stateAfter = async (work: (store: Store) => Promise<unknown>) => {
  const store = fakeStore();
  await work(store);
  return stateOf(store);
};

/** A number that comes back with another buyer and day is another order's, and whichever was first keeps it. */
const onOneDay = (rows: readonly ImportRow[]): ImportRow[] =>
  rows.map((row) =>
    isOrderRow(row)
      ? { ...row, order: { ...row.order, orderedAt: `2025-12-0${row.order.orderId}T12:00:00.000Z` } }
      : row,
  );

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

  it("ends in the same state whatever the order of rows, also twice, also split over two files, where orders keep their day", async () => {
    await fc.assert(
      fc.asyncProperty(
        importRows
          .map(onOneDay)
          .chain((rows) =>
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
const newsOf = (events: readonly Event[]) =>
  events.map((intent, index) => newsOfIntent(intent, `archive/shopify/${index}.json`, hash));

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
    putOrders: writeEach(beforeWrite, held.putOrders),
    putEvidence: putEvidenceEach(beforeWrite, held.putEvidence),
    saveIdentity: beforeWrite(held.saveIdentity),
    saveHolder: beforeWrite(held.saveHolder),
    replaceOrder: beforeWrite(held.replaceOrder),
    saveCustomer: beforeWrite(held.saveCustomer),
  };
};

/** Those who may be mailed by what lies in the tables: as the post asks for them. */
const mailable = async (store: Store) => [
  ...(await whoTheyAre([...store.rows.customers.keys()], recordDeps(store))).values(),
];

/** What somebody refused under the address of whoever is mailed, in whichever row. */
const unheard = async (store: Store) => {
  const refusing = [...store.rows.holders.values()].filter(({ consents }) => consents.denied !== undefined);
  return (await mailable(store)).filter(
    ({ emailKey, consents }) =>
      emailKey !== undefined &&
      consents.denied === undefined &&
      refusing.some(({ holder }) => identitiesOfHolder(holder).includes(emailIdentity(emailKey))),
  );
};

describe("the post beside an import", () => {
  it("hears every refusal, wherever an import broke off, whatever webhooks came meanwhile", async () => {
    let crashes = 0;
    await fc.assert(
      fc.asyncProperty(bothKinds, fc.nat(30), fc.scheduler(), async ([rows, events], crashAt, scheduler) => {
        let calls = 0;
        const store = fakeStore();
        const broken = killedAt(store, scheduler, () => calls++ === crashAt);
        const importing = importInto(broken, rows).catch(() => crashes++);
        const recording = newsOf(events).map((one) => recordNews(one, recordDeps(scheduled(store, scheduler))));
        await scheduler.waitFor(Promise.all([importing, ...recording]));
        expect(await unheard(store)).toEqual([]);
      }),
      { ...runs, numRuns: often(150) },
    );
    expect(crashes).toBeGreaterThan(50);
  });

  it("finds the customers that are in their table once all is recorded", async () => {
    await fc.assert(
      fc.asyncProperty(bothKinds, async ([rows, events]) => {
        const store = fakeStore();
        for (const one of newsOf(events)) await recordNews(one, recordDeps(store));
        await importInto(store, rows);
        const kept = stateOf(store).customers.filter(({ sales }) => sales === undefined);
        const found = new Map((await mailable(store)).map(({ version: _version, ...one }) => [one.customerId, one]));
        expect(kept.map(({ customerId }) => found.get(customerId))).toEqual(kept);
      }),
      runs,
    );
  });
});
