import { FEWEST_CATEGORY_DAYS } from "../../model/rule-limits.ts";
import type { PurchaseDay } from "../summaries/purchase-days.ts";

/**
 * The name of the category that more than half of a customer's first `count` purchase days went to, of those days of which
 * a category is known; null under three such days, or where no category has the majority. There is never a tie.
 * A day's category is the one with the largest share of its net value. `names` is `Customer.categories`.
 */
export const favouriteCategory = (
  days: readonly PurchaseDay[],
  count: number,
  names: readonly string[],
): string | null => {
  // Stryker disable next-line ConditionalExpression,LogicalOperator,EqualityOperator: saves time alone, the loops say the same
  if (count < FEWEST_CATEGORY_DAYS || names.length === 0) return null;
  const daysOf = new Uint32Array(names.length);
  let known = 0;
  for (let i = 0; i < count; i++) {
    const category = days[i]?.habit?.category;
    if (category === undefined || category >= names.length) continue;
    known += 1;
    daysOf[category] = (daysOf[category] ?? 0) + 1;
  }
  if (known < FEWEST_CATEGORY_DAYS) return null;
  for (let category = 0; category < names.length; category++) {
    if ((daysOf[category] ?? 0) * 2 > known) return names[category] ?? null;
  }
  return null;
};
