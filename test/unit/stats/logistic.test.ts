import { describe, expect, it } from "vitest";
import { fitLogistic, fromLogOdds, type LogisticData } from "../../../shared/stats/logistic.ts";

/** No belief worth speaking of. */
const FREE = 1e6;

const dataOf = (rows: readonly { features: readonly number[]; trials: number; successes: number }[]): LogisticData => ({
  length: rows.length,
  width: rows[0]?.features.length ?? 0,
  features: Float64Array.from(rows.flatMap(({ features }) => features)),
  trials: Float64Array.from(rows, ({ trials }) => trials),
  successes: Float64Array.from(rows, ({ successes }) => successes),
});

/** Outcomes of two groups: 30 of 100, and 60 of 80. */
const twoGroups = dataOf([
  { features: [0], trials: 100, successes: 30 },
  { features: [1], trials: 80, successes: 60 },
]);
const smoothed = dataOf(
  Array.from({ length: 40 }, (_, i) => ({
    features: [i, (i % 7) ** 2],
    trials: 10 + (i % 5),
    successes: (i + (i % 7)) % 9,
  })),
);

describe("fitLogistic", () => {
  it("finds the log-odds and the log odds ratio of two groups, with their textbook variances", () => {
    const fit = fitLogistic(twoGroups, FREE);
    expect(fit.converged).toBe(true);
    expect(fit.intercept).toBeCloseTo(Math.log(30 / 70), 9);
    expect(fit.coefficients[0]).toBeCloseTo(Math.log((60 / 20) * (70 / 30)), 9);
    expect(fit.covariance?.[0]?.[0]).toBeCloseTo(1 / 30 + 1 / 70, 7);
    expect(fit.covariance?.[1]?.[1]).toBeCloseTo(1 / 30 + 1 / 70 + 1 / 60 + 1 / 20, 7);
    expect(fit.covariance?.[0]?.[1]).toBeCloseTo(-(1 / 30 + 1 / 70), 7);
  });

  it("meets the likelihood equations: predicted and actual successes agree, in all and by feature", () => {
    const { intercept, coefficients } = fitLogistic(smoothed, FREE);
    const off = [0, 0, 0];
    for (let i = 0; i < smoothed.length; i++) {
      const [a = 0, b = 0] = [smoothed.features[2 * i], smoothed.features[2 * i + 1]];
      const chance = fromLogOdds(intercept + (coefficients[0] ?? 0) * a + (coefficients[1] ?? 0) * b);
      const residual = (smoothed.successes[i] ?? 0) - (smoothed.trials[i] ?? 0) * chance;
      for (const [k, feature] of [1, a, b].entries()) off[k] = (off[k] ?? 0) + residual * feature;
    }
    for (const sum of off) expect(Math.abs(sum)).toBeLessThan(1e-5);
  });

  it("joins two groups' log-odds by a line, however far their feature is from 0", () => {
    const far = dataOf([
      { features: [2], trials: 3, successes: 1 },
      { features: [67], trials: 56, successes: 45 },
    ]);
    const fit = fitLogistic(far, FREE);
    const [low, high] = [Math.log(1 / 2), Math.log(45 / 11)];
    expect(fit.converged).toBe(true);
    expect(fit.coefficients[0]).toBeCloseTo((high - low) / 65, 9);
    expect(fit.intercept).toBeCloseTo(low - (2 * (high - low)) / 65, 8);
  });

  it("weighs the data against the belief: a feature's residuals add up to its pull towards 0", () => {
    const few = dataOf([
      { features: [0], trials: 6, successes: 0 },
      { features: [1], trials: 2, successes: 2 },
    ]);
    const { converged, intercept, coefficients } = fitLogistic(few, 0.5);
    expect(converged).toBe(true);
    const [without, withFeature] = [
      0 - 6 * fromLogOdds(intercept),
      2 - 2 * fromLogOdds(intercept + (coefficients[0] ?? 0)),
    ];
    expect(without + withFeature).toBeCloseTo(0, 6);
    // One case in four has the feature: mean 1/4, standard deviation the root of 3/16.
    const deviation = Math.sqrt(3 / 16);
    const residuals = (without * (0 - 1 / 4) + withFeature * (1 - 1 / 4)) / deviation;
    expect(residuals).toBeCloseTo(((coefficients[0] ?? 0) * deviation) / 0.5 ** 2, 6);
  });

  it("is as sure of a coefficient as data and belief together, and of the intercept as the data alone", () => {
    const even = dataOf([
      { features: [-1], trials: 50, successes: 25 },
      { features: [1], trials: 50, successes: 25 },
    ]);
    // 100 cases of chance one half tell 100/4; a belief of standard deviation 1/2 tells 4.
    const { covariance } = fitLogistic(even, 0.5);
    expect(covariance?.[0]?.[0]).toBeCloseTo(1 / 25, 14);
    expect(covariance?.[1]?.[1]).toBeCloseTo(1 / 29, 14);
    expect(covariance?.[0]?.[1]).toBeCloseTo(0, 14);
  });

  it("starts at the overall rate, and has nothing to search where that is the answer", () => {
    const half = fitLogistic(dataOf([{ features: [], trials: 40, successes: 20 }]), 1);
    expect(half).toMatchObject({ converged: true, intercept: 0, evaluations: 1 });
  });

  it("knows nothing of no cases at all, and says so", () => {
    const none = { length: 0, width: 1, features: new Float64Array(), trials: new Float64Array() };
    expect(fitLogistic({ ...none, successes: new Float64Array() }, 1)).toMatchObject({
      converged: false,
      coefficients: [0],
      covariance: null,
    });
  });

  it("gives the same fit to grouped outcomes and to single ones", () => {
    const singles = [0, 1].flatMap((group) =>
      Array.from({ length: group === 0 ? 100 : 80 }, (_, i) => ({
        features: [group],
        trials: 1,
        successes: i < (group === 0 ? 30 : 60) ? 1 : 0,
      })),
    );
    expect(fitLogistic(dataOf(singles), 1).coefficients[0]).toBeCloseTo(
      fitLogistic(twoGroups, 1).coefficients[0] ?? 0,
      9,
    );
  });

  it("stays finite where a feature separates the outcomes, and trusts more of it the weaker the belief", () => {
    const apart = dataOf([
      { features: [-1], trials: 50, successes: 0 },
      { features: [1], trials: 50, successes: 50 },
    ]);
    const [tight, loose] = [0.5, 2].map((priorSd) => fitLogistic(apart, priorSd));
    expect([tight?.converged, loose?.converged]).toEqual([true, true]);
    expect(tight?.coefficients[0]).toBeGreaterThan(1);
    expect(loose?.coefficients[0]).toBeGreaterThan(tight?.coefficients[0] ?? 0);
    expect(loose?.coefficients[0]).toBeLessThan(12);
  });

  it("believes nothing of a feature that never varies, whatever its size", () => {
    for (const constant of [0, 1, -1e6]) {
      const fit = fitLogistic(
        dataOf([
          { features: [constant, 0], trials: 100, successes: 30 },
          { features: [constant, 1], trials: 80, successes: 60 },
        ]),
        FREE,
      );
      expect(fit.coefficients[0]).toBe(0);
      expect(fit.coefficients[1]).toBeCloseTo(Math.log(7), 9);
      expect(fit.covariance?.[1]).toEqual([0, 0, 0]);
      expect(fit.intercept).toBeCloseTo(Math.log(30 / 70), 9);
    }
  });

  it("shares the weight evenly between features that say the same", () => {
    const twice = dataOf([
      { features: [0, 0], trials: 100, successes: 30 },
      { features: [1, 10], trials: 80, successes: 60 },
    ]);
    const { coefficients } = fitLogistic(twice, 1);
    expect(coefficients[0]).toBeCloseTo(10 * (coefficients[1] ?? 0), 6);
  });

  it("finds a plain rate where there is no feature at all", () => {
    const fit = fitLogistic(dataOf([{ features: [], trials: 40, successes: 10 }]), 1);
    expect(fit).toMatchObject({ converged: true, coefficients: [] });
    expect(fit.intercept).toBeCloseTo(Math.log(1 / 3), 9);
  });

  it.each([0, 40])("does not pretend to have converged where %i of 40 came out well", (successes) => {
    const fit = fitLogistic(dataOf([{ features: [], trials: 40, successes }]), 1);
    expect(fit.converged).toBe(false);
    expect(Math.sign(fit.intercept)).toBe(successes === 0 ? -1 : 1);
  });
});
