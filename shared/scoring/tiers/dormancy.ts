import type { Tier } from "../../model/customer.ts";
import type { TierRule } from "../../model/model-file.ts";
import type { SilenceSeen } from "./tier-since.ts";

/** Tiers from wakeful to sleepy; `new` is a wakeful customer with a single purchase day. */
const BY_LEVEL: readonly Tier[] = ["awake", "drowsy", "half-asleep", "asleep"];

/** Days of silence at which a customer is drowsy, half-asleep, asleep, where no rhythm can be had from a model. */
export const FIXED_DAYS = [90, 180, 365] as const;

/** What an earlier night said of a customer, and whether they bought after the last purchase day that it knew. */
export type PreviousTier = {
  readonly tier: Tier;
  readonly boughtSince: boolean;
  /** What it said of the silence, where that still lasts. */
  readonly silence?: SilenceSeen | undefined;
};

/**
 * Tier of a customer: how many cuts the measure of silence (`tierMeter`) has reached.
 * Hysteresis: who did not buy since keeps a sleepier tier until the measure falls under `hysteresis` of its cut,
 * so that nobody flips when the shop's rhythm moves a little; buying wakes at once.
 */
export const tierOf = (rule: TierRule, measure: number, repeats: number, previous: PreviousTier | undefined): Tier => {
  const held = previous === undefined || previous.boughtSince ? 0 : BY_LEVEL.indexOf(previous.tier);
  const level = levelOf(rule, measure, held);
  return level === 0 && repeats === 0 ? "new" : (BY_LEVEL[level] ?? "asleep");
};

/** Cuts reached, those up to level `held` being lowered by the hysteresis. */
const levelOf = (rule: TierRule, measure: number, held: number): number => {
  let level = 0;
  for (const cut of rule.cuts) {
    if (measure < cut * (level < held ? rule.hysteresis : 1)) break;
    level += 1;
  }
  return level;
};
