import { describe, expect, it } from "vitest";
import { SpendToCome } from "../../../../shared/scoring/value/spend-to-come.ts";

/** Each purchase exponential, so that chances have closed forms: n purchases at a rate that is gamma(Q) over customers. */
const EXPONENTIAL = { p: 1, q: 3, gamma: 20 };

/** P(at least n of so many purchases), at n - 1, from the chance of each number. */
const survivalOf = (chances: readonly number[]): number[] =>
  chances.map((_, i) => chances.slice(i).reduce((a, b) => a + b, 0));

/** Chance that n exponential purchases at a rate gamma(Q) exceed `amount`: that fewer than n of a Poisson process fall before it. */
const exceedTogether = (n: number, shapeOfRate: number, amount: number): number => {
  let term = (1 + amount) ** -shapeOfRate;
  let chance = 0;
  for (let j = 0; j < n; j++) {
    chance += term;
    term *= ((shapeOfRate + j) / (j + 1)) * (amount / (1 + amount));
  }
  return chance;
};

describe("what buyers bring", () => {
  it("is Lomax where everybody buys once, exponentially: an eighth bring over twice the mean at Q = 3", () => {
    const buyers = new SpendToCome([1], 1, EXPONENTIAL, 0);
    // (1 + m/2)^-3 at Q = 3.
    for (const [means, chance] of [
      [2, 1 / 8],
      [1, 8 / 27],
      [0.5, 0.512],
      [6, 1 / 64],
    ] as const)
      expect(buyers.above(means)).toBeCloseTo(chance, 10);
    expect(buyers.above(0)).toBe(1);
    // 2 (Q - 1)/(Q - 2).
    expect(buyers.squares).toBeCloseTo(4, 12);
  });

  it("spreads less the more purchases of the customer are known: Q = p x + q", () => {
    const buyers = new SpendToCome([1], 1, EXPONENTIAL, 2);
    expect(buyers.above(2)).toBeCloseTo(1.5 ** -5, 10);
    expect(buyers.squares).toBeCloseTo(8 / 3, 12);
    const even = new SpendToCome([1], 1, { p: 2, q: 3, gamma: 20 }, 4);
    // p (p + 1)/p^2 times (Q - 1)/(Q - 2), at p = 2 and Q = 11.
    expect(even.squares).toBeCloseTo((6 / 4) * (10 / 9), 12);
  });

  it("mixes who buys once and who buys twice, by their shares among the buyers alone", () => {
    // Of the living 30 % buy once, 10 % twice: a mean of 1.25 purchases, 1.25/2 in units of the rate.
    for (const amount of [0.2, 0.7, 3]) {
      const wanted = 0.75 * exceedTogether(1, 3, amount) + 0.25 * exceedTogether(2, 3, amount);
      expect(new SpendToCome([0.4, 0.1], 1, EXPONENTIAL, 0).above((amount * 2) / 1.25)).toBeCloseTo(wanted, 10);
    }
  });

  it("keeps each number of purchases up to 4 to itself, apart from larger ones", () => {
    const chances = [0.1, 0, 0.3, 0.4, 0.2];
    const buyers = new SpendToCome(survivalOf(chances), 1, EXPONENTIAL, 0);
    const mean = (0.1 + 0.9 + 1.6 + 1) / 2;
    for (const amount of [0.1, 1, 4]) {
      const wanted = chances.reduce((sum, chance, i) => sum + chance * exceedTogether(i + 1, 3, amount), 0);
      expect(buyers.above(amount / mean)).toBeCloseTo(wanted, 10);
    }
  });

  it("has the mean and the spread of the ungrouped purchases, however many there are, and nearly their chances", () => {
    for (const [x, most] of [
      [0, 40],
      [9, 40],
      [100, 70],
    ] as const) {
      const chances = Array.from({ length: most }, (_, i) => 0.85 ** i * (1 + (i % 7)));
      const all = chances.reduce((a, b) => a + b, 0);
      const moment = (of: (n: number) => number) =>
        chances.reduce((sum, chance, i) => sum + (chance / all) * of(i + 1), 0);
      const buyers = new SpendToCome(survivalOf(chances), 1, EXPONENTIAL, x);
      const shape = x + 3;
      const mean = moment((n) => n) / (shape - 1);
      const squares = moment((n) => n * (n + 1)) / ((shape - 1) * (shape - 2));
      expect(buyers.squares).toBeCloseTo(squares / mean ** 2, 9);
      for (const means of [0.1, 0.5, 1, 2, 4])
        expect(Math.abs(buyers.above(means) - moment((n) => exceedTogether(n, shape, means * mean)))).toBeLessThan(
          0.004,
        );
    }
  });

  it("takes discounts that differ as more spread of each purchase, by their mean square over their squared mean", () => {
    const spend = { p: 4, q: 5, gamma: 20 };
    const plain = new SpendToCome([1], 1, spend, 1).squares;
    expect(new SpendToCome([1], 1.03, spend, 1).squares / plain).toBeCloseTo(1.03, 12);
  });

  it("has a spread without limit where the rate's shape is 2 or less", () => {
    const squares = (q: number, x: number) => new SpendToCome([1], 1, { p: 1, q, gamma: 20 }, x).squares;
    expect([squares(2, 0), squares(1.5, 0)]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(squares(2.001, 0)).toBeGreaterThan(1000);
    expect(squares(2, 1)).toBeCloseTo(4, 12);
  });

  it("leaves out numbers of purchases that nobody makes", () => {
    const chances = [0.5, 0, 0, 0, 0, 0, 0, 0.5];
    const buyers = new SpendToCome(survivalOf(chances), 1, EXPONENTIAL, 0);
    const wanted = 0.5 * exceedTogether(1, 3, 2.25) + 0.5 * exceedTogether(8, 3, 2.25);
    expect(buyers.above(1)).toBeCloseTo(wanted, 10);
  });
});

describe("amounts exceeded with given chances", () => {
  const chances = [0.999, 0.95, 0.5, 0.05];

  it("are those of the Lomax distribution where everybody buys once, the more exact the more is known of a customer", () => {
    for (const [x, within] of [
      [0, 0.005],
      [30, 0.003],
      [3000, 0.0005],
    ] as const) {
      const shape = x + 3;
      const amounts = new SpendToCome([1], 1, EXPONENTIAL, x).exceededWith(chances);
      for (const [i, chance] of chances.entries()) {
        const wanted = (shape - 1) * (chance ** (-1 / shape) - 1);
        expect(Math.abs((amounts[i] ?? 0) / wanted - 1), `x ${x}, ${chance}`).toBeLessThan(within);
      }
    }
  });

  it("are exceeded with just these chances, however amounts spread", () => {
    for (const spend of [EXPONENTIAL, { p: 6, q: 4, gamma: 15 }, { p: 0.8, q: 1.6, gamma: 30 }]) {
      for (const survival of [[1], [0.4, 0.1], survivalOf(Array.from({ length: 30 }, (_, i) => 0.9 ** i))]) {
        for (const x of [0, 5, 200]) {
          const buyers = new SpendToCome(survival, 1.01, spend, x);
          const amounts = buyers.exceededWith(chances);
          for (const [i, chance] of chances.entries())
            expect(Math.abs(buyers.above(amounts[i] ?? 0) - chance), JSON.stringify({ spend, x })).toBeLessThan(0.003);
        }
      }
    }
  });

  it("are the same whatever others are asked along with them", () => {
    const buyers = new SpendToCome([0.5, 0.2, 0.1], 1, EXPONENTIAL, 1);
    const [most = 0, , middle = 0, least = 0] = buyers.exceededWith(chances);
    expect(buyers.exceededWith([0.05])[0]).toBeCloseTo(least, 2);
    expect(buyers.exceededWith([0.5, 0.5])).toHaveLength(2);
    expect(buyers.exceededWith([0.5])[0]).toBeCloseTo(middle, 2);
    expect(most).toBeLessThan(middle);
    expect(buyers.exceededWith([])).toEqual([]);
  });
});
