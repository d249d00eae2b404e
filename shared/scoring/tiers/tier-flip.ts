import { type Tier, tierDepth } from "../../model/customer.ts";
import type { TierRuleBefore } from "../../model/tier-proof.ts";
import { type PreviousTier, silenceMeasure, tierOf } from "./dormancy.ts";

/** New customers are as wakeful as the awake. */

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
  before: TierRuleBefore | null,
  repeats: number,
  recencyDays: number,
  daysSilent: number,
): boolean => {
  if (previous === undefined || previous.boughtSince) return false;
  if (tierDepth[tier] < tierDepth[previous.tier]) return true;
  if (before === null || tierDepth[tier] === tierDepth[previous.tier]) return false;
  const measure = silenceMeasure(before, before.rhythm ?? undefined, repeats, recencyDays, daysSilent);
  return tierDepth[tierOf(before, measure, repeats, previous)] === tierDepth[previous.tier];
};
