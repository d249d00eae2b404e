import { describe, expect, it } from "vitest";
import { closedAfter, closuresOf, flawAfter, soundDaysAfter } from "../../../../shared/scoring/summaries/closures.ts";
import { Histogram } from "../../../../shared/scoring/summaries/histogram.ts";

/** Days of a shop that sold every so many days, but for the days between. */
const selling = (historyDays: number, closed: readonly (readonly [from: number, until: number])[], every = 1) =>
  Histogram.from(
    Array.from({ length: historyDays + 1 }, (_, day) => day)
      .filter((day) => day % every === 0 && !closed.some(([from, until]) => day <= from && day >= until))
      .map((day) => [day, 3] as const),
  );
const found = (historyDays: number, closed: readonly (readonly [number, number])[], every = 1) =>
  closuresOf(selling(historyDays, closed, every), historyDays);

describe("closuresOf", () => {
  it("is the stretch in which a shop that sells daily sold nothing for four weeks and more", () => {
    expect(found(700, [[494, 130]])).toEqual([{ fromDaysAgo: 494, untilDaysAgo: 130 }]);
    expect(found(700, [[157, 130]])).toEqual([{ fromDaysAgo: 157, untilDaysAgo: 130 }]);
    expect(found(700, [[156, 130]])).toEqual([]);
  });

  it("are several, newest first, but not the pause up to tonight", () => {
    const closed = [
      [420, 380],
      [200, 140],
      [90, 0],
    ] as const;
    expect(found(700, closed)).toEqual([
      { fromDaysAgo: 200, untilDaysAgo: 140 },
      { fromDaysAgo: 420, untilDaysAgo: 380 },
    ]);
  });

  it("is none in a shop that sells so seldom that it may be chance", () => {
    expect(found(700, [[250, 200]], 3)).toEqual([]);
    expect(found(700, [[270, 200]], 3)).toHaveLength(1);
  });

  it("is none where the shop pauses at that time every year", () => {
    const everyYear = [
      [250, 200],
      [615, 565],
    ] as const;
    expect(found(900, everyYear)).toEqual([]);
    expect(found(900, [everyYear[0], [500, 450]])).toHaveLength(2);
  });

  it("is one of two years and more, which meets itself a year later", () => {
    expect(found(1_500, [[1_200, 300]])).toEqual([{ fromDaysAgo: 1_200, untilDaysAgo: 300 }]);
  });

  it("is none after a handful of days, and none from before the history", () => {
    expect(found(430, [[400, 100]])).toHaveLength(1);
    expect(found(427, [[400, 100]])).toEqual([]);
    expect(closuresOf(Histogram.from([...selling(300, []).sorted(), [9_000, 5]]), 300)).toEqual([]);
    expect(closuresOf(new Histogram(), 0)).toEqual([]);
  });
});

describe("closedAfter", () => {
  const closed = [{ fromDaysAgo: 494, untilDaysAgo: 130 }];

  it("counts the days of a window on which nothing was sold, its first day being the one after the cut", () => {
    expect(closedAfter(closed, 500, 90)).toBe(85);
    expect(closedAfter(closed, 140, 90)).toBe(10);
    expect(closedAfter(closed, 130, 90)).toBe(0);
    expect(closedAfter(closed, 584, 90)).toBe(1);
    expect(closedAfter(closed, 585, 90)).toBe(0);
    expect(closedAfter([], 140, 90)).toBe(0);
  });

  it("leaves the days before the first of them, and before a move", () => {
    expect(soundDaysAfter({ closed }, 525)).toBe(30);
    expect(soundDaysAfter({ closed }, 495)).toBe(0);
    expect(soundDaysAfter({ closed }, 300)).toBe(0);
    expect(soundDaysAfter({ closed }, 130)).toBe(Number.POSITIVE_INFINITY);
    expect(soundDaysAfter({ closed, movedDaysAgo: 60 }, 130)).toBe(69);
    expect(soundDaysAfter({ closed, movedDaysAgo: 510 }, 525)).toBe(14);
  });

  it("is too much from an eighth of the window on", () => {
    const short = [{ fromDaysAgo: 151, untilDaysAgo: 130 }];
    expect(flawAfter({ closed: short }, 141, 90)).toBeUndefined();
    expect(flawAfter({ closed: short }, 142, 90)).toEqual({ closedDays: 12 });
    expect(flawAfter({ closed: short }, 142, 365)).toBeUndefined();
  });

  it("is flawed by a cut inside a closure, whose silence is the shop's: from an eighth of 90 days before it on", () => {
    const inside = { insideOf: closed[0] };
    for (const horizon of [90, 273, 365]) {
      expect(flawAfter({ closed }, 141, horizon)).toEqual(inside);
      expect(flawAfter({ closed }, 130, horizon)).toEqual(inside);
    }
    const short = [{ fromDaysAgo: 151, untilDaysAgo: 130 }];
    expect(flawAfter({ closed: short }, 140, 90)).toEqual({ insideOf: short[0] });
    expect(flawAfter({ closed: short }, 141, 90)).toBeUndefined();
  });

  it("is flawed by a cut soon after a closure, as long as more than an eighth of the 90 days up to it were closed", () => {
    for (const horizon of [90, 273, 365]) {
      expect(flawAfter({ closed }, 129, horizon)).toEqual({ insideOf: closed[0] });
      expect(flawAfter({ closed }, 52, horizon)).toEqual({ insideOf: closed[0] });
      expect(flawAfter({ closed }, 51, horizon)).toBeUndefined();
    }
  });

  it("is flawed by a day of moving among its days, its last one included", () => {
    const at = (movedDaysAgo: number) => flawAfter({ closed: [], movedDaysAgo }, 140, 90);
    expect(at(140)).toBeUndefined();
    expect(at(139)).toEqual({ movedDaysAgo: 139 });
    expect(at(50)).toEqual({ movedDaysAgo: 50 });
    expect(at(49)).toBeUndefined();
  });
});
