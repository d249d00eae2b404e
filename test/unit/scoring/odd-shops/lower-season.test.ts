import { describe, expect, it } from "vitest";
import { lowerSeason } from "../../../../shared/scoring/odd-shops/lower-season.ts";
import { Histogram } from "../../../../shared/scoring/summaries/histogram.ts";
import { clustered } from "../../../support/clustered-sales.ts";

/** A shop in which so many buy on a day, by how many days ago it is. */
const shop = (on: (daysAgo: number) => number, historyDays: number): Histogram =>
  Histogram.from(Array.from({ length: historyDays + 1 }, (_, daysAgo) => [daysAgo, on(daysAgo)] as const));
/** From 160 to 61 days ago, and a year earlier: so much in the season, 4 beside it. */
const season =
  (now: number, lastYear: number, usual = 4) =>
  (day: number) =>
    day <= 160 && day > 60 ? now : day <= 524 && day > 424 ? lastYear : usual;
const found = (on: (daysAgo: number) => number, historyDays = 800) => lowerSeason(shop(on, historyDays), historyDays);

describe("lowerSeason", () => {
  it("is the season that brought no more than the days before it, and had brought twice as much a year earlier", () => {
    expect(found(season(4, 8))).toEqual({
      daysAgo: 161,
      spanDays: 84,
      before: 336,
      after: 336,
      beforeLastYear: 336,
      afterLastYear: 672,
    });
  });

  it("is told while it lasts, after eight weeks of it", () => {
    const now = (day: number) => (day < 56 ? 4 : season(4, 4)(day));
    const on = (day: number) => (day >= 364 && day < 420 ? 8 : now(day));
    expect(found(on)).toMatchObject({ daysAgo: 56, spanDays: 56, after: 224, afterLastYear: 448 });
  });

  it("is none that came again, or nearly", () => {
    expect(found(season(8, 8))).toBeUndefined();
    expect(found(season(7, 8))).toBeUndefined();
  });

  it("is none of a shop that grows or shrinks evenly, with a season or without", () => {
    const evenly = (rate: number, on: (day: number) => number) => (day: number) =>
      Math.round(10 * on(day) * Math.exp((rate * day) / 365));
    for (const rate of [-1, -0.3, 0.3, 1]) {
      expect(found(evenly(rate, season(4, 4)))).toBeUndefined();
      expect(found(evenly(rate, season(8, 8)))).toBeUndefined();
    }
  });

  it("is none of so few that it may be chance, and none without a year before it", () => {
    expect(found((day) => (day % 4 === 0 ? season(1, 2, 1)(day) : 0))).toBeUndefined();
    expect(found(season(4, 8), 430)).toBeUndefined();
    expect(found(() => 0)).toBeUndefined();
  });

  it("is none of a sale that did not come again, steep or in steps", () => {
    const steep = (day: number) => (day >= 464 && day < 478 ? 40 : 10);
    expect(found(steep)).toBeUndefined();
    // 120 a week, 136 in the eight before; a year earlier 300 and 200 in the last two, of which a week later one is left.
    const week = (day: number) =>
      day >= 161 && day < 217 ? 136 : day >= 469 && day < 476 ? 300 : day >= 476 && day < 483 ? 200 : 120;
    expect(found((day) => (day % 7 === 0 ? week(day) : 0))).toBeUndefined();
  });

  describe.each(clustered)("of a shop that sells %s", (_when, on) => {
    it("is none, on any night of two months, where nothing fell", () => {
      for (let night = 0; night < 61; night++) expect(found(on(night, 400))).toBeUndefined();
    });
  });
});
