import fc from "fast-check";
import { expect, it } from "vitest";
import { categoryDaysOf } from "../../../../shared/scoring/habits/category-days.ts";
import { CategoryIntervals } from "../../../../shared/scoring/habits/category-intervals.ts";
import { fromEpochDay } from "../../../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../../../shared/scoring/summaries/purchase-days.ts";
import { medianOfCounts } from "../../../../shared/stats/median-of-counts.ts";
import { often } from "../../../support/often.ts";

const CATEGORIES = ["Tea", "Pots", "tea"];
const NAMED = ["pots", "tea"];
const anyDays = fc
  .uniqueArray(fc.record({ day: fc.integer({ min: 0, max: 2000 }), category: fc.option(fc.nat({ max: 2 })) }), {
    selector: ({ day }) => day,
    maxLength: 12,
  })
  .map((days): PurchaseDay[] =>
    days
      .sort((a, b) => a.day - b.day)
      .map(({ day, category }) => ({
        ...{ day, orders: 1, netMinor: 100 },
        habit: { hour: undefined, discountedOrders: 0, category: category ?? undefined },
      })),
  );
const settings = { numRuns: often(200), seed: 20261130 };

it("days of a category are those whose category it is, in their order, and its own interval the median of theirs", () => {
  fc.assert(
    fc.property(anyDays, fc.nat({ max: 12 }), (days, count) => {
      for (const { category, first, last, days: many, usually, interval } of categoryDaysOf(
        days,
        count,
        CATEGORIES,
        NAMED,
      )) {
        const own = days
          .slice(0, count)
          .filter(({ habit }) => CATEGORIES[habit?.category ?? -1]?.toLowerCase() === category)
          .map(({ day }) => day);
        const between = own
          .slice(1)
          .map((day, at) => day - (own[at] ?? 0))
          .sort((a, b) => a - b);
        const middle = between.length / 2 - 0.5;
        const median = Math.round(((between[Math.floor(middle)] ?? 0) + (between[Math.ceil(middle)] ?? 0)) / 2);
        expect([first, last, many]).toEqual([fromEpochDay(own[0] ?? 0), fromEpochDay(own.at(-1) ?? 0), own.length]);
        expect(interval).toBe(between.length === 0 ? undefined : median);
        expect(usually).toBe(between.length < 2 ? null : median);
      }
    }),
    settings,
  );
});

it("intervals of shards, merged in any order, are those of one shard, to the byte", () => {
  fc.assert(
    fc.property(fc.array(anyDays, { maxLength: 30 }), fc.nat({ max: 4 }), (people, parts) => {
      const counted = (some: readonly PurchaseDay[][]) => {
        const intervals = new CategoryIntervals();
        for (const days of some) intervals.add(categoryDaysOf(days, days.length, CATEGORIES, NAMED));
        return intervals;
      };
      const merged = new CategoryIntervals();
      for (let part = parts; part >= 0; part--)
        merged.merge(counted(people.filter((_, at) => at % (parts + 1) === part)).toFile());
      const whole = counted(people);
      expect(JSON.stringify(merged.toFile())).toBe(JSON.stringify(whole.toFile()));
      expect(merged.toModel()).toEqual(whole.toModel());
    }),
    settings,
  );
});

it("a median of counts has at most half of all values below it, and at most half above", () => {
  const anyCounts = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 9 })), {
    minLength: 1,
  });
  fc.assert(
    fc.property(anyCounts, (pairs) => {
      const counts = new Map(pairs);
      const median = medianOfCounts(counts);
      const many = (of: (value: number) => boolean) =>
        [...counts].reduce((sum, [value, count]) => sum + (of(value) ? count : 0), 0);
      const half = many(() => true) / 2;
      expect(many((value) => value < median)).toBeLessThanOrEqual(half);
      expect(many((value) => value > median)).toBeLessThanOrEqual(half);
    }),
    settings,
  );
});

it("the order in which a row names its categories, which changes as people are joined, says nothing", () => {
  const names = ["Tea", "Pots", "tea", "Cups"];
  fc.assert(
    fc.property(anyDays, fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (days, order) => {
      const renamed = days.map((day): PurchaseDay => {
        const category = day.habit?.category;
        if (day.habit === undefined || category === undefined) return day;
        return { ...day, habit: { ...day.habit, category: order.indexOf(category) } };
      });
      const shuffled = order.map((at) => names[at] ?? "");
      expect(categoryDaysOf(renamed, renamed.length, shuffled, NAMED)).toEqual(
        categoryDaysOf(days, days.length, names, NAMED),
      );
    }),
    settings,
  );
});
