import { type Tier, tierDepth } from "../../model/customer.ts";
import type { Day } from "../../model/time.ts";
import { addDays } from "../summaries/epoch-day.ts";
import { firstDayAt, type TierMeter } from "./tier-meter.ts";

/** Since when a customer is as sleepy as each tier, or sleepier; undefined for those that they are not in. */
export type TierSince = Readonly<Record<"drowsy" | "half-asleep" | "asleep", Day | undefined>>;

/** What an earlier night said of the silence that still lasts: nothing was bought since, nothing that counted was taken back. */
export type SilenceSeen = {
  readonly asOf: Day;
  readonly tier: Tier;
  readonly since: TierSince;
  /** When the next order was due, as it stood at the last purchase. */
  readonly orderDueOn: Day | undefined;
};

export type Silence = {
  readonly asOf: Day;
  readonly repeats: number;
  readonly recencyDays: number;
  readonly daysSilent: number;
};

/**
 * Since when a customer has been in tonight's tier and in those above it. A day that an earlier night named stays, as long as silence
 * and depth last: parameters move every night, and an occasion must not move with them. A tier that is new tonight begins on the day on
 * which silence reached its cut and the floors no longer held, but not before the last night, which saw the customer above it. Where no night saw this silence,
 * that day may be any.
 */
export const tierSince = (tier: Tier, silence: Silence, seen: SilenceSeen | undefined, meter: TierMeter): TierSince => {
  const since = (name: keyof TierSince): Day | undefined => {
    if (tierDepth[tier] < tierDepth[name]) return undefined;
    const known = seen?.since[name];
    if (known !== undefined) return known;
    const reached = dayOfCut(silence, meter.rule.cuts[tierDepth[name] - 1] ?? 0, meter);
    if (seen === undefined) return reached;
    const wasIn = tierDepth[seen.tier] >= tierDepth[name];
    return wasIn ? earlier(reached, seen.asOf) : later(reached, addDays(seen.asOf, 1));
  };
  return { drowsy: since("drowsy"), "half-asleep": since("half-asleep"), asleep: since("asleep") };
};

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
const later = (a: Day, b: Day): Day => (a > b ? a : b);

/** The first day on which the measure of silence is no less than a cut; tonight where hysteresis alone holds the customer in a tier. */
const dayOfCut = ({ asOf, repeats, recencyDays, daysSilent }: Silence, cut: number, meter: TierMeter): Day =>
  addDays(asOf, (firstDayAt(meter, repeats, recencyDays, daysSilent, cut) ?? daysSilent) - daysSilent);
