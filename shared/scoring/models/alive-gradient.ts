import { type Force, LOG_STEP, movedModels } from "./moved-model.ts";
import { modelInForce } from "./purchase-model.ts";

/** Sets `out[0]` to `out[3]` to the gradient of ln P(alive) in the logarithms of the model's four parameters. */
export type SetAliveGradient = (
  out: Float64Array,
  x: number,
  recencyWeeks: number,
  ageWeeks: number,
  pAlive: number,
) => void;

/** For the purchase model in force: in closed form for BG/NBD and MBG/NBD, by differences for Pareto/NBD. */
export const aliveGradient = (force: Force): SetAliveGradient => {
  const { chosen, models } = force;
  if (chosen === "mbgnbd" && models.mbgnbd !== null) return ofBetaGeometric(models.mbgnbd.params, 1);
  if (chosen === "bgnbd" && models.bgnbd !== null) return ofBetaGeometric(models.bgnbd.params, 0);
  return byDifferences(force);
};

/** ln P = -ln(1 + e^u) with u = ln a - ln(b + x - 1 + early) + (r + x) ln((alpha + T)/(alpha + t_x)). */
const ofBetaGeometric =
  ({ r, alpha, b }: Readonly<Record<"r" | "alpha" | "b", number>>, early: 0 | 1): SetAliveGradient =>
  (out, x, recencyWeeks, ageWeeks, pAlive) => {
    const left = 1 - pAlive;
    const last = alpha + recencyWeeks;
    const now = alpha + ageWeeks;
    out[0] = -left * r * Math.log(now / last);
    out[1] = left * (r + x) * alpha * (1 / last - 1 / now);
    out[2] = -left;
    out[3] = left === 0 ? 0 : (left * b) / (b + x - 1 + early);
  };

/** One model more for each parameter: half the cost of differences to both sides, and good to a thousandth of a slope. */
const byDifferences = (force: Force): SetAliveGradient => {
  const here = modelInForce(force);
  const moved = movedModels(force).map(([up]) => up);
  return (out, x, recencyWeeks, ageWeeks) => {
    const log = Math.log(here?.pAlive(x, recencyWeeks, ageWeeks) ?? Number.NaN);
    for (const [i, up] of moved.entries()) {
      const slope = (Math.log(up.pAlive(x, recencyWeeks, ageWeeks)) - log) / LOG_STEP;
      out[i] = Number.isFinite(slope) ? slope : 0;
    }
  };
};
