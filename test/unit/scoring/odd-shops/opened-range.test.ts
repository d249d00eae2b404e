import { describe, expect, it } from "vitest";
import type { OddShop } from "../../../../shared/model/odd-shop.ts";
import { activeChances, type KnownCustomers } from "../../../../shared/scoring/models/active-chances.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { betaGeometricModel } from "../../../../shared/scoring/models/purchase-model.ts";
import { openedRange } from "../../../../shared/scoring/odd-shops/opened-range.ts";
import { CellCounter } from "../../../../shared/scoring/summaries/cells.ts";
import { expectClose } from "../../../support/close-to.ts";

const model = betaGeometricModel(mbgnbd, { r: 0.8, alpha: 10, a: 0.8, b: 2.5 });
const byModel = (known: KnownCustomers) => activeChances(model, known, 90);
/** One each, so that customers are counted. */
const one = ({ length }: KnownCustomers) => new Float64Array(length).fill(1);

type Known = readonly [repeats: number, recencyDays: number, ageDays: number, count: number];
const cellsOf = (...customers: readonly Known[]) => {
  const cells = new CellCounter();
  for (const [repeats, recencyDays, ageDays, count] of customers) cells.add(repeats, recencyDays, ageDays, count);
  return cells.toCells();
};

const migration = { daysAgo: 20, firstCustomers: 60, customers: 100, purchaseDays: 60, of: 160 };
const fell = { daysAgo: 75, spanDays: 56, before: 1000, after: 400, beforeLastYear: 500, afterLastYear: 400 };

describe("how far an odd shop may be off one way", () => {
  it("is nothing in a shop that is not odd", () => {
    const cells = cellsOf([2, 100, 200, 5]);
    expect(openedRange({}, cells, one)).toBeUndefined();
  });

  it("is down to what does not rest on the day of a move: who has bought since, or had stopped before, is known", () => {
    const cells = cellsOf([0, 0, 20, 60], [1, 15, 20, 25], [3, 100, 200, 15]);
    expect(openedRange({ migration }, cells, one)).toEqual({ low: 0.4, high: 1 });
    const moved = cellsOf([0, 0, 20, 60], [3, 280, 300, 40]);
    expect(openedRange({ migration }, moved, one)).toEqual({ low: 0, high: 1 });
  });

  it("is down by what a fall left, beside the year before", () => {
    const cells = cellsOf([2, 100, 200, 5]);
    expect(openedRange({ levelBreak: fell }, cells, one)).toEqual({ low: 0.5, high: 1 });
    expect(openedRange({ lowerSeason: fell }, cells, one)).toEqual({ low: 0.5, high: 1 });
    // What is missing of a season is its rise.
    const flat = { ...fell, before: 500, after: 500, beforeLastYear: 500, afterLastYear: 2000 };
    expect(openedRange({ lowerSeason: flat }, cells, one)).toEqual({ low: 0.25, high: 1 });
    // A season that rose a year before is no reason to expect more.
    const { low } = openedRange({ levelBreak: { ...fell, afterLastYear: 900 } }, cells, one) ?? {};
    expect(low).toBe(0.4);
  });

  it("is up to what customers would do by the days alone on which the shop sold", () => {
    const odd: OddShop = { closures: [{ fromDaysAgo: 394, untilDaysAgo: 30 }] };
    // Silent since before, back since, and known since alone.
    const cells = cellsOf([3, 200, 700, 50], [3, 690, 700, 20], [0, 0, 25, 30]);
    const asIfOpen = cellsOf([3, 200, 335, 50], [3, 325, 335, 20], [0, 0, 25, 30]);
    const sum = (known: typeof cells) => byModel(known).reduce((all, p, i) => all + p * (known.count[i] ?? 0), 0);
    const { low, high } = openedRange(odd, cells, byModel) ?? { low: Number.NaN, high: Number.NaN };
    expect(low).toBe(1);
    expect(high).toBeGreaterThan(1.2);
    expectClose(high, sum(asIfOpen) / sum(cells), 1e-12);
  });

  it("counts the days of a shop that fell quiet like those of a closure, up to tonight", () => {
    const cells = cellsOf([3, 200, 300, 50], [5, 260, 300, 20]);
    const quiet = openedRange({ quiet: { days: 40, longestPauseDays: 2 } }, cells, byModel);
    const closed = openedRange({ closures: [{ fromDaysAgo: 39, untilDaysAgo: 0 }] }, cells, byModel);
    expect(quiet?.high).toBeGreaterThan(1.1);
    expect(quiet).toEqual(closed);
  });

  it("stays closed for a hair, and where nothing is expected at all", () => {
    const cells = cellsOf([0, 0, 20, 1], [3, 100, 200, 99]);
    expect(openedRange({ migration }, cells, one)).toBeUndefined();
    expect(openedRange({ migration }, cellsOf(), one)).toBeUndefined();
  });
});
