import { describe, expect, it } from "vitest";
import { levelsByYear } from "../../../../shared/scoring/next-order/levels-by-year.ts";
import { yearsOfNight } from "../../../../shared/scoring/next-order/years-of-night.ts";
import { heldBackOfNight } from "../../../support/held-back-shops.ts";
import { christmasYears, evenYears, simulateYears, type YearsTruth } from "../../../support/simulate-years.ts";

const CUT = "1972-11-01";

/** The window by the two years before the 1,400th day of a shop. */
const windowOf = (truth: YearsTruth, historyDays = 1400, wasRecalibrated?: boolean) => {
  const heldBack = heldBackOfNight(simulateYears(truth, 9000, 1400, 5), 1400, false);
  const { last, before } = yearsOfNight(heldBack, historyDays, "mbgnbd");
  if (last === undefined || before === undefined) throw new Error("the shop is too young");
  const yesterday =
    wasRecalibrated === undefined
      ? null
      : { levels: [0.1, 0.5, 0.9] as [number, number, number], recalibrated: wasRecalibrated, proof: null };
  return { ...levelsByYear(CUT, { last, before }, yesterday).nextOrder, last };
};

describe("the window by whole years", () => {
  it("goes by the last where what the year before taught proved closer there", () => {
    const { levels, recalibrated, proof, last } = windowOf(christmasYears);
    expect(recalibrated).toBe(true);
    expect(proof?.cut).toBe(CUT);
    expect(proof?.horizonDays).toBe(365);
    expect(proof?.customers).toBe(last.cells.customers.reduce((sum, customers) => sum + customers, 0));
    expect(proof?.buyers).toBe(last.cells.waits.buyers.reduce((sum, buyers) => sum + buyers, 0));
    for (const [k, { share, plain, learnedLevel, recalibrated: covered }] of proof?.ends.entries() ?? []) {
      expect(Math.abs((covered ?? 9) - share)).toBeLessThan(Math.abs((plain ?? 0) - share));
      expect(learnedLevel).not.toBe(share);
      // Seen from November, whoever comes before Christmas does so sooner than the model thinks.
      expect(levels[k]).toBeLessThan(share);
      expect(levels[k]).not.toBe(learnedLevel);
    }
  });

  it("stays the model's own where it is right", () => {
    const { levels, recalibrated, proof } = windowOf(evenYears);
    expect(recalibrated).toBe(false);
    expect(levels).toEqual([0.1, 0.5, 0.9]);
    for (const { share, plain } of proof?.ends ?? []) expect(Math.abs((plain ?? 9) - share)).toBeLessThan(0.03);
    expect(windowOf(evenYears, 1400, true).recalibrated).toBe(true);
  });

  it("takes over less of a year that had little history before it", () => {
    const [old, young] = [windowOf(christmasYears), windowOf(christmasYears, 365 + 600)];
    for (const [k, share] of [0.1, 0.5, 0.9].entries())
      expect((share - (young.levels[k] ?? 9)) / (share - (old.levels[k] ?? 9))).toBeCloseTo(600 / 730, 6);
  });
});
