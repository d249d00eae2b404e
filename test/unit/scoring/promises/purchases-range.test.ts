import { describe, expect, it } from "vitest";
import { perBuyerDeviation, purchasesRange } from "../../../../shared/scoring/promises/purchases-range.ts";
import { seededRandom } from "../../../../shared/stats/random.ts";
import { pastFitOf } from "../../../support/past-fits-of.ts";

/** A cut at which each buyer bought so many times as often as one who is sure to buy once. */
const cutOf = (timesAsOften: number) => {
  const fit = pastFitOf([{ repeats: 0, silent: 700, age: 700, chance: 0.01, buyers: 50, others: 950 }], 90, {
    params: { r: 0.2, alpha: 400, a: 1, b: 3 },
  });
  const purchases = fit.cells.purchases.map((n) => n * timesAsOften);
  return { ...fit, cells: { ...fit.cells, purchases } };
};

describe("how far purchases per buyer lay from what was expected", () => {
  it("is a tenth where no day of the past says so", () => {
    expect(perBuyerDeviation([])).toBeCloseTo(0.1, 12);
  });

  it("is what cuts of the past missed, drawn to a tenth by the weight of two", () => {
    const [near, far] = [perBuyerDeviation([cutOf(1)]), perBuyerDeviation([cutOf(2), cutOf(2)])];
    expect(near).toBeLessThan(0.1);
    expect(far).toBeGreaterThan(0.4);
    expect(perBuyerDeviation(Array(30).fill(cutOf(2)))).toBeCloseTo(Math.log(2), 1);
  });
});

describe("the range of purchases promised", () => {
  const buyersRange = { low: 1_342, high: 2_616 };

  it("is that of the buyers, and beyond it what each of them may buy more or less", () => {
    const range = purchasesRange({ buyers: 1_932, purchases: 3_898, buyersRange }, 0.112);
    expect(range?.low).toBeCloseTo((3_898 / 1_932) * 1_342 * Math.exp(-1.645 * 0.1125), -1);
    expect(range?.high).toBeCloseTo((3_898 / 1_932) * 2_616 * Math.exp(1.645 * 0.1125), -1);
  });

  it("is wider for few buyers, whose further purchases are few", () => {
    const few = purchasesRange({ buyers: 4, purchases: 6, buyersRange: { low: 1, high: 9 } }, 0.05);
    expect(few?.high).toBeGreaterThan(9 * 1.5 * 1.4);
  });

  it("has ends where next to nothing is expected", () => {
    const range = purchasesRange({ buyers: 1e-30, purchases: 2e-30, buyersRange: { low: 0, high: 0.1 } }, 0.1);
    expect(range?.high).toBeLessThan(1);
  });

  it("is none where the buyers have none, or nobody is to buy", () => {
    expect(purchasesRange({ buyers: 10, purchases: 12 }, 0.1)).toBe(undefined);
    expect(purchasesRange({ buyers: 0, purchases: 0, buyersRange: { low: 0, high: 0 } }, 0.1)).toBe(undefined);
  });

  it("never lies below that of the buyers, and holds what is promised", () => {
    const random = seededRandom(5);
    for (let i = 0; i < 500; i++) {
      const buyers = 1 + 1_000 * random();
      const purchases = buyers * (1 + 2 * random() ** 3);
      const ofBuyers = { low: buyers * random(), high: buyers * (1 + random()) };
      const range = purchasesRange({ buyers, purchases, buyersRange: ofBuyers }, random()) ?? { low: -1, high: -1 };
      expect(range.low).toBeGreaterThanOrEqual(ofBuyers.low);
      expect(range.high).toBeGreaterThanOrEqual(ofBuyers.high);
      expect(range.low).toBeLessThanOrEqual(purchases);
      expect(range.high).toBeGreaterThanOrEqual(purchases);
    }
  });
});
