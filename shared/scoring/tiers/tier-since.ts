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
 *
 * Who came to a tier by a change of the rule alone has no day in it, on that night or later: nothing happened on which to write to them.
 *
 * @param otherwise the tier tonight by the rule of the night before, where tonight's is another
 */
export const tierSince = (
  tier: Tier,
  silence: Silence,
  seen: SilenceSeen | undefined,
  meter: TierMeter,
  otherwise?: Tier | undefined,
): TierSince => {
  const ofOwn = otherwise === undefined ? Number.POSITIVE_INFINITY : tierDepth[otherwise];
  const since = (name: keyof TierSince): Day | undefined => {
    if (tierDepth[tier] < tierDepth[name]) return undefined;
    if (seen !== undefined && tierDepth[seen.tier] >= tierDepth[name]) return seen.since[name];
    if (seen !== undefined && ofOwn < tierDepth[name]) return undefined;
    const reached = dayOfCut(silence, meter.rule.cuts[tierDepth[name] - 1] ?? 0, meter);
    return seen === undefined ? reached : later(reached, addDays(seen.asOf, 1));
  };
  return { drowsy: since("drowsy"), "half-asleep": since("half-asleep"), asleep: since("asleep") };
};

const later = (a: Day, b: Day): Day => (a > b ? a : b);

/** The first day on which the measure of silence is no less than a cut; tonight where hysteresis alone holds the customer in a tier. */
const dayOfCut = ({ asOf, repeats, recencyDays, daysSilent }: Silence, cut: number, meter: TierMeter): Day =>
  addDays(asOf, (firstDayAt(meter, repeats, recencyDays, daysSilent, cut) ?? daysSilent) - daysSilent);
