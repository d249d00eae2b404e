import { type Campaign, type Candidate, stepNamed } from "../model/campaign.ts";
import type { Day } from "../model/time.ts";
import { addDays } from "../scoring/summaries/epoch-day.ts";
import { isOfCountry } from "./occasions/listed.ts";
import { yearlyReturn } from "./occasions/yearly-return.ts";

/** What is known of a person right now, of all that an occasion may have been made of. */
type KnownNow = {
  /** Days on which they bought, as far as that still counts; rising. */
  purchaseDays: readonly Day[];
  birthday: string | undefined;
  country: string | undefined;
};

type Asked = KnownNow & {
  candidate: Pick<Candidate, "occurrence" | "step" | "dueUntil">;
  campaign: Pick<Campaign, "id" | "trigger" | "days" | "steps" | "expires_after">;
};

/**
 * Whether what the night found an occasion in is not so any more: the order was cancelled or refunded, a birthday or a country corrected.
 * A tier is none of that: of who bought even less, the silence is only longer.
 */
export const isOccasionGone = ({ candidate, campaign, purchaseDays, birthday, country }: Asked): boolean => {
  const { occurrence } = candidate;
  const { trigger, days = [] } = campaign;
  if (trigger.on === "cart-left") return false;
  const [first] = purchaseDays;
  if (first === undefined) return true;
  switch (trigger.on) {
    case "ordered": {
      const { which, category } = trigger;
      // Which day had a category is the night's to know: that something was bought on it must still stand.
      if (which === "any" || category !== undefined) return !purchaseDays.includes(occurrence);
      return purchaseDays[which === "first" ? 0 : which - 1] !== occurrence;
    }
    case "order-due":
    case "runs-out":
      return !purchaseDays.includes(occurrence);
    case "birthday":
      return birthday === undefined || !returnsOn(birthday, candidate, campaign);
    case "first-order-anniversary":
      return !returnsOn(first, candidate, campaign);
    case "listed":
      return !days.some((one) => one.day === occurrence && isOfCountry(one, country));
    case "holiday": {
      const day = dayOf(candidate, campaign);
      return day !== undefined && !days.some((one) => one.day === day && isOfCountry(one, country));
    }
    case "tier-entered":
    case "segment-entered":
    case "yearly":
    case "festival":
    case "every":
      return false;
  }
};

/** Whether a day of the year returns on the very day that the candidate is written to about. */
const returnsOn = (day: string, candidate: Asked["candidate"], campaign: Asked["campaign"]): boolean => {
  const occasion = dayOf(candidate, campaign);
  return occasion === undefined || yearlyReturn(day.slice(-5), { from: occasion, to: occasion }) !== undefined;
};

/** The day of the occasion, as the night had it. */
const dayOf = ({ step, dueUntil }: Asked["candidate"], campaign: Asked["campaign"]): Day | undefined =>
  dueUntil && addDays(dueUntil, 1 - campaign.expires_after - stepNamed(campaign, step).after);
