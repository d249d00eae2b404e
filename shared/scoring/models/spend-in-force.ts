import type { GammaGammaFit, ModelFile } from "../../model/model-file.ts";

type SpendModels = Pick<ModelFile["models"], "gammaGamma" | "gammaGammaWithFirst">;

/** The model of spend in force, and how many purchase days more than the repeat ones it counts of a customer. */
export type SpendInForce = Pick<GammaGammaFit, "params" | "logCovariance" | "usual"> & { readonly firstDays: 0 | 1 };

/** null on a night without a model of spend. Spend with first purchase days is there only where it proved better. */
export const spendInForce = ({ gammaGamma, gammaGammaWithFirst }: SpendModels): SpendInForce | null => {
  if (gammaGammaWithFirst !== undefined) return { ...gammaGammaWithFirst, firstDays: 1 };
  return gammaGamma && { ...gammaGamma, firstDays: 0 };
};
