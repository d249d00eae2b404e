import { describe, expect, it } from "vitest";
import { levelBreak } from "../../../../shared/scoring/odd-shops/level-break.ts";
import { Histogram } from "../../../../shared/scoring/summaries/histogram.ts";
import { clustered } from "../../../support/clustered-sales.ts";

const HISTORY = 700;
/** A shop of 700 days in which so many buy on a day, by how many days ago it is. */
const shop = (on: (daysAgo: number) => number, historyDays = HISTORY): Histogram =>
  Histogram.from(Array.from({ length: historyDays + 1 }, (_, daysAgo) => [daysAgo, on(daysAgo)] as const));
const sold = (daysAgo: number) => shop((day) => (day < daysAgo ? 10 : 20));

describe("levelBreak", () => {
  it("is the day since which half as much is bought, beside the same weeks a year earlier", () => {
    const found = {
      daysAgo: 150,
      spanDays: 56,
      before: 1_120,
      after: 560,
      beforeLastYear: 1_120,
      afterLastYear: 1_120,
    };
    expect(levelBreak(sold(150), HISTORY)).toEqual(found);
  });

  it("is seen after four weeks, by as many before", () => {
    expect(levelBreak(sold(28), HISTORY)).toMatchObject({ daysAgo: 28, spanDays: 28, before: 560, after: 280 });
    expect(levelBreak(sold(10), HISTORY)).toBeUndefined();
  });

  it("is none where two thirds are left", () => {
    expect(
      levelBreak(
        shop((day) => (day < 150 ? 13 : 20)),
        HISTORY,
      ),
    ).toMatchObject({ daysAgo: 150 });
    expect(
      levelBreak(
        shop((day) => (day < 150 ? 14 : 20)),
        HISTORY,
      ),
    ).toBeUndefined();
  });

  it("is none where the same weeks fell like that a year ago: the end of a season", () => {
    const season = (day: number) => (day % 364 < 150 ? 10 : 20);
    expect(levelBreak(shop(season), HISTORY)).toBeUndefined();
  });

  it("is none where the days since have made up for it", () => {
    const dip = (day: number) => (day < 150 && day >= 94 ? 10 : 20);
    expect(levelBreak(shop(dip), HISTORY)).toBeUndefined();
  });

  it("is none without a year before it, and none of purchase days before the history", () => {
    expect(
      levelBreak(
        shop((day) => (day < 150 ? 10 : 20), 500),
        500,
      ),
    ).toBeUndefined();
    expect(
      levelBreak(
        shop((day) => (day < 150 ? 10 : 20), 569),
        569,
      )?.daysAgo,
    ).toBe(150);
    expect(levelBreak(sold(150), 500)).toBeUndefined();
    expect(levelBreak(new Histogram(), 0)).toBeUndefined();
  });

  it("is none of so few that it may be chance", () => {
    const few = (times: number) => shop((day) => (day < 150 ? times : 2 * times));
    expect(levelBreak(few(1), HISTORY)).toBeUndefined();
    expect(levelBreak(few(2), HISTORY)).toMatchObject({ daysAgo: 150, likely: true });
    expect(levelBreak(few(3), HISTORY)).toMatchObject({ daysAgo: 150, likely: true });
    expect(levelBreak(few(4), HISTORY)).toMatchObject({ daysAgo: 150 });
    expect(levelBreak(few(4), HISTORY)).not.toHaveProperty("likely");
  });

  it("is certain or none where the same weeks fell by more than a fifth a year earlier", () => {
    const falls = (lastYear: number, now: number, times: number) =>
      levelBreak(
        shop((day) => times * (day < 150 ? now : day < 150 + 364 ? 20 : lastYear)),
        HISTORY,
      );
    // 20 a day, then 10 or 9; a year earlier 20 after 24, or after 26.
    expect(falls(24, 10, 0.25)).toMatchObject({ likely: true });
    expect(falls(26, 9, 0.25)).toBeUndefined();
    expect(falls(26, 9, 1)).not.toHaveProperty("likely");
  });

  it("is the certain one of two, and of two alike the deeper", () => {
    const twice = (first: number, second: number) => shop((day) => (day < 60 ? second : day < 200 ? first : 20));
    expect(levelBreak(twice(12, 12), HISTORY)?.daysAgo).toBe(200);
    expect(levelBreak(twice(12, 5), HISTORY)?.daysAgo).toBe(60);
  });

  it("is none of a shop that grows or shrinks evenly", () => {
    const evenly = (rate: number) => shop((day) => Math.round(100 * Math.exp((rate * day) / 365)));
    expect(levelBreak(evenly(-1), HISTORY)).toBeUndefined();
    expect(levelBreak(evenly(1), HISTORY)).toBeUndefined();
  });

  it("is none of a fortnight's sale, after which the days beside it tell of no break", () => {
    // 120 a week, 180 and 240 in the sale, and 92 since: three quarters of what is usual.
    const week = (day: number) => (day < 150 ? 92 : day < 157 ? 240 : day < 164 ? 180 : 120);
    expect(
      levelBreak(
        shop((day) => (day % 7 === 0 ? week(day) : 0)),
        HISTORY,
      ),
    ).toBeUndefined();
  });

  describe.each(clustered)("of a shop that sells %s", (_when, on) => {
    it("is none, on any night of two months, where nothing fell", () => {
      for (let night = 0; night < 61; night++) expect(levelBreak(shop(on(night, 400)), HISTORY)).toBeUndefined();
    });
  });

  it("is found beside a day of sales each quarter, where half of the shop is gone", () => {
    const fell = (day: number) => (day < 150 ? 50 : 100) * (day % 91 === 20 ? 3 : 1);
    expect(levelBreak(shop(fell), HISTORY)).toMatchObject({ daysAgo: 150 });
  });
});
