import type { ModelFile } from "../../model/model-file.ts";
import { modelInForce, type PurchaseModel } from "./purchase-model.ts";

export type Force = Pick<ModelFile, "chosen"> & {
  readonly models: Pick<ModelFile["models"], "mbgnbd" | "bgnbd" | "pnbd">;
};

/** Step in a parameter's logarithm for differences: their error is under 1e-6 of a slope. */
export const LOG_STEP = 1e-3;

/** The purchase model in force with its i-th parameter, in the order of `logCovariance`, moved by a factor. */
const movedModel = ({ chosen, models }: Force, i: number, factor: number): PurchaseModel | undefined => {
  const times = (at: number) => (at === i ? factor : 1);
  const beta = (fit: ModelFile["models"]["bgnbd"]) => {
    if (fit === null) return null;
    const { r, alpha, a, b } = fit.params;
    return { params: { r: r * times(0), alpha: alpha * times(1), a: a * times(2), b: b * times(3) } };
  };
  const pareto = (fit: ModelFile["models"]["pnbd"]) => {
    if (fit === null) return null;
    const { r, alpha, s, beta: rate } = fit.params;
    return { params: { r: r * times(0), alpha: alpha * times(1), s: s * times(2), beta: rate * times(3) } };
  };
  return modelInForce({
    chosen,
    models: { mbgnbd: beta(models.mbgnbd), bgnbd: beta(models.bgnbd), pnbd: pareto(models.pnbd) },
  });
};

/** The model in force with each of its four parameters a `LOG_STEP` up, and down: what slopes are taken from. */
export const movedModels = (force: Force): (readonly [up: PurchaseModel, down: PurchaseModel])[] =>
  [0, 1, 2, 3].flatMap((i) => {
    const up = movedModel(force, i, Math.exp(LOG_STEP));
    const down = movedModel(force, i, Math.exp(-LOG_STEP));
    // Stryker disable next-line LogicalOperator: a model in force can be moved both ways, and none neither
    return up && down ? [[up, down] as const] : [];
  });
