import { describe, expect, it } from "vitest";
import { quietShop } from "../../../../shared/scoring/odd-shops/quiet-shop.ts";
import { Histogram } from "../../../../shared/scoring/summaries/histogram.ts";

const on = (...daysAgo: readonly number[]): Histogram => Histogram.from(daysAgo.map((day) => [day, 1] as const));

describe("quietShop", () => {
  it("is one in which nobody has bought for three weeks", () => {
    expect(quietShop(on(21, 22, 23), 23)).toEqual({ days: 21, longestPauseDays: 0 });
    expect(quietShop(on(20, 21, 22), 22)).toBeUndefined();
    expect(quietShop(new Histogram(), 0)).toBeUndefined();
  });

  it("is none where pauses half as long were usual", () => {
    expect(quietShop(on(41, 61, 62), 62)).toEqual({ days: 41, longestPauseDays: 19 });
    expect(quietShop(on(41, 62, 63), 63)).toEqual({ days: 41, longestPauseDays: 20 });
    expect(quietShop(on(40, 61, 62), 62)).toBeUndefined();
  });

  it("does not take a closure for a usual pause", () => {
    const days = on(30, 31, 400, 403);
    expect(quietShop(days, 403)).toBeUndefined();
    expect(quietShop(days, 403, [{ fromDaysAgo: 399, untilDaysAgo: 32 }])).toEqual({ days: 30, longestPauseDays: 2 });
  });

  it("does not take the time before the shop's history for a pause", () => {
    expect(quietShop(on(41, 42, 20_000), 42)).toEqual({ days: 41, longestPauseDays: 0 });
    expect(quietShop(on(41, 42, 20_000), 20_000)).toBeUndefined();
  });
});
