import { describe, expect, it } from "vitest";
import { fitSpend } from "../../../../shared/scoring/models/fit-spend.ts";
import { gammaGammaLikelihood, prepareSpend } from "../../../../shared/scoring/models/gamma-gamma-likelihood.ts";
import { SpendSample } from "../../../../shared/scoring/models/spend-sample.ts";
import { gamma, type Random, seededRandom } from "../../../../shared/stats/random.ts";
import { expectClose } from "../../../support/close-to.ts";

const NAMES = ["p", "q", "gamma"] as const;
const spendOf = (rows: readonly (readonly [repeats: number, spend: number])[], minorPerMajor = 1) => {
  const sample = new SpendSample();
  for (const [repeats, spend] of rows) sample.add(repeats, spend);
  return sample.toSpendData(minorPerMajor);
};
const many = (n: number, spendOn: (random: Random, repeats: number) => number, repeatsOf: (i: number) => number) => {
  const random = seededRandom(20261121);
  return Array.from({ length: n }, (_, i) => [repeatsOf(i), spendOn(random, repeatsOf(i))] as const);
};
const shop = (repeatsOf: (i: number) => number, customers = 400) =>
  many(customers, (random, repeats) => gamma(random, 6 * repeats) / (gamma(random, 4) / 15), repeatsOf);
/** A few customers spend nearly everything: no mean would be expected of their like. */
const fewRich = Array.from({ length: 100 }, (_, i) => [1 + (i % 3), 50 * ((i + 0.5) / 100) ** -1.3] as const);
const endless = many(
  300,
  (random, repeats) => gamma(random, 6 * repeats) / gamma(random, 0.7),
  (i) => 1 + (i % 5),
);
const allAlike = Array.from({ length: 60 }, (_, i) => [2 + (i % 4), 50 * (2 + (i % 4))] as const);

describe("fitSpend", () => {
  it("stays where it is when it is started at its own maximum", () => {
    const spend = spendOf(shop((i) => 1 + (i % 5)));
    const { params } = fitSpend(spend);
    const again = fitSpend(spend, params);
    expect(again).toMatchObject({ evaluations: 1, converged: true, prior: false });
    for (const name of NAMES) expectClose(again.params[name], params[name], 1e-9, 0, name);
  });

  it.each([
    ["one repeat purchase each", () => 1],
    ["1 to 40 repeat purchases", (i: number) => 1 + (i % 40)],
  ])("finds its maximum in a few evaluations: %s", (_, repeatsOf) => {
    const fit = fitSpend(spendOf(shop(repeatsOf)));
    expect(fit).toMatchObject({ converged: true, prior: false });
    expect(fit.evaluations).toBeLessThanOrEqual(8);
  });

  it.each([
    ["an ordinary shop", shop((i) => 1 + (i % 5)), false],
    ["a few who spend nearly everything", fewRich, true],
    ["spend so uneven that its mean would be infinite", endless, true],
    ["everybody spends the same", allAlike, true],
  ])("%s: errors, covariance and likelihood say the same of the same parameters", (_, rows, prior) => {
    const spend = spendOf(rows);
    const fit = fitSpend(spend);
    expect(fit).toMatchObject({ converged: true, prior });
    expect(fit.params.q).toBeGreaterThan(1);
    expectClose(fit.logLikelihood, gammaGammaLikelihood(prepareSpend(spend), fit.params).value, 1e-9, 1e-9);
    for (const [i, name] of NAMES.entries()) {
      const variance = fit.logCovariance?.[i]?.[i] ?? Number.NaN;
      expectClose(fit.standardErrors[name] ?? Number.NaN, fit.params[name] * Math.sqrt(variance), 1e-9, 0, name);
      for (const j of NAMES.keys()) {
        expectClose(fit.logCovariance?.[i]?.[j] ?? Number.NaN, fit.logCovariance?.[j]?.[i] ?? 0, 1e-9, 1e-12);
      }
    }
  });

  it("counts the evaluations of both searches: how often it went through the runs, but for the likelihood at the end", () => {
    const spend = spendOf(fewRich);
    let readings = 0;
    const entries = () => {
      readings += 1;
      return spend.runs.entries();
    };
    const fit = fitSpend({ ...spend, runs: Object.assign([...spend.runs], { entries }) });
    expect(fit.prior).toBe(true);
    expect(fit.evaluations).toBe(readings - 1);
  });
});
