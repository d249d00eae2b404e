import type { TriggerOf } from "../../model/trigger.ts";
import { addDays } from "../../scoring/summaries/epoch-day.ts";
import type { FindOccasion } from "./occasion.ts";

/** The newest cart. Nobody knows whether what was bought on that day was bought before it was left or after, so it counts as after. */
export const cartLeftOccasion: FindOccasion<TriggerOf<"cart-left">> = (_trigger, { cartLeftOn }) =>
  cartLeftOn === undefined ? undefined : { day: cartLeftOn, name: cartLeftOn, exitAfter: addDays(cartLeftOn, -1) };
