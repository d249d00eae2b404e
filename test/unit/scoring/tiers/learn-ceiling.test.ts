import { describe, expect, it } from "vitest";
import { learnCeiling } from "../../../../shared/scoring/tiers/learn-ceiling.ts";

const settings = { mostDays: 180, cuts: [1.5, 3, 6] as [number, number, number] };
/** Customers so many days silent, each with whether they came back. */
const cut = (...silences: readonly (readonly [days: number, came: number])[]) => ({
  known: {
    length: silences.length,
    repeats: new Int32Array(silences.length),
    recencyDays: Int32Array.from(silences, () => 30),
    ageDays: Int32Array.from(silences, ([days]) => days + 30),
  },
  bought: Float64Array.from(silences, ([, came]) => came),
});

describe("the ceiling of a night", () => {
  it("is the settings' days where nine in ten who came back had been silent for less", () => {
    expect(learnCeiling([cut([10, 60], [100, 30], [400, 10], [500, 0])], settings, undefined)).toEqual({
      ...{ days: 180, intervals: 1.5 },
      chance: 0.2,
    });
    const young = { mostDays: 60, cuts: [2, 4, 8] as [number, number, number] };
    expect(learnCeiling([cut([10, 60], [100, 30])], young, undefined)).toEqual({
      ...{ days: 100, intervals: 2 },
      chance: 0.2,
    });
  });

  it("is as many days as those had been silent where that is more, over all days of the past together", () => {
    const yearly = [cut([20, 10], [330, 30]), cut([340, 50], [360, 10], [700, 0])];
    expect(learnCeiling(yearly, settings, undefined).days).toBe(340);
  });

  it("stays from night to night while nine in ten are within a point of it, and where there is no day of the past", () => {
    const past = [cut([20, 500], [330, 400], [338, 5], [345, 15], [500, 80])];
    const ceilingOf = (days: number) => ({ days, intervals: 1.5, chance: 0.2 });
    expect(learnCeiling(past, settings, undefined).days).toBe(330);
    expect(learnCeiling(past, settings, ceilingOf(340)).days).toBe(340);
    expect(learnCeiling(past, settings, ceilingOf(345)).days).toBe(330);
    expect(learnCeiling(past, settings, ceilingOf(300)).days).toBe(330);
    expect(learnCeiling([], settings, ceilingOf(300))).toEqual(ceilingOf(300));
    expect(learnCeiling([], settings, ceilingOf(90)).days).toBe(180);
    expect(learnCeiling([], settings, undefined)).toEqual(ceilingOf(180));
  });
});
