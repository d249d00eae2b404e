import type { BetaGeometricParams, ModelFile, NbdParams, ParetoParams } from "../../model/model-file.ts";
import { type BetaGeometric, pActiveIfAlive, pAlive } from "./beta-geometric.ts";
import { bgnbd } from "./bgnbd.ts";
import { PurchaseSeries } from "./expected-purchases.ts";
import { mbgnbd } from "./mbgnbd.ts";
import { ParetoNbd } from "./pareto-nbd.ts";
import { ParetoPurchases } from "./pareto-purchases.ts";
import type { PurchasesAhead } from "./purchases-ahead.ts";

/**
 * A fitted purchase model, whichever it is: what every score asks of it. Times in weeks; x, recency and age as in the glossary.
 * Keep it for a night: Pareto/NBD remembers what it computed.
 */
export type PurchaseModel = {
  readonly name: Exclude<ModelFile["chosen"], "none">;
  /** Its own parameters; r and alpha, those of purchase rates, are common to all. */
  readonly params: NbdParams & Readonly<Record<string, number>>;
  readonly pAlive: (x: number, recencyWeeks: number, ageWeeks: number) => number;
  /** P(at least one purchase in the horizon) of who is alive; P(active) is P(alive) times this. */
  readonly pActiveIfAlive: (x: number, ageWeeks: number, horizonWeeks: number) => number;
  /** Purchases to come of who is alive after x repeat purchases; keep one per x. */
  readonly ahead: (x: number) => PurchasesAhead;
};

export const betaGeometricModel = (model: BetaGeometric, params: BetaGeometricParams): PurchaseModel => ({
  name: model.name,
  params,
  pAlive: (x, recencyWeeks, ageWeeks) => pAlive(model, params, x, recencyWeeks, ageWeeks),
  pActiveIfAlive: (x, ageWeeks, horizonWeeks) => pActiveIfAlive(params, x, ageWeeks, horizonWeeks),
  ahead: (x) => new PurchaseSeries(model, params, x),
});

export const paretoModel = (params: ParetoParams): PurchaseModel => {
  const model = new ParetoNbd(params);
  return {
    name: "pnbd",
    params,
    pAlive: (x, recencyWeeks, ageWeeks) => model.pAlive(x, recencyWeeks, ageWeeks),
    pActiveIfAlive: (x, ageWeeks, horizonWeeks) => model.pActiveIfAlive(x, ageWeeks, horizonWeeks),
    ahead: (x) => new ParetoPurchases(params, x),
  };
};

/** The purchase model in force, with its parameters; undefined on a night of simple rules. */
export const modelInForce = ({
  chosen,
  models,
}: {
  readonly chosen: ModelFile["chosen"];
  readonly models: {
    readonly mbgnbd: { readonly params: BetaGeometricParams } | null;
    readonly bgnbd: { readonly params: BetaGeometricParams } | null;
    readonly pnbd: { readonly params: ParetoParams } | null;
  };
}): PurchaseModel | undefined => {
  if (chosen === "none") return undefined;
  if (chosen === "pnbd") return models.pnbd === null ? undefined : paretoModel(models.pnbd.params);
  const fit = models[chosen];
  return fit === null ? undefined : betaGeometricModel(chosen === "bgnbd" ? bgnbd : mbgnbd, fit.params);
};
