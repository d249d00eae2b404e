import type { Fitted, GammaGammaFit, GammaGammaParams } from "../../model/model-file.ts";
import { isDetermined, negate, standardErrors, toLogScale } from "../../stats/log-scale.ts";
import { type Jet, type Minimum, minimise, minimiseFrom } from "../../stats/newton.ts";
import { addPrior, type Prior } from "../../stats/prior.ts";
import { fitFacts } from "./fit-facts.ts";
import { gammaGammaLikelihood, type PreparedSpend, prepareSpend } from "./gamma-gamma-likelihood.ts";
import type { SpendData } from "./spend-sample.ts";

const BOUND = 20;
/** At q = 1 expected spend is infinite; so near it, it is not worth printing. */
const LEAST_Q = 1.05;
/** Worth one customer, in p, q - 1 and gamma. gamma follows the data. */
const PRIOR: readonly (Prior | undefined)[] = [
  { median: 4, logSd: 2, tail: 100 },
  { median: 2.5, logSd: 1, tail: 100 },
  undefined,
];

/**
 * Gamma-Gamma by maximum likelihood: damped Newton in logarithms of p, q and gamma, started from `before` (an earlier night's
 * parameters) where there is one. Needs at least one customer.
 * Where q falls to 1, or a parameter is not determined (everybody spends the same), it is fitted again with q > 1
 * and a weak prior, and `prior` says so.
 */
export const fitSpend = (spend: SpendData, before?: GammaGammaParams): Fitted<GammaGammaFit> => {
  const scale = meanSpend(spend);
  const warm = before && [before.p, before.q, before.gamma / scale].map(Math.log);
  return inMajor(fitScaled({ ...spend, spendMajor: spend.spendMajor.map((value) => value / scale) }, warm), scale);
};

/** In units of the shop's own mean spend, so that bounds and priors mean the same in any currency. */
const fitScaled = (spend: SpendData, warm: readonly number[] | undefined): Fitted<GammaGammaFit> => {
  const data = prepareSpend(spend);
  const cold = [4, 4, 0.75].map(Math.log);
  // Stryker disable next-line EqualityOperator: exactly at the limit either fit is as good
  const hasMean = (found: Minimum) => isDetermined(found) && Math.exp(found.at[1] ?? 0) > LEAST_Q;
  const plain = minimiseFrom((log) => objective(data, log, 0), cold, warm, BOUND, hasMean);
  if (hasMean(plain)) return toFit(data, plain, plain.evaluations, 0);
  const steadied = minimise((log) => addPrior(objective(data, log, 1), log, PRIOR), cold, BOUND);
  return toFit(data, steadied, plain.evaluations + steadied.evaluations, 1);
};

/** Back to major units: gamma is a scale, and densities shrink as the unit does. */
const inMajor = (fit: Fitted<GammaGammaFit>, scale: number): Fitted<GammaGammaFit> => ({
  ...fit,
  params: { ...fit.params, gamma: fit.params.gamma * scale },
  standardErrors: {
    ...fit.standardErrors,
    gamma: fit.standardErrors.gamma === null ? null : fit.standardErrors.gamma * scale,
  },
  logLikelihood: fit.logLikelihood - fit.customers * Math.log(scale),
});

/** `leastQ` is 0 for the plain fit in ln q, 1 for the fit in ln (q - 1): the chain rule needs what the logarithm is of. */
const objective = (data: PreparedSpend, log: readonly number[], leastQ: 0 | 1): Jet => {
  const jet = gammaGammaLikelihood(data, toParams(log, leastQ));
  return toLogScale(negate(jet), log.map(Math.exp));
};

const toFit = (data: PreparedSpend, found: Minimum, evaluations: number, leastQ: 0 | 1): Fitted<GammaGammaFit> => {
  const params = toParams(found.at, leastQ);
  const [p = null, q = null, gamma = null] = standardErrors(found.jet.hessian, found.at.map(Math.exp));
  const prior = leastQ === 1;
  const logLikelihood = prior ? gammaGammaLikelihood(data, params).value : -found.jet.value;
  const customers = data.spendMajor.length;
  const facts = fitFacts(found, { logLikelihood, evaluations, customers, prior });
  return {
    params,
    standardErrors: { p, q, gamma },
    ...facts,
    logCovariance: ofLogQ(facts.logCovariance, leastQ / params.q),
  };
};

/** With the prior the fit is in ln (q - 1); ln q moves with it by the share 1 - 1/q, `least` being 1/q, else 0. */
const ofLogQ = (covariance: number[][] | null, least: number): number[][] | null => {
  const scale = (i: number) => (i === 1 ? 1 - least : 1);
  return covariance?.map((row, i) => row.map((value, j) => value * scale(i) * scale(j))) ?? null;
};

const toParams = (log: readonly number[], leastQ: 0 | 1): GammaGammaParams => {
  const [p = 1, q = 1, gamma = 1] = log.map(Math.exp);
  return { p, q: q + leastQ, gamma };
};

/** Mean over customers of their mean repeat spend. */
const meanSpend = ({ runs, starts, spendMajor }: SpendData): number => {
  const sum = runs.reduce((total, x, run) => {
    const spends = spendMajor.subarray(starts[run] ?? 0, starts[run + 1] ?? 0);
    return total + spends.reduce((a, b) => a + b, 0) / x;
  }, 0);
  return sum / spendMajor.length;
};
