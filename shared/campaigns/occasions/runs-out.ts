import { categoryKey } from "../../model/category-days.ts";
import type { TriggerOf } from "../../model/trigger.ts";
import { addDays } from "../../scoring/summaries/epoch-day.ts";
import type { FindOccasion } from "./occasion.ts";

/**
 * The day by which what somebody last bought of a category is used up; once until they buy of it again. What else they bought since
 * leaves it standing: of a purchase after the night nobody knows what it was, and it counts as that.
 */
export const runsOutOccasion: FindOccasion<TriggerOf<"runs-out">> = ({ category }, { categories, lastDay }) => {
  const bought = categories?.get(categoryKey(category));
  if (bought?.lastsDays === undefined) return undefined;
  return { day: addDays(bought.lastDay, bought.lastsDays), name: bought.lastDay, exitAfter: lastDay };
};
