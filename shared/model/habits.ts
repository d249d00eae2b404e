import * as z from "zod";

/** Section `habits` of `model.json`: what customers' habits are compared with. */
export const habitsOfShopSchema = z.object({
  /** Counted orders up to the as-of day of which it is known whether they were discounted, and those that were. */
  orders: z.int().nonnegative(),
  discountedOrders: z.int().nonnegative(),
  /** Of those orders, the share discounted; null where there are none. */
  discountShare: z.number().min(0).max(1).nullable(),
  /** How many orders the shop's share weighs against a customer's own in price sensitivity; null where none is discounted. */
  priorOrders: z.number().positive().nullable(),
});
export type HabitsOfShop = z.infer<typeof habitsOfShopSchema>;
