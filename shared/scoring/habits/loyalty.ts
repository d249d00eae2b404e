import type { Tier } from "../../model/customer.ts";
import type { Loyalty } from "../../model/customer-row.ts";
import { VARIATION } from "../../model/rule-limits.ts";
import type { Habits } from "./habits.ts";

/**
 * Whether a customer who came back at least three times can be counted on:
 *
 * - `lost`: asleep by the tier in force.
 * - `loyal`: comes back at their own rhythm without being paid for it: awake by the tier in force, days between purchases
 *   that do not come in bursts (coefficient of variation at most 1.25), and at most half of the orders discounted.
 * - `elastic`: everybody else: comes for discounts, in bursts, or is late by their own rhythm.
 *
 * null: fewer than three intervals tell too little. Orders of which no discount is known count as full-price ones.
 */
export const loyaltyOf = (
  tier: Tier,
  {
    intervalVariation,
    toldOrders,
    discountedOrders,
  }: Pick<Habits, "intervalVariation" | "toldOrders" | "discountedOrders">,
): Loyalty | null => {
  if (intervalVariation === null) return null;
  if (tier === "asleep") return "lost";
  const fullPrice = discountedOrders * 2 <= toldOrders;
  const keepsRhythm = intervalVariation <= VARIATION.uneven && tier === "awake";
  return fullPrice && keepsRhythm ? "loyal" : "elastic";
};
