import { describe, expect, it } from "vitest";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { betaGeometricModel } from "../../../../shared/scoring/models/purchase-model.ts";
import { binOf } from "../../../../shared/scoring/past-cuts/past-bins.ts";
import { PastCellCounter } from "../../../../shared/scoring/past-cuts/past-cells.ts";
import { knownOf } from "../../../../shared/scoring/past-cuts/past-fits.ts";
import { foretoldByMonth } from "../../../../shared/scoring/value/foretold-by-month.ts";

const model = betaGeometricModel(mbgnbd, { r: 0.6, alpha: 7, a: 0.8, b: 1.2 });
const spend = { params: { p: 6, q: 4, gamma: 15 }, logCovariance: null };
const cellsOf = (customers: readonly { repeats: number; ageDays: number; daysSilent: number; netMinor: number }[]) => {
  const counter = new PastCellCounter();
  for (const one of customers)
    counter.add(binOf(one.repeats, one.ageDays, one.daysSilent, 0, 0), {
      ...one,
      customers: 1,
      buyers: 0,
      purchases: 0,
    });
  return counter.toCells();
};
const foretell = (cells: ReturnType<typeof cellsOf>, months: number, firstDays: 0 | 1 = 0) =>
  foretoldByMonth({
    ...{ model, spend: { ...spend, firstDays }, cells, known: knownOf(cells), minorPerMajor: 100 },
    ...{ months, daysPerMonth: 30 },
  });
const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
const one = { repeats: 2, ageDays: 280, daysSilent: 70, netMinor: 9000 };
const other = { repeats: 0, ageDays: 100, daysSilent: 100, netMinor: 2000 };

describe("what is foretold month by month", () => {
  it("adds up to the purchases of the whole time, which fall from month to month", () => {
    const { purchases } = foretell(cellsOf([one]), 12);
    const whole = model.pAlive(2, 30, 40) * model.ahead(2).expected(40, 360 / 7);
    expect(sum(purchases)).toBeCloseTo(whole, 8);
    expect([...purchases]).toEqual([...purchases].sort((a, b) => b - a));
  });

  it("is worth what the model of spend says of repeat days, or of all of them", () => {
    const perPurchase = (firstDays: 0 | 1, of = one) => {
      const { purchases, netMinor } = foretell(cellsOf([of]), 1, firstDays);
      return (netMinor[0] ?? 0) / (purchases[0] ?? 1);
    };
    // Of three purchase days for 90 together, two are taken to be 60.
    expect(perPurchase(0)).toBeCloseTo((100 * 6 * (15 + 60)) / (6 * 2 + 3), 8);
    expect(perPurchase(1)).toBeCloseTo((100 * 6 * (15 + 90)) / (6 * 3 + 3), 8);
    expect(perPurchase(0, other)).toBeCloseTo((100 * 6 * 15) / 3, 8);
    expect(perPurchase(1, { ...other, netMinor: -500 })).toBeCloseTo((100 * 6 * 15) / (6 + 3), 8);
  });

  it("of many customers is the sum of each one's", () => {
    const both = foretell(cellsOf([one, other, other]), 6, 1);
    const [first, second] = [foretell(cellsOf([one]), 6, 1), foretell(cellsOf([other]), 6, 1)];
    for (const name of ["purchases", "netMinor"] as const)
      for (let m = 0; m < 6; m++)
        expect(both[name][m]).toBeCloseTo((first[name][m] ?? 0) + 2 * (second[name][m] ?? 0), 8);
    expect(sum(foretell(cellsOf([]), 3).purchases)).toBe(0);
  });
});
