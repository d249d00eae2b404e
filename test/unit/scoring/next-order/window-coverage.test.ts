import { describe, expect, it } from "vitest";
import type { Levels } from "../../../../shared/model/next-order.ts";
import { HeldBackCounter } from "../../../../shared/scoring/held-back/held-back-counter.ts";
import type { NextWait } from "../../../../shared/scoring/next-order/next-wait.ts";
import { type BuyersWaits, endCoverage, waitsOfBuyers } from "../../../../shared/scoring/next-order/window-coverage.ts";

const plain: Levels = [0.1, 0.5, 0.9];

type Buyers = { readonly count: number; readonly before: number; readonly by: number; readonly seen: number };

const waitsOf = (rows: readonly Buyers[]): BuyersWaits => {
  const column = (name: keyof Buyers) => Float64Array.from(rows, (row) => row[name]);
  return {
    length: rows.length,
    count: column("count"),
    before: column("before"),
    by: column("by"),
    seen: column("seen"),
  };
};

describe("the waits of buyers", () => {
  it("are those of who bought within the horizon, and of nobody else", () => {
    const evenly: NextWait = {
      everIfAlive: () => 1,
      shareWithin: (repeats, ageDays, days) => (days * (1 + repeats)) / ageDays,
      daysUntil: () => () => 1,
      dayOf: () => 1,
    };
    const counter = new HeldBackCounter(90);
    const known = { recencyDays: 0, ageDays: 400, purchases: 0, netMinor: 0 };
    counter.add({ ...known, repeats: 0, nextDay: 0 }, 7);
    counter.add({ ...known, repeats: 0, nextDay: 20 }, 3);
    counter.add({ ...known, repeats: 1, nextDay: 0 }, 9);
    counter.add({ ...known, repeats: 1, nextDay: 1 }, 5);
    expect(waitsOfBuyers(counter.toCells(), evenly)).toEqual({
      length: 2,
      count: Float64Array.of(3, 5),
      before: Float64Array.of(0.0475, 0),
      by: Float64Array.of(0.05, 0.005),
      seen: Float64Array.of(0.225, 0.45),
    });
  });
});

describe("the coverage of an end", () => {
  it("is judged by those whose day at the level lies within the horizon, up to its last day", () => {
    const waits = waitsOf([
      { count: 100, before: 0.3, by: 0.4, seen: 0.5 },
      { count: 900, before: 0.3, by: 0.4, seen: 0.499 },
    ]);
    expect(endCoverage(waits, plain, 1).buyers).toBe(100);
  });

  it("is known from 100 buyers on", () => {
    const by = (count: number) => endCoverage(waitsOf([{ count, before: 0, by: 0.1, seen: 1 }]), plain, 1);
    expect(by(100)).toEqual({ buyers: 100, covered: 1 });
    expect(by(99)).toEqual({ buyers: 99, covered: null });
  });

  // 10 % wait up to the level 0.2, 50 % up to 0.6, 90 % up to 0.8, all up to 1. Half of the buyers bought by the day of the first level.
  it.each([
    [0.2, 0.1],
    [0.4, 0.3],
    [0.6, 0.5],
    [0.7, 0.7],
    [0.8, 0.9],
    [0.9, 0.95],
    [1, 1],
  ])(
    "takes buyers of whom the model expects %d by the horizon's end for a share of %d of all who buy again",
    (seen, share) => {
      const waits = waitsOf([
        { count: 60, before: 0.1, by: 0.15, seen },
        { count: 60, before: 0.3, by: 0.35, seen },
      ]);
      expect(endCoverage(waits, [0.2, 0.6, 0.8], 0).covered).toBeCloseTo(share / 2, 14);
    },
  );

  it("counts a day through which the level cuts by the part of its chance below it", () => {
    const waits = waitsOf([
      { count: 200, before: 0.5, by: 0.6, seen: 1 },
      { count: 200, before: 0.4, by: 0.5, seen: 1 },
      { count: 200, before: 0.425, by: 0.525, seen: 1 },
    ]);
    expect(endCoverage(waits, plain, 1).covered).toBeCloseTo((0 + 1 + 0.75) / 3, 12);
  });
});
