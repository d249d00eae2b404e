import { categoryKey } from "../../model/category-days.ts";
import type { TriggerOf } from "../../model/trigger.ts";
import type { FindOccasion } from "./occasion.ts";

/**
 * A day on which somebody bought, or bought of a category: their first, their last, or their n-th. A night knows the n-th as long as it
 * is the last: what was bought after it ends the story.
 */
export const orderedOccasion: FindOccasion<TriggerOf<"ordered">> = ({ which, category }, customer) => {
  const bought = category === undefined ? customer : customer.categories?.get(categoryKey(category));
  if (bought?.firstDay === undefined || bought.lastDay === undefined) return undefined;
  if (typeof which === "number" && bought.purchaseDays !== which) return undefined;
  const day = which === "first" ? bought.firstDay : bought.lastDay;
  return { day, name: day, exitAfter: day };
};
