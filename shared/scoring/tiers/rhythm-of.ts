import type { ModelFile } from "../../model/model-file.ts";
import type { Rhythm } from "../models/expected-interval.ts";

/** Anything that holds fits of the purchase models: a night's own, or those as of a cut. */
type Fits = { readonly [Name in "mbgnbd" | "bgnbd" | "pnbd"]: { readonly params: Rhythm } | null };

/** r and alpha of the chosen purchase model, which mean the same in all of them; undefined where there is no fit of it. */
export const rhythmOf = (chosen: ModelFile["chosen"], models: Fits): Rhythm | undefined => {
  // Stryker disable next-line ConditionalExpression: there is no model of the name "none" either
  const params = chosen === "none" ? undefined : models[chosen]?.params;
  return params && { r: params.r, alpha: params.alpha };
};
