import { assert, describe, expect, it } from "vitest";
import { summarisePurchases } from "../../../../shared/scoring/summaries/purchase-summary.ts";
import { toSummaryColumns } from "../../../../shared/scoring/summaries/summary-columns.ts";

const days = [
  { day: 100, orders: 2, netMinor: 5000 },
  { day: 110, orders: 1, netMinor: 3000 },
  { day: 150, orders: 3, netMinor: 4000 },
];

describe("the summary of a customer's purchases", () => {
  it("counts repeat days, not orders, and leaves the first day's spend out of repeat spend", () => {
    expect(summarisePurchases(days, 160, 30)).toEqual({
      firstDay: 100,
      lastDay: 150,
      repeats: 2,
      recencyDays: 50,
      ageDays: 60,
      repeatNetMinor: 7000,
      greatestRepeatMinor: 4000,
      orders: 6,
      netMinor: 12000,
      windowOrders: 3,
      windowNetMinor: 4000,
      daysSilent: 10,
      seasonLastYear: 0,
      seasonYearBefore: 0,
    });
  });

  it("knows what was bought in the season to come, one year and two years before the as-of day", () => {
    // Of the 90 days after day 470 the season was days 106 to 195; two years before it lay before day 0.
    expect(summarisePurchases(days, 470, 30)).toMatchObject({ seasonLastYear: 2, seasonYearBefore: 0 });
    expect(summarisePurchases(days, 831, 30)).toMatchObject({ seasonLastYear: 0, seasonYearBefore: 1 });
  });

  it("does not know what comes after the as-of day, which itself counts", () => {
    expect(summarisePurchases(days, 149, 365)).toMatchObject({ repeats: 1, lastDay: 110, ageDays: 49, orders: 3 });
    expect(summarisePurchases(days, 150, 365)).toMatchObject({ repeats: 2, daysSilent: 0 });
    expect(summarisePurchases(days, 100, 365)).toMatchObject({
      repeats: 0,
      recencyDays: 0,
      ageDays: 0,
      repeatNetMinor: 0,
      greatestRepeatMinor: 0,
    });
  });

  it("has an RFM window of exactly its days, the as-of day among them", () => {
    expect(summarisePurchases(days, 179, 30)).toMatchObject({ windowOrders: 3 });
    expect(summarisePurchases(days, 180, 30)).toMatchObject({ windowOrders: 0, windowNetMinor: 0 });
  });

  it("is undefined for who had not bought yet", () => {
    expect(summarisePurchases(days, 99, 365)).toBeUndefined();
    expect(summarisePurchases([], 99, 365)).toBeUndefined();
  });
});

describe("summaries in columns", () => {
  it("hold each customer's numbers at the customer's place", () => {
    const bought = summarisePurchases(days, 160, 30);
    assert(bought !== undefined);
    const regular = { ...bought, seasonLastYear: 2, seasonYearBefore: 1 };
    const once = summarisePurchases([{ day: 90, orders: 1, netMinor: -200 }], 160, 30);
    assert(once !== undefined);
    expect(toSummaryColumns([once, regular])).toEqual({
      length: 2,
      repeats: Int32Array.of(0, 2),
      recencyDays: Int32Array.of(0, 50),
      ageDays: Int32Array.of(70, 60),
      repeatNetMinor: Float64Array.of(0, 7000),
      greatestRepeatMinor: Float64Array.of(0, 4000),
      netMinor: Float64Array.of(-200, 12000),
      windowOrders: Int32Array.of(0, 3),
      windowNetMinor: Float64Array.of(0, 4000),
      seasonLastYear: Int32Array.of(0, 2),
      seasonYearBefore: Int32Array.of(0, 1),
    });
  });
});
