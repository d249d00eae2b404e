import type { Campaign } from "../../model/campaign.ts";
import type { Trigger, TriggerOf } from "../../model/trigger.ts";
import { anniversaryOccasion } from "./anniversary.ts";
import { birthdayOccasion } from "./birthday.ts";
import { cartLeftOccasion } from "./cart-left.ts";
import { everyOccasion } from "./every.ts";
import { festivalOccasion } from "./festival.ts";
import { holidayOccasion } from "./holiday.ts";
import { listedOccasions } from "./listed.ts";
import type { Days, KnownCustomer, Occasion } from "./occasion.ts";
import { isWithin } from "./occasion.ts";
import { orderDueOccasion } from "./order-due.ts";
import { orderedOccasion } from "./ordered.ts";
import { runsOutOccasion } from "./runs-out.ts";
import { segmentEnteredOccasion } from "./segment-entered.ts";
import { tierEnteredOccasion } from "./tier-entered.ts";
import { yearlyOccasion } from "./yearly.ts";

/** What this looks at of a campaign. */
type Occasioned = Pick<Campaign, "trigger" | "days">;

/** The occasions of a campaign for a customer within some days, in their order; of a trigger that knows one at a time the newest. */
export const findOccasions = (campaign: Occasioned, customer: KnownCustomer, within: Days): readonly Occasion[] => {
  if (campaign.trigger.on === "listed") return listedOccasions(campaign.days ?? [], customer, within);
  const occasion = newestOccasion({ ...campaign, trigger: campaign.trigger }, customer, within);
  return occasion && isWithin(occasion.day, within) ? [occasion] : [];
};

const newestOccasion = (
  { trigger, days = [] }: Pick<Occasioned, "days"> & { trigger: Exclude<Trigger, TriggerOf<"listed">> },
  customer: KnownCustomer,
  within: Days,
): Occasion | undefined => {
  switch (trigger.on) {
    case "tier-entered":
      return tierEnteredOccasion(trigger, customer, within);
    case "segment-entered":
      return segmentEnteredOccasion(trigger, customer, within);
    case "birthday":
      return birthdayOccasion(trigger, customer, within);
    case "first-order-anniversary":
      return anniversaryOccasion(trigger, customer, within);
    case "yearly":
      return yearlyOccasion(trigger, customer, within);
    case "festival":
      return festivalOccasion(days, customer, within);
    case "holiday":
      return holidayOccasion(days, customer, within);
    case "every":
      return everyOccasion(trigger, customer, within);
    case "ordered":
      return orderedOccasion(trigger, customer, within);
    case "runs-out":
      return runsOutOccasion(trigger, customer, within);
    case "order-due":
      return orderDueOccasion(trigger, customer, within);
    case "cart-left":
      return cartLeftOccasion(trigger, customer, within);
  }
};
