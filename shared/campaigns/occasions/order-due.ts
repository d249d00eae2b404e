import type { TriggerOf } from "../../model/trigger.ts";
import type { FindOccasion } from "./occasion.ts";

/** The day by which half of such customers have bought again, as it was foretold at the last purchase; once until they buy again. */
export const orderDueOccasion: FindOccasion<TriggerOf<"order-due">> = (_trigger, { lastDay, orderDueOn }) =>
  lastDay === undefined || orderDueOn === undefined
    ? undefined
    : { day: orderDueOn, name: lastDay, exitAfter: lastDay };
