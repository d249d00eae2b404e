import { describe, expect, it } from "vitest";
import { heldBackOf } from "../../../../shared/scoring/held-back/held-back-of.ts";

const CUT = 1000;
const bought = (...days: readonly (readonly [day: number, netMinor: number])[]) =>
  days.map(([day, netMinor]) => ({ day, orders: 1, netMinor }));

describe("heldBackOf", () => {
  it("knows of a customer what was bought until the end of the cut day, and holds back what came after", () => {
    const days = bought([900, 100], [950, 200], [1000, 300], [1001, 400], [1090, 500], [1091, 600]);
    expect(heldBackOf(days, CUT, 90)).toEqual({
      repeats: 2,
      recencyDays: 100,
      ageDays: 100,
      seasonLastYear: 0,
      seasonYearBefore: 0,
      nextDay: 1,
      purchases: 2,
      netMinor: 900,
    });
  });

  it("says 0 for the next day of who bought nothing within the horizon", () => {
    const season = { seasonLastYear: 0, seasonYearBefore: 0 };
    const known = { repeats: 1, recencyDays: 50, ageDays: 100, ...season, nextDay: 0, purchases: 0, netMinor: 0 };
    expect(heldBackOf(bought([900, 100], [950, 200]), CUT, 90)).toEqual(known);
    expect(heldBackOf(bought([900, 100], [950, 200], [1091, 300]), CUT, 90)).toEqual(known);
  });

  it("knows what was bought in the season that it holds back, one year and two years before, and nothing later", () => {
    // The season of the 90 days after day 1000 were days 636 to 725, and 271 to 360.
    const days = bought([270, 1], [300, 1], [360, 1], [635, 1], [636, 1], [725, 1], [726, 1], [1001, 1]);
    expect(heldBackOf(days, CUT, 90)).toMatchObject({ repeats: 6, seasonLastYear: 2, seasonYearBefore: 1 });
  });

  it("counts the last day of the horizon in", () => {
    expect(heldBackOf(bought([900, 100], [1090, 7]), CUT, 90)).toMatchObject({
      nextDay: 90,
      purchases: 1,
      netMinor: 7,
    });
  });

  it("does not know who first bought after the cut, or never", () => {
    expect(heldBackOf(bought([1001, 100]), CUT, 90)).toBeUndefined();
    expect(heldBackOf([], CUT, 90)).toBeUndefined();
  });

  it("knows who first bought on the cut day itself as a day-old customer of no age", () => {
    expect(heldBackOf(bought([1000, 100]), CUT, 90)).toMatchObject({ repeats: 0, recencyDays: 0, ageDays: 0 });
  });

  it("keeps a day on which more was given back than paid", () => {
    expect(heldBackOf(bought([900, 100], [1010, -250]), CUT, 90)).toMatchObject({ purchases: 1, netMinor: -250 });
  });
});
