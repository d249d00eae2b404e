import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupRows } from "../../../cli/import/group-rows.ts";
import type { ImportRow } from "../../../cli/import/import-row.ts";
import { writeCustomers } from "../../../cli/import/write-customers.ts";
import { writeFirst, writeFirstAgain } from "../../../cli/import/write-first.ts";
import { newsOfIntent } from "../../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { importRows } from "../../support/import-rows.ts";
import { often } from "../../support/often.ts";
import { event } from "../../support/order-events.ts";
import { hash, judge, recordDeps, stateOf } from "../../support/recording-deps.ts";

type Store = ReturnType<typeof fakeStore>;
type Rows = readonly ImportRow[];

/** Few, so that holders have days of their own. */
const room = { holder: 1, day: 2 };

const firstInto = (store: Store, rows: Rows) =>
  writeFirst(groupRows(rows, hash, judge), { ...recordDeps(store), ...store, room });
const goOnInto = (store: Store, rows: Rows) =>
  writeFirstAgain(groupRows(rows, hash, judge), { ...store, ...recordDeps(store), room });
const importInto = (store: Store, rows: Rows) =>
  writeCustomers(groupRows(rows, hash, judge), { ...store, ...recordDeps(store), room });

describe("writeFirst", () => {
  it("puts every row that an import into empty tables puts, as it puts it, and names the same customers", async () => {
    let days = 0;
    await fc.assert(
      fc.asyncProperty(importRows, async (rows) => {
        const [first, plain] = [fakeStore(), fakeStore()];
        const [wrote, imported] = [await firstInto(first, rows), await importInto(plain, rows)];
        expect(first.rows).toEqual(plain.rows);
        expect([...wrote.customerIds].sort()).toEqual([...imported.customerIds].sort());
        days += first.rows.days.size;
      }),
      { numRuns: often(160), seed: 20261130 },
    );
    expect(days).toBeGreaterThan(5);
  });

  it("broken off at any write and begun again, ends in the same rows", async () => {
    await fc.assert(
      fc.asyncProperty(importRows, fc.nat(40), async (rows, writes) => {
        let left = writes;
        const store = fakeStore(() => {
          if (left-- === 0) throw new Error("killed");
        });
        await firstInto(store, rows).catch((error: unknown) => expect(String(error)).toContain("killed"));
        left = Number.POSITIVE_INFINITY;
        await firstInto(store, rows);
        const whole = fakeStore();
        await firstInto(whole, rows);
        expect(store.rows).toEqual(whole.rows);
      }),
      { numRuns: often(160), seed: 20261131 },
    );
  });

  it("broken off and gone on with, loses nothing that webhooks told in between, and ends where a plain import beside them does", async () => {
    const webhooks = fc.array(event, { minLength: 0, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(importRows, webhooks, fc.nat(40), async (rows, events, writes) => {
        const news = events.map((intent, index) => newsOfIntent(intent, `archive/shopify/${index}.json`, hash));
        let left = writes;
        const store = fakeStore(() => {
          if (left-- === 0) throw new Error("killed");
        });
        await firstInto(store, rows).catch((error: unknown) => expect(String(error)).toContain("killed"));
        left = Number.POSITIVE_INFINITY;
        for (const one of news) await recordNews(one, recordDeps(store));
        await goOnInto(store, rows);
        const plain = fakeStore();
        for (const one of news) await recordNews(one, recordDeps(plain));
        await importInto(plain, rows);
        expect(stateOf(store)).toEqual(stateOf(plain));
      }),
      { numRuns: often(160), seed: 20261132 },
    );
  });
});
