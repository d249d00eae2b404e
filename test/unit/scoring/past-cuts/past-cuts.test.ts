import { describe, expect, it } from "vitest";
import { binOf, endsOfBin } from "../../../../shared/scoring/past-cuts/past-bins.ts";
import { pastCutDays } from "../../../../shared/scoring/past-cuts/past-cut-days.ts";
import {
  addPastCuts,
  mergePastCutsFile,
  newPastCutCounts,
  toPastCuts,
  toPastCutsFile,
} from "../../../../shared/scoring/past-cuts/past-cuts.ts";
import { sameSeasonOf } from "../../../../shared/scoring/summaries/same-season.ts";

const AS_OF_DAY = 20_000;
const bought = (...daysAgo: number[]) => daysAgo.map((ago) => ({ day: AS_OF_DAY - ago, orders: 1, netMinor: 1000 }));

describe("the past", () => {
  it("is cut every six weeks or so, on the same day a year ago and two years ago among them", () => {
    expect(pastCutDays).toEqual([90, 136, 182, 228, 273, 319, 365, 411, 457, 503, 548, 594, 640, 686, 732]);
  });

  it("counts nobody who had not bought by a cut", () => {
    const counts = newPastCutCounts();
    addPastCuts(counts, bought(200, 100), AS_OF_DAY);
    addPastCuts(counts, [], AS_OF_DAY);
    const { tonight, cuts } = toPastCuts(counts);
    expect(tonight.length).toBe(1);
    expect(cuts.map(({ cells }) => cells.length)).toEqual([1, 1, 1, ...new Array(12).fill(0)]);
  });

  it("sees what came in the 90 days after a cut, and by month until tonight", () => {
    const counts = newPastCutCounts();
    // The second purchase is the 90th day after the cut of 182 days ago, the third the 91st, the last the 182nd.
    addPastCuts(counts, bought(400, 92, 91, 0), AS_OF_DAY);
    const cut = toPastCuts(counts).cuts[2];
    expect(cut?.daysBefore).toBe(182);
    expect([cut?.cells.buyers[0], cut?.cells.purchases[0], cut?.cells.customers[0]]).toEqual([1, 1, 1]);
    expect(cut?.after.purchases).toEqual([0, 0, 1, 1, 0, 0, 1]);
    expect(cut?.after.netMinor).toEqual([0, 0, 1000, 1000, 0, 0, 1000]);
  });

  it("knows what was bought in the same season of the two years before", () => {
    const at = (...daysAgo: number[]) => sameSeasonOf(bought(...daysAgo), AS_OF_DAY);
    expect(at(365, 364, 275, 274)).toEqual({ seasonLastYear: 2, seasonYearBefore: 0 });
    expect(at(730, 729, 640, 639, 366)).toEqual({ seasonLastYear: 0, seasonYearBefore: 1 });
    expect(at(350, 340, 330, 320, 310)).toEqual({ seasonLastYear: 3, seasonYearBefore: 0 });
  });

  it("has bins from a year and from two years on", () => {
    for (const days of [365, 730]) {
      expect(endsOfBin(binOf(0, days, days, 0, 0)).ageDays).toBe(days);
      expect(endsOfBin(binOf(0, days - 1, 0, 0, 0)).ageDays).toBeLessThan(days);
    }
    expect(endsOfBin(binOf(5, 20, 3, 2, 1))).toMatchObject({ repeats: 5, single: true, seasonLastYear: 2 });
    expect(endsOfBin(binOf(1000, 36_500, 36_500, 0, 0))).toMatchObject({ repeats: 90, single: false });
    expect(() => endsOfBin(-1)).toThrow(RangeError);
  });

  it("refuses a file with cuts that there are not", () => {
    const file = toPastCutsFile(newPastCutCounts());
    expect(() => mergePastCutsFile(newPastCutCounts(), { ...file, cuts: [...file.cuts, ...file.cuts] })).toThrow(
      RangeError,
    );
    const cuts = [{ cells: Buffer.from([255, 255, 255, 255, 10]).toString("base64"), purchases: [], netMinor: [] }];
    expect(() => mergePastCutsFile(newPastCutCounts(), { ...file, cuts })).toThrow(RangeError);
  });
});
