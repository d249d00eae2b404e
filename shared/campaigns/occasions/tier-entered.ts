import { sleepyTiers, type Tier } from "../../model/customer.ts";
import { HORIZON_DAYS } from "../../model/rule-limits.ts";
import type { Day } from "../../model/time.ts";
import type { TriggerOf } from "../../model/trigger.ts";
import { addDays } from "../../scoring/summaries/epoch-day.ts";
import type { FindOccasion, KnownCustomer } from "./occasion.ts";

/**
 * Since when a customer has been in the trigger's tiers without a break: of drowsy and asleep, who is asleep was half-asleep between. Of
 * tiers to which a change of rule alone brought them there is no day, and the occasion is the next to which their silence did. Who became drowsy
 * before their order is due has the day of `drowsyLetterFrom` instead, or that of a deeper tier where it is earlier.
 */
export const tierEnteredOccasion: FindOccasion<TriggerOf<"tier-entered">> = (
  trigger,
  { tier, lastDay, tierSince, orderDueOn },
) => {
  const tiers: readonly Tier[] = trigger.tiers;
  if (tier === undefined || lastDay === undefined || !tiers.includes(tier)) return undefined;
  const above = sleepyTiers.slice(0, sleepyTiers.indexOf(tier) + 1).reverse();
  const left = above.findIndex((one) => !tiers.includes(one));
  const entered = left === -1 ? above : above.slice(0, left);
  const waits = trigger.wait_for_order !== false;
  const since = { ...tierSince, ...(waits && { drowsy: drowsyLetterFrom(tierSince.drowsy, orderDueOn) }) };
  const [day] = entered.flatMap((one) => since[one] ?? []).sort();
  return day === undefined ? undefined : { day, name: lastDay, exitAfter: lastDay };
};

/**
 * From when on a letter to who became drowsy is due: from the day by which half of such customers have bought again, since many of them still
 * do without one, but after 90 days at the latest: so far the chance looks by which they are drowsy.
 */
export const drowsyLetterFrom = (since: Day | undefined, orderDueOn: KnownCustomer["orderDueOn"]): Day | undefined => {
  if (since === undefined || orderDueOn === undefined || orderDueOn <= since) return since;
  const latest = addDays(since, HORIZON_DAYS);
  return orderDueOn < latest ? orderDueOn : latest;
};
