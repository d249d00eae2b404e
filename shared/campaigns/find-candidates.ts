import { type Campaign, type Candidate, FIRST_STEP, type Trigger } from "../model/campaign.ts";
import { type Tier, tierDepth } from "../model/customer.ts";
import type { Day } from "../model/time.ts";
import { LATELY_DAYS } from "../scoring/scorer.ts";
import { daysBetween } from "../scoring/summaries/epoch-day.ts";
import { isBirthday } from "./birthday.ts";

/** The tier a night saw a customer in, and the last purchase day it went by. */
export type TierState = { tier: Tier; lastDay: Day };

/** What a night knows of one customer whom a campaign might write to. */
export type ScoredCustomer = {
  customerId: string;
  /** Undefined for a prospect. */
  tonight: TierState | undefined;
  /** As the newest earlier as-of day saw them; undefined for who was not there. */
  before: TierState | undefined;
  /** Whether the customer crossed the cut into tonight's tier within the last `LATELY_DAYS` days. */
  crossedLately: boolean;
  /** `YYYY-MM-DD` or `--MM-DD`. */
  birthday: string | undefined;
  /** Last day on which they left a cart. */
  cartLeftOn: Day | null;
};

/** What this looks at of a `NightRun`: which day mail is sent on, and which night there was before. */
type Night = { asOf: Day; sendDay: Day; previous?: { asOf: Day } | undefined };

/** The candidates among all enabled campaigns for one customer, in the order of the campaigns. Who may be written to is decided later, by the gates. */
export const findCandidates = (
  customer: ScoredCustomer,
  campaigns: readonly Campaign[],
  night: Night,
): readonly Candidate[] =>
  campaigns.flatMap((campaign) => {
    const occurrence = campaign.enabled ? occasionOf(campaign.trigger, customer, night) : undefined;
    if (occurrence === undefined) return [];
    const { customerId, tonight } = customer;
    const { channel } = campaign;
    const handed = channel === "email" ? {} : { channel };
    return [{ customerId, campaignId: campaign.id, step: FIRST_STEP, occurrence, ...tonight, ...handed }];
  });

/** What makes tonight an occasion to write, or undefined if it is none. A spell is named by the purchase day it began with. */
const occasionOf = (trigger: Trigger, customer: ScoredCustomer, night: Night): string | undefined => {
  switch (trigger.on) {
    case "tier-entered": {
      const { tonight } = customer;
      const entered = tonight && trigger.tiers.includes(tonight.tier) && hasEntered({ ...customer, tonight }, night);
      return entered ? tonight.lastDay : undefined;
    }
    case "birthday":
      return isBirthday(customer.birthday, night.sendDay) ? yearOf(night.sendDay) : undefined;
    case "cart-left":
      return isCartDue(customer, trigger.afterDays, night) ? (customer.cartLeftOn ?? undefined) : undefined;
  }
};

/** For a week, so that a night that did not happen, a limit or a late event loses nothing: the ledger knows who was written to. */
const isCartDue = ({ cartLeftOn, tonight }: ScoredCustomer, afterDays: number, { sendDay }: Night): boolean => {
  if (cartLeftOn === null || (tonight !== undefined && tonight.lastDay >= cartLeftOn)) return false;
  const days = daysBetween(cartLeftOn, sendDay);
  return days >= afterDays && days < afterDays + LATELY_DAYS;
};

const yearOf = (day: Day): string => day.slice(0, 4);

/**
 * Whether the customer fell into tonight's tier since the night before. Waking from asleep to half-asleep (another
 * night's parameters) is not falling. In a new spell without a night that saw the customer awake (a late order moved the
 * last day), and where there is no yesterday, only a recent crossing counts (ADR 0001): a new installation must not write
 * to every old address at once. A night after a long pause is a first night again.
 */
const hasEntered = (
  { tonight, before, crossedLately }: ScoredCustomer & { tonight: TierState },
  { previous, asOf }: Night,
): boolean => {
  const unwatched = previous === undefined || daysBetween(previous.asOf, asOf) > LATELY_DAYS;
  if (before === undefined || unwatched) return crossedLately;
  if (tierDepth[tonight.tier] > tierDepth[before.tier]) return true;
  return before.lastDay !== tonight.lastDay && crossedLately;
};
