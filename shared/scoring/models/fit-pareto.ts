import type { Fitted, NbdParams, ParetoFit, ParetoParams } from "../../model/model-file.ts";
import { isDetermined, negate, standardErrors, toLogScale } from "../../stats/log-scale.ts";
import { type Jet, type Minimum, minimise, minimiseFrom } from "../../stats/newton.ts";
import { addPrior, type Prior } from "../../stats/prior.ts";
import { fitFacts } from "./fit-facts.ts";
import { paretoNbdLikelihood } from "./pareto-nbd-likelihood.ts";
import type { PurchaseData } from "./purchase-data.ts";

/** Logarithms of shapes, and of scales in units of the shop's age, stay within this. */
const BOUND = 20;
/** Where the search without a prior gives up: customers who leave once in a thousand times the shop's age, say, cannot be told from loyal ones. */
const LOST = 12;
const LOST_BETA = 7;
/** Start and prior median of s; those of beta are the NBD fit's alpha, so that the unit of time does not matter. */
const SHAPE = 0.6;

/**
 * Pareto/NBD by maximum likelihood, started from `before` (an earlier night's parameters) or from the NBD fit: damped Newton
 * in the parameters' logarithms, six evaluations for a shop of any size.
 * Where that runs into a boundary (nobody seems ever to leave, say), it is done again with a weak prior, and `prior` says so;
 * the prior never touches a fit that converges by itself. `logLikelihood` is that of the data alone.
 */
export const fitPareto = (data: PurchaseData, nbd: NbdParams, before?: ParetoParams): Fitted<ParetoFit> => {
  // Stryker disable next-line ArithmeticOperator: the scale of the search alone: two days more or less change no result
  const oldestDays = Math.max(1, data.customersByAge.length - 1);
  const age = oldestDays / data.daysPerUnit;
  const objective = (log: readonly number[]): Jet => {
    const params = toParams(log, age);
    return toLogScale(negate(paretoNbdLikelihood(data, params)), Object.values(params));
  };
  const cold = toLog({ r: nbd.r, alpha: nbd.alpha, s: SHAPE, beta: nbd.alpha }, age);
  const warm = before && toLog(before, age);
  const plain = minimiseFrom(objective, cold, warm, BOUND, isDetermined, isLost);
  if (isDetermined(plain)) return toFit(data, toParams(plain.at, age), plain, plain.evaluations, false);
  const priors: readonly (Prior | undefined)[] = [
    { median: 0.5, logSd: 2 },
    undefined,
    { median: SHAPE, logSd: 2 },
    { median: nbd.alpha / age, logSd: 2 },
  ];
  const steadied = minimise((log) => addPrior(objective(log), log, priors), cold, BOUND);
  return toFit(data, toParams(steadied.at, age), steadied, plain.evaluations + steadied.evaluations, true);
};

const toFit = (
  data: PurchaseData,
  params: ParetoParams,
  found: Minimum,
  evaluations: number,
  prior: boolean,
): Fitted<ParetoFit> => {
  const [r = null, alpha = null, s = null, beta = null] = standardErrors(found.jet.hessian, Object.values(params));
  const logLikelihood = prior ? paretoNbdLikelihood(data, params).value : -found.jet.value;
  return {
    params,
    standardErrors: { r, alpha, s, beta },
    ...fitFacts(found, { logLikelihood, evaluations, customers: data.customers, prior }),
  };
};

const isLost = (log: readonly number[]): boolean =>
  // Stryker disable next-line EqualityOperator: exactly at the limit one step more does no harm
  (log[3] ?? 0) > LOST_BETA || log.some((value) => Math.abs(value) > LOST);

/** The coordinates of the search: logarithms, alpha and beta in units of the shop's age. */
const toLog = ({ r, alpha, s, beta }: ParetoParams, age: number): number[] =>
  [r, alpha / age, s, beta / age].map(Math.log);

const toParams = (log: readonly number[], age: number): ParetoParams => {
  const [r = 1, alpha = 1, s = 1, beta = 1] = log.map(Math.exp);
  return { r, alpha: alpha * age, s, beta: beta * age };
};
