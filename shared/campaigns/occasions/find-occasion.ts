import type { Trigger } from "../../model/trigger.ts";
import { birthdayOccasion } from "./birthday.ts";
import { cartLeftOccasion } from "./cart-left.ts";
import type { Days, KnownCustomer, Occasion } from "./occasion.ts";
import { isWithin } from "./occasion.ts";
import { tierEnteredOccasion } from "./tier-entered.ts";

/** The newest occasion of a trigger for a customer within some days; undefined where there is none. */
export const findOccasion = (trigger: Trigger, customer: KnownCustomer, within: Days): Occasion | undefined => {
  const occasion = anyOccasion(trigger, customer, within);
  return occasion && isWithin(occasion.day, within) ? occasion : undefined;
};

const anyOccasion = (trigger: Trigger, customer: KnownCustomer, within: Days): Occasion | undefined => {
  switch (trigger.on) {
    case "tier-entered":
      return tierEnteredOccasion(trigger, customer, within);
    case "birthday":
      return birthdayOccasion(trigger, customer, within);
    case "cart-left":
      return cartLeftOccasion(trigger, customer, within);
  }
};
