import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupRows } from "../../../cli/import/group-rows.ts";
import type { ImportRow } from "../../../cli/import/import-row.ts";
import { writeCustomers } from "../../../cli/import/write-customers.ts";
import { writeFirst } from "../../../cli/import/write-first.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { importRows } from "../../support/import-rows.ts";
import { often } from "../../support/often.ts";
import { hash, judge, recordDeps } from "../../support/recording-deps.ts";

type Store = ReturnType<typeof fakeStore>;
type Rows = readonly ImportRow[];

/** Few, so that holders have days of their own. */
const room = { holder: 1, day: 2 };

const firstInto = (store: Store, rows: Rows) =>
  writeFirst(groupRows(rows, hash, judge), { ...recordDeps(store), ...store, room });
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
});
