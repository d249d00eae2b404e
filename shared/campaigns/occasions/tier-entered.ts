import { sleepyTiers, type Tier } from "../../model/customer.ts";
import type { TriggerOf } from "../../model/trigger.ts";
import type { FindOccasion } from "./occasion.ts";

/**
 * Since when a customer has been in the trigger's tiers without a break: of drowsy and asleep, who is asleep was half-asleep between. Of
 * tiers to which a change of rule alone brought them there is no day, and the occasion is the next to which their silence did.
 */
export const tierEnteredOccasion: FindOccasion<TriggerOf<"tier-entered">> = (trigger, { tier, lastDay, tierSince }) => {
  const tiers: readonly Tier[] = trigger.tiers;
  if (tier === undefined || lastDay === undefined || !tiers.includes(tier)) return undefined;
  const above = sleepyTiers.slice(0, sleepyTiers.indexOf(tier) + 1).reverse();
  const left = above.findIndex((one) => !tiers.includes(one));
  const entered = left === -1 ? above : above.slice(0, left);
  const day = entered.map((one) => tierSince[one]).findLast((one) => one !== undefined);
  return day === undefined ? undefined : { day, name: lastDay, exitAfter: lastDay };
};
