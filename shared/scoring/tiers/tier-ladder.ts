import { tierSchema } from "../../model/customer.ts";
import type { TierRule } from "../../model/model-file.ts";
import type { Rung } from "../../model/tier-proof.ts";
import type { HeldBackCells } from "../held-back/held-back-cells.ts";
import type { Rhythm } from "../models/expected-interval.ts";
import { silenceMeasure, tierOf } from "./dormancy.ts";

/** Standard errors that chance alone goes beyond once in twenty times, to one side. */
export const CHANCE = 1.645;

/**
 * Customers by the tier that a rule gave them at the cut, each as at a first score (no hysteresis), and who bought after it.
 * Throws nothing; `rhythm` is that of the fit at the cut.
 */
export const tierLadder = (heldBack: HeldBackCells, rule: TierRule, rhythm: Rhythm): Rung[] => {
  const nobody = () => ({ customers: 0, buyers: 0 });
  const rungs = { new: nobody(), awake: nobody(), drowsy: nobody(), "half-asleep": nobody(), asleep: nobody() };
  let all = 0;
  for (let i = 0; i < heldBack.length; i++) {
    const repeats = heldBack.repeats[i] ?? 0;
    const recencyDays = heldBack.recencyDays[i] ?? 0;
    const daysSilent = (heldBack.ageDays[i] ?? 0) - recencyDays;
    const measure = silenceMeasure(rule, rhythm, repeats, recencyDays, daysSilent);
    const rung = rungs[tierOf(rule, measure, repeats, undefined)];
    const customers = heldBack.count[i] ?? 0;
    all += customers;
    rung.customers += customers;
    if (heldBack.nextDay[i] !== 0) rung.buyers += customers;
  }
  return tierSchema.options.map((tier) => {
    const { customers, buyers } = rungs[tier];
    return {
      tier,
      customers,
      buyers,
      share: all === 0 ? 0 : customers / all,
      repeatRate: customers === 0 ? null : buyers / customers,
    };
  });
};

/**
 * How far repeat rates fail to fall from awake over drowsy and half-asleep to asleep: the largest step from one tier to the
 * next that holds anybody, in standard errors of a difference of two shares (pooled). Steps under `CHANCE` are what a small tier
 * is allowed. null where fewer than two of the four hold anybody.
 *
 * New customers are no rung of it: having bought once and lately says how they came, not how deep they sleep, and they
 * buy again less often than the awake and, in many shops, less often than drowsy regulars.
 */
export const steepestRise = (rungs: readonly Rung[]): number | null => {
  const ladder = rungs.filter(({ tier, customers }) => tier !== "new" && customers > 0);
  const steps = ladder.slice(1).map((rung, at) => riseInStandardErrors(ladder[at] ?? rung, rung));
  return steps.length === 0 ? null : Math.max(...steps);
};

const riseInStandardErrors = (before: Rung, after: Rung): number => {
  const pooled = (before.buyers + after.buyers) / (before.customers + after.customers);
  const variance = pooled * (1 - pooled) * (1 / before.customers + 1 / after.customers);
  const rise = after.buyers / after.customers - before.buyers / before.customers;
  return variance === 0 ? 0 : rise / Math.sqrt(variance);
};
