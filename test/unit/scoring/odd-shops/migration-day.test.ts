import { describe, expect, it } from "vitest";
import { migrationDay } from "../../../../shared/scoring/odd-shops/migration-day.ts";
import { CellCounter } from "../../../../shared/scoring/summaries/cells.ts";
import { Histogram } from "../../../../shared/scoring/summaries/histogram.ts";

type Counts = readonly (readonly [daysAgo: number, count: number])[];
const daily = (days: number, count: number): Counts => Array.from({ length: days }, (_, at) => [at, count] as const);
/** Customers by how many days ago they first bought. */
const first = (...parts: readonly Counts[]) => {
  const counter = new CellCounter();
  for (const [daysAgo, count] of parts.flat()) counter.add(0, 0, daysAgo, count);
  return counter.toCells();
};
const bought = (...parts: readonly Counts[]) => Histogram.from(parts.flat());
const evenly = first(daily(300, 1));

describe("migrationDay", () => {
  it("is the day of a fifth of all purchase days, where no other comes near", () => {
    const found = { daysAgo: 200, firstCustomers: 1, customers: 300, purchaseDays: 75, of: 374 };
    expect(migrationDay(bought(daily(300, 1), [[200, 74]]), 299, evenly)).toEqual(found);
    expect(migrationDay(bought(daily(300, 1), [[200, 73]]), 299, evenly)).toBeUndefined();
  });

  it("is the day on which a fifth of all customers first bought, however much they bought since", () => {
    const cells = first(daily(300, 1), [[200, 74]]);
    const purchaseDays = bought(daily(300, 10), [[200, 65]]);
    const found = { daysAgo: 200, firstCustomers: 75, customers: 374, purchaseDays: 75, of: 3_065 };
    expect(migrationDay(purchaseDays, 299, cells)).toEqual(found);
  });

  it("is none where another day, but for its neighbours, has a fifth as much", () => {
    const moved: Counts = [[200, 99]];
    expect(migrationDay(bought(daily(300, 1), moved, [[100, 20]]), 299, evenly)).toBeUndefined();
    expect(migrationDay(bought(daily(300, 1), moved, [[100, 19]]), 299, evenly)?.daysAgo).toBe(200);
    expect(migrationDay(bought(daily(300, 1), moved, [[199, 60]]), 299, evenly)?.daysAgo).toBe(200);
  });

  it("is none of twenty days or fewer, of hardly anybody, or before the shop's history", () => {
    const none = first();
    expect(migrationDay(bought(daily(21, 1), [[10, 99]]), 20, none)).toBeUndefined();
    expect(migrationDay(bought(daily(23, 1), [[10, 99]]), 22, none)?.daysAgo).toBe(10);
    expect(migrationDay(bought(daily(40, 1), [[10, 18]]), 39, none)).toBeUndefined();
    expect(migrationDay(bought(daily(40, 1), [[10, 19]]), 39, none)?.purchaseDays).toBe(20);
    expect(migrationDay(bought(daily(40, 1), [[9_000, 60]]), 39, none)).toBeUndefined();
    expect(migrationDay(bought(), 0, none)).toBeUndefined();
  });
});
