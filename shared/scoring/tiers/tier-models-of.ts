import type { BetaGeometricParams, ModelFile } from "../../model/model-file.ts";
import { rhythmOf } from "./rhythm-of.ts";
import type { TierModels } from "./tier-meter.ts";

type Fits = Parameters<typeof rhythmOf>[1] & { readonly mbgnbd: { readonly params: BetaGeometricParams } | null };

/** What tier rules go by of a night's purchase models; on a night of simple rules nothing. */
export const tierModelsOf = ({
  chosen,
  models,
}: Pick<ModelFile, "chosen"> & { readonly models: Fits }): TierModels => ({
  rhythm: rhythmOf(chosen, models),
  mbgnbd: chosen === "none" ? undefined : models.mbgnbd?.params,
});
