import type { OrderFacts } from "../model/order.ts";
import { MOST_CATEGORIES } from "../scoring/summaries/purchase-days.ts";

/** A counted order of one purchase day. */
export type DayOrder = { readonly orderKey: string; readonly facts: OrderFacts; readonly netMinor: number };

/**
 * The category with the largest share of a day's net value; undefined where no item names one. An order's net value is
 * spread over its items by their amounts, or by their quantities where an item tells no amount: refunds are not told by item.
 * Of equal shares, the name first in code-unit order. A title is no category: it says what was bought, not what kind it is.
 */
export const largestCategory = (orders: readonly DayOrder[]): string | undefined => {
  const shares = new Map<string, number>();
  for (const { facts, netMinor } of orders) addShares(shares, facts.items, netMinor);
  const [largest] = [...shares].sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1));
  return largest?.[0];
};

const addShares = (shares: Map<string, number>, items: OrderFacts["items"], netMinor: number): void => {
  const byAmount = items.every(({ totalMinor }) => totalMinor !== undefined);
  const weights = items.map(({ totalMinor = 0, quantity }) => Math.max(0, byAmount ? totalMinor : quantity));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  for (const [at, { category }] of items.entries()) {
    const name = categoryName(category);
    const weight = weights[at] ?? 0;
    if (name !== "" && weight > 0) shares.set(name, (shares.get(name) ?? 0) + (netMinor * weight) / whole);
  }
};

/** Names that look the same are the same. */
const categoryName = (category = ""): string => category.normalize("NFC").replaceAll(/\s+/g, " ").trim();

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
