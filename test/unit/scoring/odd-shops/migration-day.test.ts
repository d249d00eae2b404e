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

  it("is the day of half of all where fewer than twenty others are known, and of four fifths where fewer than seven", () => {
    const none = first();
    const on = (days: number, most: number) => migrationDay(bought(daily(days, 10), [[0, most - 10]]), days - 1, none);
    // Its neighbour is none of the others.
    expect(on(22, 53)?.daysAgo).toBe(0);
    expect(on(21, 200)?.daysAgo).toBe(0);
    expect(on(21, 199)).toBeUndefined();
    expect(on(9, 80)?.daysAgo).toBe(0);
    expect(on(9, 79)).toBeUndefined();
    expect(on(8, 280)?.daysAgo).toBe(0);
    expect(on(8, 279)).toBeUndefined();
  });

  it("is the night's own day where nothing is of another, as on the first night after everything came over", () => {
    const all: Counts = [[0, 50]];
    const found = { daysAgo: 0, firstCustomers: 50, customers: 50, purchaseDays: 50, of: 50 };
    expect(migrationDay(bought(all), 0, first(all))).toEqual(found);
    expect(migrationDay(bought([[0, 49]]), 0, first([[0, 49]]))).toBeUndefined();
  });

  it("is none of a shop's first days, on which each is a large share", () => {
    for (let days = 2; days < 30; days++) {
      expect(migrationDay(bought(daily(days, 100)), days - 1, first(daily(days, 100)))).toBeUndefined();
    }
    // Three times as many on the first day of all.
    expect(migrationDay(bought([[1, 300]], [[0, 100]]), 1, first())).toBeUndefined();
  });

  it("is none of hardly anybody, or before the shop's history", () => {
    const none = first();
    expect(migrationDay(bought(daily(40, 1), [[10, 18]]), 39, none)).toBeUndefined();
    expect(migrationDay(bought(daily(40, 1), [[10, 19]]), 39, none)?.purchaseDays).toBe(20);
    expect(migrationDay(bought(daily(40, 1), [[9_000, 60]]), 39, none)).toBeUndefined();
    expect(migrationDay(bought(), 0, none)).toBeUndefined();
  });
});
