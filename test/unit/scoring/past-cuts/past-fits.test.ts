import { describe, expect, it } from "vitest";
import { once } from "../../../../shared/runtime/once.ts";
import type { PastCuts } from "../../../../shared/scoring/past-cuts/past-cuts.ts";
import { fitPastCuts, knownOf } from "../../../../shared/scoring/past-cuts/past-fits.ts";
import type { PurchaseDay } from "../../../../shared/scoring/summaries/purchase-days.ts";
import { meanChance } from "../../../../shared/stats/log-odds.ts";
import { pastCutsOf } from "../../../support/past-cuts-of.ts";
import { pastCellsOf } from "../../../support/past-fits-of.ts";
import { AS_OF_DAY, retailShop, simulatePurchaseDays } from "../../../support/simulate-customers.ts";

/** Two years of a shop, whose customers arrived evenly. */
const shop = once(() => [...simulatePurchaseDays(retailShop, 1500, 3)]);
const fitsOf = (customers: readonly (readonly PurchaseDay[])[]) => fitPastCuts(pastCutsOf(customers, AS_OF_DAY));
const only = ({ cuts }: PastCuts, daysBefore: number): Pick<PastCuts, "cuts"> => ({
  cuts: cuts.filter((cut) => cut.daysBefore === daysBefore),
});

describe("the cuts that can be learned from", () => {
  it("are those at which the shop had been there for 120 days, newest first", () => {
    const fits = fitsOf(shop());
    // The oldest customers came 730 days ago: 120 days before a cut of 610 days ago.
    expect(fits.map(({ daysBefore }) => daysBefore)).toEqual([90, 136, 182, 228, 273, 319, 365, 411, 457, 503, 548]);
    for (const { historyDays, daysBefore } of fits) {
      expect(historyDays).toBeLessThanOrEqual(730 - daysBefore);
      expect(historyDays).toBeGreaterThan(730 - daysBefore - 60);
    }
  });

  it("are the same where three customers are dated 1970: these do not make a history", () => {
    const lost = Array.from({ length: 3 }, (): PurchaseDay[] => [{ day: 0, orders: 1, netMinor: 1000 }]);
    const [with1970, without] = [fitsOf([...shop(), ...lost]), fitsOf(shop())];
    expect(with1970.map(({ daysBefore }) => daysBefore)).toEqual(without.map(({ daysBefore }) => daysBefore));
    for (const [k, fit] of with1970.entries())
      expect(fit.historyDays).toBeLessThan((without[k]?.historyDays ?? 0) + 30);
  });

  it("have 40 who bought in the 90 days after, and 40 who did not", () => {
    const past = pastCutsOf(shop(), AS_OF_DAY);
    const cutWith = (buyers: number, others: number) => {
      const known = { repeats: 1, silent: 40, age: 300 };
      const cells = pastCellsOf([
        { ...known, buyers, others },
        { ...known, repeats: 0, silent: 300, others: 0 },
      ]);
      return fitPastCuts({ cuts: only(past, 90).cuts.map((cut) => ({ ...cut, cells })) });
    };
    expect(cutWith(40, 40)).toHaveLength(1);
    expect(cutWith(39, 41)).toEqual([]);
    expect(cutWith(41, 39)).toEqual([]);
  });

  it("are none of a shop without a past, or where nobody ever came again", () => {
    expect(fitsOf([])).toEqual([]);
    expect(fitsOf(shop().map(([first]) => (first === undefined ? [] : [first])))).toEqual([]);
  });
});

describe("what is known of a cut", () => {
  it("is as many buyers as came once its gap is added to the odds", () => {
    for (const { odds, count, gap, buyers, customers, gapError } of fitsOf(shop())) {
      expect(meanChance(odds, count, gap).mean).toBeCloseTo(buyers / customers, 12);
      expect(Math.abs(gap)).toBeLessThan(0.4);
      expect(gapError).toBeCloseTo(Math.sqrt(1 / buyers + 1 / (customers - buyers)), 12);
    }
  });

  it("is fitted to the cut alone: it ends where it would without the others", () => {
    const past = pastCutsOf(shop(), AS_OF_DAY);
    for (const fit of fitPastCuts(past)) {
      const [alone] = fitPastCuts(only(past, fit.daysBefore));
      expect(alone?.gap).toBeCloseTo(fit.gap, 5);
      expect(alone?.customers).toBe(fit.customers);
    }
  });
});

describe("the middle of a cell", () => {
  it("is the mean of its customers in whole days, seasons as they are", () => {
    const cells = pastCellsOf([
      { repeats: 0, silent: 26, age: 26, others: 1 },
      { repeats: 0, silent: 28, age: 28, others: 2 },
      { repeats: 5, silent: 10, age: 400, lastYear: 2, yearBefore: 1, buyers: 7 },
    ]);
    expect(knownOf(cells)).toEqual({
      length: 2,
      repeats: Int32Array.of(0, 5),
      recencyDays: Int32Array.of(0, 390),
      ageDays: Int32Array.of(27, 400),
      seasonLastYear: Int32Array.of(0, 2),
      seasonYearBefore: Int32Array.of(0, 1),
    });
  });
});
