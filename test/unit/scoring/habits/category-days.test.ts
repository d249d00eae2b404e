import { describe, expect, it } from "vitest";
import { categoryKey } from "../../../../shared/model/category-days.ts";
import {
  categoryDaysColumn,
  categoryDaysOf,
  readCategoryDays,
} from "../../../../shared/scoring/habits/category-days.ts";
import { CategoryIntervals } from "../../../../shared/scoring/habits/category-intervals.ts";
import { medianOfCounts } from "../../../../shared/stats/median-of-counts.ts";
import { boughtOn } from "../../../support/purchase-days.ts";

const CATEGORIES = ["Green  tea", "Pots", "green tea"];
const days = boughtOn(["2026-01-01", "2026-01-31", "2026-02-10", "2026-03-12", "2026-05-01"], (at) => ({
  category: [0, 0, 1, 2, undefined][at],
}));

describe("categoryDaysOf", () => {
  it("tells first and last day, how many, and the customer's own interval from two on", () => {
    const [tea] = categoryDaysOf(days, 5, CATEGORIES, ["green tea"]);
    // 30 days in January, 40 to 12 March.
    expect(tea).toEqual({
      ...{ category: "green tea", first: "2026-01-01", last: "2026-03-12", days: 3 },
      ...{ usually: 35, interval: 35 },
    });
  });

  it("goes by the days up to the as-of day alone, as a refund or a cut leaves them", () => {
    expect(categoryDaysOf(days, 2, CATEGORIES, ["green tea"])).toEqual([
      { category: "green tea", first: "2026-01-01", last: "2026-01-31", days: 2, usually: null, interval: 30 },
    ]);
  });

  it("says nothing of categories that nobody asks for, that were not bought, or that days before habits lack", () => {
    expect(categoryDaysOf(days, 5, CATEGORIES, [])).toEqual([]);
    expect(categoryDaysOf(days, 5, CATEGORIES, ["books"])).toEqual([]);
    expect(
      categoryDaysOf(
        days.map(({ habit: _habit, ...day }) => day),
        5,
        CATEGORIES,
        ["pots"],
      ),
    ).toEqual([]);
    expect(categoryDaysOf(days, 5, [], ["pots"])).toEqual([]);
  });

  it("is read from a shard file as it was written, and without the interval that only counts for the shop", () => {
    const found = categoryDaysOf(days, 5, CATEGORIES, ["green tea", "pots"]);
    expect(readCategoryDays(categoryDaysColumn(found) ?? "")).toEqual([
      { category: "green tea", first: "2026-01-01", last: "2026-03-12", days: 3, usually: 35 },
      { category: "pots", first: "2026-02-10", last: "2026-02-10", days: 1, usually: null },
    ]);
    expect(categoryDaysColumn([])).toBeNull();
  });

  it("knows a category by its letters, whatever their case, accents' form and blanks", () => {
    expect([" Green \t Tea ", "GREEN TEA", "green tea"].map(categoryKey)).toEqual(Array(3).fill("green tea"));
    expect(categoryKey("Cafe\u0301")).toBe(categoryKey("CAF\u00c9"));
  });
});

describe("medianOfCounts", () => {
  it("is the middle value, or half-way between two, a half rounded up", () => {
    expect(medianOfCounts(new Map([[9, 1]]))).toBe(9);
    expect(
      medianOfCounts(
        new Map([
          [30, 2],
          [60, 2],
        ]),
      ),
    ).toBe(45);
    expect(
      medianOfCounts(
        new Map([
          [60, 1],
          [7, 2],
        ]),
      ),
    ).toBe(7);
    expect(
      medianOfCounts(
        new Map([
          [1, 1],
          [2, 1],
        ]),
      ),
    ).toBe(2);
    expect(() => medianOfCounts(new Map())).toThrow(RangeError);
  });
});

describe("the shop's interval of a category", () => {
  const rhythm = (interval: number | undefined, category = "tea") => ({
    ...{ category, first: "2026-01-01", last: "2026-02-01", days: 2, usually: null, interval },
  });

  it("is the median over customers, one each, from ten on", () => {
    const counted = new CategoryIntervals();
    for (let at = 0; at < 9; at++) counted.add([rhythm(30 + at), rhythm(undefined, "pots")]);
    expect(counted.toModel()).toEqual([{ category: "tea", customers: 9, usually: null }]);
    counted.add([rhythm(400)]);
    expect(counted.toModel()).toEqual([{ category: "tea", customers: 10, usually: 35 }]);
  });
});
