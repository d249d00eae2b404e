import { type Tier, tierDepth } from "../../shared/model/customer.ts";
import type { Day } from "../../shared/model/time.ts";
import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { summarisePurchases } from "../../shared/scoring/summaries/purchase-summary.ts";
import { tierOf } from "../../shared/scoring/tiers/dormancy.ts";
import { hasFlipped, meterBefore } from "../../shared/scoring/tiers/tier-flip.ts";
import { tierMeter } from "../../shared/scoring/tiers/tier-meter.ts";
import { tierModelsOf } from "../../shared/scoring/tiers/tier-models-of.ts";
import { proveOn } from "./prove-on.ts";

/** Nights one after the other: which share of the customers known flipped on each, how many of all woke by it, and which rules were in force. */
export const flipsOverNights = (customers: readonly (readonly PurchaseDay[])[], nights: readonly Day[]) => {
  const seen = new Map<number, { tier: Tier; lastDay: number }>();
  const rules = new Set<string>();
  const flips: number[] = [];
  let woke = 0;
  let yesterday: ReturnType<typeof proveOn>["model"] | undefined;
  for (const night of nights) {
    yesterday = proveOn(customers, night, yesterday).model;
    const { tiers } = yesterday;
    rules.add(tiers.rule);
    const meter = tierMeter(tiers, tierModelsOf(yesterday));
    const before = meterBefore(tiers.before);
    let flipped = 0;
    for (const [i, days] of customers.entries()) {
      const summary = summarisePurchases(days, toEpochDay(night), 365);
      if (summary === undefined) continue;
      const { repeats, recencyDays, ageDays } = summary;
      const daysSilent = ageDays - recencyDays;
      const lastDay = toEpochDay(night) - daysSilent;
      const known = seen.get(i);
      const previous = known && { tier: known.tier, boughtSince: known.lastDay !== lastDay };
      const tier = tierOf(meter.rule, meter.measure(repeats, recencyDays, daysSilent), repeats, previous);
      if (hasFlipped(tier, previous, before, repeats, recencyDays, daysSilent)) {
        flipped += 1;
        if (previous !== undefined && tierDepth[tier] < tierDepth[previous.tier]) woke += 1;
      }
      seen.set(i, { tier, lastDay });
    }
    flips.push(flipped / seen.size);
  }
  return { flips, woke, rules };
};
