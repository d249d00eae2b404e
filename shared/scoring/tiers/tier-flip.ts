import { type Tier, tierDepth } from "../../model/customer.ts";
import type { TierRuleBefore } from "../../model/tier-proof.ts";
import { type PreviousTier, tierOf } from "./dormancy.ts";
import { type TierMeter, tierMeter } from "./tier-meter.ts";

/** The rule of the night before, as it measures tonight; undefined where there was no such night. */
export const meterBefore = (before: TierRuleBefore | null): TierMeter | undefined =>
  before === null
    ? undefined
    : tierMeter(before, { rhythm: before.rhythm ?? undefined, mbgnbd: before.mbgnbd ?? undefined });

/**
 * Whether a customer's tier changed tonight though they did nothing that could change it. It did if they did not buy since and
 *   - came to a more wakeful tier: silence only grows, so that a rule, its cuts or the shop's rhythm moved
 *     (or an older order was taken back or came late); or
 *   - came to a sleepier one, in which the rule of the night before, with its own cuts and rhythm, would not have put
 *     them tonight: it would have left them where they were.
 * Falling deeper because silence grew is no flip, and neither is waking by buying.
 */
export const hasFlipped = (
  tier: Tier,
  previous: PreviousTier | undefined,
  before: TierMeter | undefined,
  repeats: number,
  recencyDays: number,
  daysSilent: number,
): boolean => {
  if (previous === undefined || previous.boughtSince) return false;
  if (tierDepth[tier] < tierDepth[previous.tier]) return true;
  if (before === undefined || tierDepth[tier] === tierDepth[previous.tier]) return false;
  const measure = before.measure(repeats, recencyDays, daysSilent);
  return tierDepth[tierOf(before.rule, measure, repeats, previous)] === tierDepth[previous.tier];
};
