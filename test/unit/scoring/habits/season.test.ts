import { describe, expect, it } from "vitest";
import { isSeasonal } from "../../../../shared/scoring/habits/season.ts";
import { addDays, toEpochDay } from "../../../../shared/scoring/summaries/epoch-day.ts";
import { exponential, seededRandom } from "../../../../shared/stats/random.ts";
import { boughtOn } from "../../../support/purchase-days.ts";

const asOf = toEpochDay("2026-11-20");
const seasonal = (days: readonly string[], at = asOf) => isSeasonal(boughtOn(days), days.length, at);

describe("isSeasonal", () => {
  const summers = ["2025-06-10", "2025-07-02", "2025-08-20", "2026-06-05", "2026-07-15", "2026-08-01"];
  it("sees who buys every summer, and in no other season", () => {
    expect(seasonal(summers)).toBe(true);
  });

  it("sees a season across the turn of the year", () => {
    expect(seasonal(["2023-12-20", "2024-01-05", "2024-12-18", "2025-01-10", "2025-12-21", "2026-01-08"])).toBe(true);
  });

  it("needs the season to come back: one busy quarter is none", () => {
    const quarter = Array.from({ length: 12 }, (_, week) => addDays("2025-06-01", 7 * week));
    expect(seasonal(quarter)).toBe(false);
    expect(seasonal([...quarter, "2026-06-20", "2026-07-10"])).toBe(true);
  });

  it("counts a month once, so that a burst of purchases does not make a season", () => {
    const spread = ["2025-01-10", "2025-05-10", "2025-09-10", "2026-01-10", "2026-05-10"];
    const burst = Array.from({ length: 20 }, (_, day) => addDays("2026-01-10", day));
    expect(seasonal([...spread.slice(0, 3), ...burst, "2026-05-10"])).toBe(false);
  });

  it("needs a year of acquaintance and four months with a purchase", () => {
    expect(seasonal(["2026-01-10", "2026-02-10", "2026-03-10", "2026-10-12", "2026-11-10"])).toBe(false);
    expect(seasonal(["2024-12-10", "2025-12-10", "2026-01-12"])).toBe(false);
    const decembers = ["2022-12-10", "2023-12-10", "2024-12-10", "2025-12-10"];
    expect(seasonal(decembers)).toBe(true);
    expect(seasonal(decembers.slice(1))).toBe(false);
  });

  it("does not take months that came round twice for a season", () => {
    // Known for 14 months and bought in every one of them: two months stand there twice.
    const monthly = Array.from({ length: 14 }, (_, month) => addDays("2025-09-25", Math.round(30.4 * month)));
    expect(seasonal(monthly)).toBe(false);
  });

  it("looks at the days asked for alone", () => {
    const later = boughtOn([...summers, "2026-10-01", "2026-11-01", "2026-11-15"]);
    expect(isSeasonal(later, 6, asOf)).toBe(true);
  });

  it("takes fewer than 1 of 200 customers who buy by chance for seasonal", () => {
    const random = seededRandom(20261122);
    let found = 0;
    const customers = 20_000;
    for (let i = 0; i < customers; i++) {
      const meanDays = 15 + 90 * random();
      const first = asOf - 365 - Math.floor(1100 * random());
      const days = [];
      for (let at = first; at <= asOf; at += Math.ceil(meanDays * exponential(random))) {
        days.push({ day: at, orders: 1, netMinor: 1000 });
      }
      if (isSeasonal(days, days.length, asOf)) found += 1;
    }
    expect(found / customers).toBeLessThan(0.005);
    expect(found).toBeGreaterThan(0);
  });

  describe("by twelfths of a year, counted from any of them", () => {
    const middleOf = (month: number) => Math.floor(((month + 0.5) * 365.2425) / 12);
    const inMonths = (months: readonly number[], seen: number, start: number) =>
      isSeasonal(
        months.map((month) => ({ day: middleOf(660 + start + month), orders: 1, netMinor: 1000 })),
        months.length,
        middleOf(660 + start + seen - 1),
      );
    const always = (months: readonly number[], seen: number) =>
      Array.from({ length: 12 }, (_, start) => inMonths(months, seen, start));

    it("finds the same season wherever in the year it lies", () => {
      expect(always([0, 1, 2, 12, 13, 14], 18)).toEqual(Array(12).fill(true));
      expect(always([0, 4, 8, 12, 16, 20], 24)).toEqual(Array(12).fill(false));
    });

    it("does not trust four months that chance may well have brought together", () => {
      // R is 0.81, with a chance of 0.06.
      expect(always([0, 3, 12, 13], 24)).toEqual(Array(12).fill(false));
      expect(always([0, 12, 24, 36], 48)).toEqual(Array(12).fill(true));
    });

    it("weighs a month by how often it came round", () => {
      const threeSeasons = [0, 1, 2, 8, 12, 13, 14, 24, 25, 26];
      expect(always(threeSeasons, 36)).toEqual(Array(12).fill(true));
      // After two and a half years the one purchase out of season weighs more: its month came round but twice.
      expect(always(threeSeasons, 30)).toEqual(Array(12).fill(false));
      // From the 33rd month on, the third of its kind, it weighs as much as the others.
      expect(always(threeSeasons, 32)).toEqual(Array(12).fill(false));
      expect(always(threeSeasons, 33)).toEqual(Array(12).fill(true));
    });

    it("finds none that has not come back, whichever months of a first year have a purchase", () => {
      const found = [];
      for (let choice = 0; choice < 2 ** 11; choice++) {
        const months = Array.from({ length: 12 }, (_, month) => month).filter(
          (m) => m === 0 || (choice >> (m - 1)) & 1,
        );
        for (const seen of [12, 13, 18, 24, 36]) if (inMonths(months, seen, 0)) found.push([months, seen]);
        if (inMonths([...months, 12], 13, 0)) found.push([...months, 12]);
      }
      expect(found).toEqual([]);
    });
  });
});
