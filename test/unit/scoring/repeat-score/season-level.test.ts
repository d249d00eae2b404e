import { describe, expect, it } from "vitest";
import { forecastLevel, type LevelGap, seasonLikeness } from "../../../../shared/scoring/repeat-score/season-level.ts";

const OLD_SHOP_DAYS = 1000;
/** Gaps at so many days before tonight, each told exactly enough. */
const gapsAt = (gaps: Readonly<Record<number, number>>, historyDays = OLD_SHOP_DAYS): LevelGap[] =>
  Object.entries(gaps).map(([daysBefore, gap]) => ({
    ...{ daysBefore: Number(daysBefore), gap, gapError: 0.03 },
    historyDays: historyDays - Number(daysBefore),
  }));
const cuts = [90, 136, 182, 228, 273, 319, 365, 411, 457, 503, 548, 594, 640, 686, 732];
/** A gap of `height` in the weeks around tonight's day of each year, none in others. */
const yearly = (height: number) => gapsAt(Object.fromEntries(cuts.map((ago) => [ago, height * seasonLikeness(ago)])));

describe("how alike two seasons are", () => {
  it("is all a year apart, nothing a quarter apart, under a half 45 days apart", () => {
    for (const same of [0, 365, 730]) expect(seasonLikeness(same)).toBeCloseTo(1, 12);
    expect(seasonLikeness(90)).toBeLessThan(0.07);
    expect(seasonLikeness(182.5)).toBeLessThan(0.005);
    expect(seasonLikeness(45)).toBeLessThan(0.5);
    expect(seasonLikeness(45)).toBeGreaterThan(0.4);
  });

  it("does not ask which of them came first, nor in which year", () => {
    expect(seasonLikeness(-30)).toBeCloseTo(seasonLikeness(30), 12);
    expect(seasonLikeness(335)).toBeCloseTo(seasonLikeness(30), 12);
  });
});

describe("the level of a season that was seen before", () => {
  it("takes over the gap of a year ago, though nothing since was like it", () => {
    const { shift, seasonKnown, deviation } = forecastLevel(yearly(1), 0);
    expect(seasonKnown).toBe(true);
    expect(shift).toBeGreaterThan(0.5);
    expect(shift).toBeLessThan(1.05);
    expect(deviation).toBeLessThan(0.5);
    expect(forecastLevel(yearly(-1), 0).shift).toBeCloseTo(-shift, 9);
  });

  it("does not take over what other seasons had", () => {
    const other = gapsAt(Object.fromEntries(cuts.map((ago) => [ago, seasonLikeness(ago - 182)])));
    expect(Math.abs(forecastLevel(other, 0).shift)).toBeLessThan(0.2);
  });

  it("takes little over of a year ago where every year was another", () => {
    const twoYears = yearly(1).map((one) => (one.daysBefore > 600 ? { ...one, gap: -one.gap } : one));
    expect(forecastLevel(twoYears, 0).shift).toBeLessThan(forecastLevel(yearly(1), 0).shift);
    expect(forecastLevel(twoYears, 0).deviation).toBeGreaterThan(forecastLevel(yearly(1), 0).deviation);
  });

  it("is sure of a gap that always was the same", () => {
    const { shift, deviation } = forecastLevel(gapsAt(Object.fromEntries(cuts.map((ago) => [ago, 0.3]))), 0);
    expect(shift).toBeGreaterThan(0.2);
    expect(shift).toBeLessThan(0.3);
    expect(deviation).toBeLessThan(0.15);
  });

  it("takes over a third of what a first year had, all of what came again, nothing of what turned round", () => {
    const firstYear = (later: Readonly<Record<number, number>>) =>
      forecastLevel(gapsAt({ 365: 0.5, 457: 0.5, 503: 0.5, ...later }), 0).shift;
    const once = firstYear({});
    const again = firstYear({ 90: 0.5, 136: 0.5 });
    const turned = firstYear({ 90: -0.5, 136: -0.5 });
    expect(once).toBeGreaterThan(0);
    expect(once).toBeLessThan(0.5 / 3 + 1e-9);
    // Believed to a third with the weight of one gap of 0.5, and twice as large again: (1/3 + 2) / 3.
    expect(again).toBeGreaterThan(0.5 * (7 / 9) * 0.8);
    expect(again).toBeLessThan(0.5 * (7 / 9) + 1e-9);
    expect(turned).toBe(0);
  });

  it("is drawn less by a gap that few customers told", () => {
    const few = yearly(1).map((one) => ({ ...one, gapError: 0.6 }));
    expect(forecastLevel(few, 0).shift).toBeLessThan(forecastLevel(yearly(1), 0).shift);
    expect(forecastLevel(few, 0).deviation).toBeGreaterThan(forecastLevel(yearly(1), 0).deviation);
  });

  it("is one that was seen 23 days from a year before at most, by a shop of half a year", () => {
    const known = (daysBefore: number, historyDays: number) =>
      forecastLevel([{ daysBefore, gap: 0.5, gapError: 0.03, historyDays }], 0).seasonKnown;
    for (const ago of [342, 365, 388]) expect(known(ago, 180)).toBe(true);
    for (const ago of [341, 389, 730]) expect(known(ago, 180)).toBe(false);
    expect(known(365, 179)).toBe(false);
  });
});

