import type { BetaGeometricFit, BetaGeometricParams, Fitted, NbdFit, NbdParams } from "../../model/model-file.ts";
import { isDetermined, negate, standardErrors, toLogScale } from "../../stats/log-scale.ts";
import { type Jet, type Minimum, minimise, minimiseFrom } from "../../stats/newton.ts";
import { addPrior, type Prior } from "../../stats/prior.ts";
import type { BetaGeometric } from "./beta-geometric.ts";
import { betaGeometricLikelihood } from "./beta-geometric-likelihood.ts";
import { fitFacts } from "./fit-facts.ts";
import { nbdLikelihood } from "./nbd-likelihood.ts";
import { everyNthCell, type PurchaseData, toPurchaseData } from "./purchase-data.ts";

/** Logarithms of parameters stay within this. */
const BOUND = 20;
/** Where the search without a prior gives up: customers who all leave with the same chance, say, are told apart by no a and b. */
const LOST = 12;

/** Where a shop's data cannot hold a parameter away from its boundary, this does, with the weight of one customer. */
const PRIOR: readonly (Prior | undefined)[] = [
  { median: 0.5, logSd: 2 },
  undefined,
  { median: 0.8, logSd: 2 },
  { median: 3, logSd: 2 },
];

/** NBD by maximum likelihood, started from `before` where there is one. Needs at least one repeat purchase and some time to have passed. */
export const fitNbd = (data: PurchaseData, before?: NbdParams): Fitted<NbdFit> => {
  const objective = (log: readonly number[]): Jet => {
    const [r = 1, alpha = 1] = log.map(Math.exp);
    return toLogScale(negate(nbdLikelihood(data, r, alpha)), [r, alpha]);
  };
  const cold = [0, Math.log(meanInterval(data))];
  const found = minimiseFrom(objective, cold, before && [before.r, before.alpha].map(Math.log), BOUND, isDetermined);
  const [r = 1, alpha = 1] = found.at.map(Math.exp);
  const [seR = null, seAlpha = null] = standardErrors(found.jet.hessian, [r, alpha]);
  return {
    params: { r, alpha },
    standardErrors: { r: seR, alpha: seAlpha },
    ...fitFacts(found, {
      logLikelihood: -found.jet.value,
      evaluations: found.evaluations,
      customers: data.customers,
      prior: false,
    }),
  };
};

/** Where there are so many cells, a fit that knows no earlier night starts from that of every so-manieth: half an evaluation, which spares four. */
const MANY_CELLS = 50_000;
const THINNED = 16;

/**
 * BG/NBD or MBG/NBD by maximum likelihood, started from `before` (an earlier night's parameters) or from the NBD fit: damped
 * Newton in the parameters' logarithms, which ends at the same maximum from either.
 * Where that runs into a boundary (nobody seems ever to leave, say), it is done again with a weak prior, and `prior` says so;
 * the prior never touches a fit that converges by itself. `logLikelihood` is that of the data alone.
 */
export const fitBetaGeometric = (
  model: BetaGeometric,
  data: PurchaseData,
  nbd: NbdParams,
  before?: BetaGeometricParams,
): Fitted<BetaGeometricFit> => {
  const objective = objectiveOf(model, data);
  const cold = [nbd.r, nbd.alpha, 0.8, 3].map(Math.log);
  const warm =
    before === undefined ? startOf(model, data, cold) : [before.r, before.alpha, before.a, before.b].map(Math.log);
  const plain = minimiseFrom(objective, cold, warm, BOUND, isDetermined, isLost);
  if (isDetermined(plain)) return toFit(model, data, plain, plain.evaluations, false);
  const steadied = minimise((log) => addPrior(objective(log), log, PRIOR), cold, BOUND);
  return toFit(model, data, steadied, plain.evaluations + steadied.evaluations, true);
};

const objectiveOf =
  (model: BetaGeometric, data: PurchaseData) =>
  (log: readonly number[]): Jet => {
    const params = toParams(log);
    return toLogScale(negate(betaGeometricLikelihood(model, data, params)), Object.values(params));
  };

/** A point near the maximum of many cells: that of a few of them. undefined where they are few already, or show none. */
const startOf = (model: BetaGeometric, data: PurchaseData, cold: readonly number[]): readonly number[] | undefined => {
  if (data.cells.length < MANY_CELLS) return undefined;
  const few = toPurchaseData(everyNthCell(data.cells, THINNED), data.daysPerUnit);
  const found = minimise(objectiveOf(model, few), cold, BOUND, isLost);
  return isDetermined(found) ? found.at : undefined;
};

const toFit = (
  model: BetaGeometric,
  data: PurchaseData,
  found: Minimum,
  evaluations: number,
  prior: boolean,
): Fitted<BetaGeometricFit> => {
  const params = toParams(found.at);
  const [r = null, alpha = null, a = null, b = null] = standardErrors(found.jet.hessian, Object.values(params));
  const logLikelihood = prior ? betaGeometricLikelihood(model, data, params).value : -found.jet.value;
  return {
    params,
    standardErrors: { r, alpha, a, b },
    ...fitFacts(found, { logLikelihood, evaluations, customers: data.customers, prior }),
  };
};

// Stryker disable next-line EqualityOperator: exactly at the limit one step more does no harm
const isLost = (log: readonly number[]): boolean => log.some((value) => Math.abs(value) > LOST);

const toParams = (log: readonly number[]): BetaGeometricParams => {
  const [r = 1, alpha = 1, a = 1, b = 1] = log.map(Math.exp);
  return { r, alpha, a, b };
};

/** Observed time over repeat purchases: alpha at r = 1. */
const meanInterval = (data: PurchaseData): number => {
  const days = data.customersByAge.reduce((sum, customers, day) => sum + customers * day, 0);
  return days / data.daysPerUnit / data.repeats;
};
