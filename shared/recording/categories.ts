import type { OrderFacts } from "../model/order.ts";
import type { Settings } from "../model/settings.ts";
import { MOST_CATEGORIES } from "../scoring/summaries/purchase-days.ts";
import { categoryOfItem } from "./category-of-item.ts";

/** Categories of one order that a row has room for. */
const MOST_SHARES = 16;

/**
 * The share of an order's net value that each category has, in minor units: it is spread over its items by their amounts, or by
 * their quantities where an item tells no amount: refunds are not told by item. Empty where no item has a category. Of very many
 * the largest stay.
 */
export const sharesOf = (
  items: OrderFacts["items"],
  netMinor: number,
  categories: Settings["orders"]["categories"],
): Map<string, number> => {
  const byAmount = items.every(({ totalMinor }) => totalMinor !== undefined);
  const weights = items.map(({ totalMinor = 0, quantity }) => Math.max(0, byAmount ? totalMinor : quantity));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = new Map<string, number>();
  for (const [at, item] of items.entries()) {
    const name = categoryOfItem(item, categories);
    const weight = weights[at] ?? 0;
    if (name !== "" && weight > 0) shares.set(name, (shares.get(name) ?? 0) + (netMinor * weight) / whole);
  }
  return new Map(
    [...shares]
      .sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1))
      .slice(0, MOST_SHARES)
      .map(([name, share]) => [name, Math.round(share)]),
  );
};

/**
 * The categories of a customer's purchase days, the one of most days first, of equally many the name first in code-unit
 * order; as many as `Customer.categories` has room for.
 */
export const rankCategories = (categoryOfDays: readonly (string | undefined)[]): string[] => {
  const days = new Map<string, number>();
  for (const name of categoryOfDays) if (name !== undefined) days.set(name, (days.get(name) ?? 0) + 1);
  return [...days]
    .sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1))
    .map(([name]) => name)
    .slice(0, MOST_CATEGORIES);
};