describe("the level of a season that was never seen", () => {
  const young = (gaps: Readonly<Record<number, number>>) => forecastLevel(gapsAt(gaps), 0);

  it("is left where gaps disagree as much as they are large", () => {
    const { shift, seasonKnown } = young({ 90: 0.5, 136: 0.3, 182: -0.4, 228: -0.2, 273: 0.1 });
    expect([shift, seasonKnown]).toEqual([0, false]);
  });

  it("is moved by gaps that agree, by all of them where they are the same", () => {
    expect(young({ 90: 0.2, 136: 0.2, 182: 0.2, 228: 0.2, 273: 0.2 }).shift).toBeCloseTo(0.2, 12);
    // Mean .2, variance .02 / 4, taken twice.
    const { shift } = young({ 90: 0.1, 136: 0.3, 182: 0.2, 228: 0.2, 273: 0.2 });
    expect(shift).toBeCloseTo(0.2 * (1 - (2 * 0.005) / 0.04), 12);
    expect(young({ 90: -0.1, 136: -0.3, 182: -0.2, 228: -0.2, 273: -0.2 }).shift).toBeCloseTo(-shift, 12);
  });

  it("is left where there are fewer than five, however well they agree", () => {
    expect(young({ 90: 0.2, 136: 0.2, 182: 0.2, 228: 0.2 }).shift).toBe(0);
  });

  it("may be far off however calm the days since were: a shop's first autumn is no Christmas", () => {
    expect(young({ 90: 0.01, 136: -0.01, 182: 0.02, 228: 0, 273: -0.02 }).deviation).toBe(0.3);
  });

  it("may be far off: further than one that was seen", () => {
    const swings = gapsAt(Object.fromEntries(cuts.map((ago) => [ago, 0.5 * Math.cos((2 * Math.PI * ago) / 365)])));
    const unseen = swings.filter(({ daysBefore }) => daysBefore < 300);
    expect(forecastLevel(unseen, 0).deviation).toBeGreaterThan(1.5 * forecastLevel(swings, 0).deviation);
    const nothing = forecastLevel([], 0);
    expect(nothing).toMatchObject({ shift: 0, seasonKnown: false, cuts: 0 });
    // A mean over sizes of what may move it: stays .05 or .3, seasons up to 1, drifts, noise.
    expect(nothing.deviation).toBeGreaterThan(0.5);
    expect(nothing.deviation).toBeLessThan(0.8);
  });
});

describe("the level of a day of the past", () => {
  it("is foretold from cuts whose 90 days were over by then, and no other", () => {
    const past = yearly(1);
    const seen = past.filter(({ daysBefore }) => daysBefore >= 272);
    expect(forecastLevel(past, 182)).toEqual(forecastLevel(seen, 182));
    expect(forecastLevel(past, 182).cuts).toBe(seen.length);
    const changed = past.map((one) => (one.daysBefore < 272 ? { ...one, gap: 9 } : one));
    expect(forecastLevel(changed, 182)).toEqual(forecastLevel(past, 182));
  });

  it("is the same as tonight's, seen as long after the same gaps", () => {
    const later = yearly(1).map((one) => ({ ...one, daysBefore: one.daysBefore + 100 }));
    const [then, now] = [forecastLevel(later, 100), forecastLevel(yearly(1), 0)];
    expect(then.shift).toBeCloseTo(now.shift, 12);
    expect(then.deviation).toBeCloseTo(now.deviation, 12);
  });
});
