import * as z from "zod";
import type { HabitsOfShop } from "../../model/habits.ts";

const count = z.int().nonnegative();

/**
 * What customers' discounted orders add up to; every part is merged by adding. With n orders of a customer, d of them
 * discounted, `pairs` counts n (n - 1), ordered pairs of two orders of one customer; `firstDiscounted` d (n - 1) those whose
 * first order is discounted, and `bothDiscounted` d (d - 1).
 */
export const discountCountsSchema = z.object({
  orders: count,
  discounted: count,
  pairs: count,
  firstDiscounted: count,
  bothDiscounted: count,
});
export type DiscountCounts = z.infer<typeof discountCountsSchema>;

export const noDiscountCounts = (): DiscountCounts => ({
  orders: 0,
  discounted: 0,
  pairs: 0,
  firstDiscounted: 0,
  bothDiscounted: 0,
});

/** Adds one customer's orders, as `Habits` counts them. */
export const addDiscounts = (into: DiscountCounts, orders: number, discounted: number): void => {
  into.orders += orders;
  into.discounted += discounted;
  into.pairs += orders * (orders - 1);
  into.firstDiscounted += discounted * (orders - 1);
  into.bothDiscounted += discounted * (discounted - 1);
};

export const mergeDiscounts = (into: DiscountCounts, from: DiscountCounts): void => {
  into.orders += from.orders;
  into.discounted += from.discounted;
  into.pairs += from.pairs;
  into.firstDiscounted += from.firstDiscounted;
  into.bothDiscounted += from.bothDiscounted;
};

/** Fewest pairs by which it can be seen how much customers differ. */
const FEWEST_PAIRS = 1000;
/** Orders that the shop's share weighs where it cannot be seen; and the least and most that it ever weighs. */
const USUAL_WEIGHT = 10;
const LEAST_WEIGHT = 1;
const MOST_WEIGHT = 100;

/** Section `habits` of `model.json`. */
export const habitsOfShop = (counts: DiscountCounts): HabitsOfShop => ({
  orders: counts.orders,
  discountedOrders: counts.discounted,
  discountShare: counts.orders === 0 ? null : counts.discounted / counts.orders,
  priorOrders: counts.discounted === 0 ? null : priorOrders(counts),
});

/**
 * How many orders the shop's share weighs against a customer's own, by how alike two orders of one customer are: with
 * shares spread among customers as a beta distribution of weight k around the shop's, their correlation is 1 / (k + 1).
 * It is estimated by counting pairs (moments, as Fleiss 1981, 13.2, for the intraclass correlation of yes and no).
 */
const priorOrders = ({ pairs, firstDiscounted, bothDiscounted }: DiscountCounts): number => {
  const share = firstDiscounted / pairs;
  const spread = share * (1 - share);
  if (pairs < FEWEST_PAIRS || spread === 0) return USUAL_WEIGHT;
  const correlation = Math.max(0, (bothDiscounted / pairs - share * share) / spread);
  return Math.min(MOST_WEIGHT, Math.max(LEAST_WEIGHT, 1 / correlation - 1));
};

/**
 * A customer's share of discounted orders over the shop's: 1 is like the shop, 2 buys at a discount twice as often. Few
 * orders say little, so the share is drawn towards the shop's, which weighs as many orders as `priorOrders` says:
 * (discounted + priorOrders share) / (orders + priorOrders) / share, the mean of a beta posterior.
 * null where the shop never discounts, or nothing is known of the customer's orders.
 */
export const priceSensitivity = (
  { discountShare, priorOrders: weight }: HabitsOfShop,
  orders: number,
  discounted: number,
): number | null => {
  if (discountShare === null || weight === null || orders === 0) return null;
  return (discounted + weight * discountShare) / (orders + weight) / discountShare;
};
