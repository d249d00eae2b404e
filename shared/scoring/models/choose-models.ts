import type { BetaGeometricFit, Fitted, ModelFile, NbdFit, ParetoFit, Statement } from "../../model/model-file.ts";
import { FEWEST_DAYS, FEWEST_TO_FIT } from "../../model/rule-limits.ts";
import type { Day } from "../../model/time.ts";
import { modelNames } from "../../words/model-names.ts";
import { statements } from "../../words/statements.ts";
import { bgnbd } from "./bgnbd.ts";
import { fitPareto } from "./fit-pareto.ts";
import { fitBetaGeometric, fitNbd } from "./fit-purchases.ts";
import { fitSpend } from "./fit-spend.ts";
import { mbgnbd } from "./mbgnbd.ts";
import type { PurchaseData } from "./purchase-data.ts";
import { type UsualSpend, usualMeansOf } from "./usual-spend.ts";

export type PurchaseModels = Pick<ModelFile["models"], "bgnbd" | "mbgnbd" | "nbd" | "pnbd">;
export type ChosenPurchaseModel = {
  readonly models: PurchaseModels;
  readonly chosen: ModelFile["chosen"];
  readonly statements: readonly Statement[];
};
/** What a night takes over from the one before. */
type Yesterday = Pick<ModelFile, "chosen" | "models">;
type PurchaseFit = Fitted<BetaGeometricFit> | Fitted<ParetoFit>;
/** From the default to what is better than nothing. */
const ORDER = ["mbgnbd", "pnbd", "bgnbd"] as const;
/** Gain in log-likelihood over purchases without dropout under which dropout is not detectable (numerics 3.8). */
const LEAST_GAIN = 2;
const NOTHING: PurchaseModels = { bgnbd: null, mbgnbd: null, nbd: null, pnbd: null };
/** Of a shop that sells nothing. */
export const NO_PURCHASE_MODEL: ChosenPurchaseModel = { models: NOTHING, chosen: "none", statements: [] };

/**
 * Fits the purchase models, each from where it ended on the night before, and chooses for want of proof: MBG/NBD of tonight, else
 * the parameters of `yesterday`, else Pareto/NBD or BG/NBD of tonight, else none. A fit is used only if it converged, and not
 * to less than the likelihood without dropout. Every model is fitted to all customers: even Pareto/NBD takes a million in
 * half a CPU second, far from needing a subsample.
 */
export const choosePurchaseModel = (
  data: PurchaseData,
  asOf: Day,
  yesterday: Yesterday | undefined,
): ChosenPurchaseModel => {
  const lacking = whatLacks(data);
  if (lacking.length > 0) return fallBack(NOTHING, lacking, yesterday);
  const { nbd, ...fits } = fitPurchaseModels(data, yesterday?.models);
  const usable = <Fit extends PurchaseFit>(fit: Fit) => (isUsable(fit, nbd) ? { ...fit, asOf } : null);
  const models = {
    bgnbd: usable(fits.bgnbd),
    mbgnbd: usable(fits.mbgnbd),
    nbd: { ...nbd, asOf },
    pnbd: usable(fits.pnbd),
  };
  const failed = ORDER.filter((name) => models[name] === null);
  const said = failed.map((name) => statements.notConverged(modelNames[name], data.customers));
  const steadied = ORDER.filter((name) => name !== "bgnbd" && models[name] !== null && fits[name].prior);
  if (steadied.length > 0) {
    const names = steadied.map((name) => modelNames[name]);
    said.push(statements.steadied(names, data.customers));
  }
  if (models.mbgnbd === null) return fallBack(models, said, yesterday);
  const gain = fits.mbgnbd.logLikelihood - nbd.logLikelihood;
  // Stryker disable next-line EqualityOperator: no gain is 2 to the last digit
  if (gain < LEAST_GAIN) said.push(statements.noDropout(Math.max(0, gain), data.customers));
  return { models, chosen: "mbgnbd", statements: said };
};

/** All of them, each started from the parameters of `before` where it has them. */
export const fitPurchaseModels = (data: PurchaseData, before: PurchaseModels | undefined) => {
  const nbd = fitNbd(data, before?.nbd?.params);
  return {
    nbd,
    mbgnbd: fitBetaGeometric(mbgnbd, data, nbd.params, before?.mbgnbd?.params),
    bgnbd: fitBetaGeometric(bgnbd, data, nbd.params, before?.bgnbd?.params),
    pnbd: fitPareto(data, nbd.params, before?.pnbd?.params),
  };
};

/** Gamma-Gamma of tonight, else of yesterday, else none. */
export const chooseSpendModel = (
  usualSpend: UsualSpend,
  asOf: Day,
  yesterday: Yesterday | undefined,
): { gammaGamma: ModelFile["models"]["gammaGamma"]; statements: Statement[] } => {
  const said: Statement[] = [];
  const { spend } = usualSpend;
  const spenders = spend.spendMajor.length;
  if (spenders < FEWEST_TO_FIT) said.push(statements.tooFewSpenders(spenders));
  else {
    const fit = fitSpend(spend, yesterday?.models.gammaGamma?.params);
    if (fit.converged) {
      const gammaGamma = { ...fit, asOf, usual: usualMeansOf(usualSpend) };
      return { gammaGamma, statements: fit.prior ? [statements.spendSteadied(spenders)] : [] };
    }
    said.push(statements.spendNotConverged(spenders));
  }
  const before = yesterday?.models.gammaGamma ?? null;
  if (before !== null) said.push(statements.yesterday("Gamma-Gamma", before.asOf));
  return { gammaGamma: before, statements: said };
};

export const whatLacks = (data: PurchaseData): Statement[] => {
  const repeatBuyers = data.moreThan[0] ?? 0;
  if (data.customers === 0) return [statements.noCustomers()];
  if (repeatBuyers === 0) return [statements.noRepeatBuyers(data.customers)];
  if (repeatBuyers < FEWEST_TO_FIT) return [statements.tooFewRepeatBuyers(repeatBuyers, data.customers)];
  const oldestDays = data.customersByAge.length - 1;
  return oldestDays < FEWEST_DAYS ? [statements.tooShortHistory(oldestDays, data.customers)] : [];
};

const fallBack = (
  models: PurchaseModels,
  said: readonly Statement[],
  yesterday: Yesterday | undefined,
): ChosenPurchaseModel => {
  if (yesterday !== undefined && yesterday.chosen !== "none") {
    const { chosen } = yesterday;
    const before = yesterday.models[chosen];
    if (before !== null) {
      const borrowed = statements.yesterday(modelNames[chosen], before.asOf);
      return { models: { ...models, [chosen]: before }, chosen, statements: [...said, borrowed] };
    }
  }
  return { models, chosen: ORDER.find((name) => models[name] !== null) ?? "none", statements: said };
};

export const isUsable = (fit: PurchaseFit, nbd: Fitted<NbdFit>): boolean =>
  fit.converged && (fit.prior || fit.logLikelihood >= nbd.logLikelihood - 1e-9 * Math.abs(nbd.logLikelihood));
