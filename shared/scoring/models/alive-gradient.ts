import type { BetaGeometricParams } from "../../model/model-file.ts";
import type { BetaGeometric } from "./beta-geometric.ts";
import { bgnbd } from "./bgnbd.ts";
import { inDoubt, likeliestFrequency } from "./doubted-silence.ts";
import { mbgnbd } from "./mbgnbd.ts";
import { type Force, LOG_STEP, movedModels } from "./moved-model.ts";
import { betaGeometricModel, modelInForce } from "./purchase-model.ts";

/** Sets `out[0]` to `out[3]` to the gradient of ln P(alive) in the logarithms of the model's four parameters. */
export type SetAliveGradient = (
  out: Float64Array,
  x: number,
  recencyWeeks: number,
  ageWeeks: number,
  pAlive: number,
) => void;

/** For the purchase model in force, so far in doubt (`inDoubt`): in closed form for BG/NBD and MBG/NBD, by differences for Pareto/NBD. */
export const aliveGradient = (force: Force, doubt?: number): SetAliveGradient => {
  const { chosen, models } = force;
  if (chosen === "mbgnbd" && models.mbgnbd !== null) return ofDoubted(mbgnbd, models.mbgnbd.params, doubt);
  if (chosen === "bgnbd" && models.bgnbd !== null) return ofDoubted(bgnbd, models.bgnbd.params, doubt);
  return byDifferences(force, doubt);
};

/** The mean of the gradients of both that a doubted P(alive) is made of, by their parts of it. */
const ofDoubted = (family: BetaGeometric, params: BetaGeometricParams, doubt: number | undefined): SetAliveGradient => {
  const setGradient = ofBetaGeometric(params, family.early);
  if (!doubt) return setGradient;
  const { r } = params;
  const { pAlive } = betaGeometricModel(family, params);
  const ofLikeliest = new Float64Array(4);
  return (out, x, recencyWeeks, ageWeeks, whole) => {
    const alive = pAlive(x, recencyWeeks, ageWeeks);
    const likeliest = likeliestFrequency(pAlive, r, x, recencyWeeks, ageWeeks, alive);
    setGradient(out, x, recencyWeeks, ageWeeks, alive);
    if (likeliest === x) return;
    setGradient(ofLikeliest, likeliest, recencyWeeks, ageWeeks, pAlive(likeliest, recencyWeeks, ageWeeks));
    // The root of the rates has a slope in r as well.
    ofLikeliest[0] = (ofLikeliest[0] ?? 0) + (r / (r + likeliest) - r / (r + x)) / 2;
    const part = ((1 - doubt) * alive) / whole;
    for (let i = 0; i < 4; i++) out[i] = part * (out[i] ?? 0) + (1 - part) * (ofLikeliest[i] ?? 0);
  };
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
const byDifferences = (force: Force, doubt: number | undefined): SetAliveGradient => {
  const inForce = modelInForce(force);
  const here = inForce && inDoubt(inForce, doubt);
  const moved = movedModels(force).map(([up]) => inDoubt(up, doubt));
  return (out, x, recencyWeeks, ageWeeks) => {
    const log = Math.log(here?.pAlive(x, recencyWeeks, ageWeeks) ?? Number.NaN);
    for (const [i, up] of moved.entries()) {
      const slope = (Math.log(up.pAlive(x, recencyWeeks, ageWeeks)) - log) / LOG_STEP;
      out[i] = Number.isFinite(slope) ? slope : 0;
    }
  };
};
