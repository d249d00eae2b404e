import type { TriggerOf } from "../../model/trigger.ts";
import type { FindOccasion } from "./occasion.ts";

/**
 * A day on which somebody bought: their first, their last, or their n-th. A night knows the n-th as long as it is the last: what was
 * bought after it ends the story.
 */
export const orderedOccasion: FindOccasion<TriggerOf<"ordered">> = ({ which }, { firstDay, lastDay, purchaseDays }) => {
  if (firstDay === undefined || lastDay === undefined) return undefined;
  if (typeof which === "number" && purchaseDays !== which) return undefined;
  const day = which === "first" ? firstDay : lastDay;
  return { day, name: day, exitAfter: day };
};
