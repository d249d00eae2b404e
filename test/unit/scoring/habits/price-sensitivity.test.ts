import { describe, expect, it } from "vitest";
import {
  addDiscounts,
  type DiscountCounts,
  discountCountsSchema,
  habitsOfShop,
  mergeDiscounts,
  noDiscountCounts,
  priceSensitivity,
} from "../../../../shared/scoring/habits/price-sensitivity.ts";
import { beta, seededRandom } from "../../../../shared/stats/random.ts";

const countsOf = (customers: readonly (readonly [orders: number, discounted: number])[]): DiscountCounts => {
  const counts = noDiscountCounts();
  for (const [orders, discounted] of customers) addDiscounts(counts, orders, discounted);
  return counts;
};

/** Customers whose shares of discounted orders are beta(weight share, weight (1 - share)). */
const shopOf = (share: number, weight: number, customers = 20_000) => {
  const random = seededRandom(20261122);
  return Array.from({ length: customers }, (): [number, number] => {
    const own = beta(random, weight * share, weight * (1 - share));
    const orders = 1 + Math.floor(8 * random());
    const discounted = Array.from({ length: orders }, () => random() < own).filter(Boolean).length;
    return [orders, discounted];
  });
};

describe("price sensitivity", () => {
  const shop = { orders: 1000, discountedOrders: 200, discountShare: 0.2, priorOrders: 5 };

  it("is the shrunk share over the shop's", () => {
    expect(priceSensitivity(shop, 10, 5)).toBeCloseTo((5 + 1) / (10 + 5) / 0.2, 14);
  });

  it("is 1 for who buys at a discount as often as the shop does, whatever the number of orders", () => {
    for (const orders of [5, 10, 1000]) expect(priceSensitivity(shop, orders, orders / 5)).toBeCloseTo(1, 14);
  });

  it("says less of few orders than of many", () => {
    const allDiscounted = [1, 2, 10, 100].map((orders) => priceSensitivity(shop, orders, orders) ?? 0);
    expect(allDiscounted).toEqual([...allDiscounted].sort((a, b) => a - b));
    expect(allDiscounted[0]).toBeCloseTo(2 / 6 / 0.2, 14);
    expect(allDiscounted.at(-1)).toBeLessThan(5);
  });

  it("is not known in a shop without discounts, nor of orders of which nothing is told", () => {
    const none = habitsOfShop(countsOf([[10, 0]]));
    expect(none).toEqual({ orders: 10, discountedOrders: 0, discountShare: 0, priorOrders: null });
    expect(priceSensitivity(none, 10, 0)).toBeNull();
    expect(priceSensitivity(shop, 0, 0)).toBeNull();
    expect(habitsOfShop(noDiscountCounts())).toMatchObject({ discountShare: null, priorOrders: null });
    expect(priceSensitivity({ ...shop, discountShare: null }, 10, 5)).toBeNull();
  });

  it("has a mean of 1 over the shop's orders", () => {
    const customers = shopOf(0.3, 4);
    const habits = habitsOfShop(countsOf(customers));
    const sum = customers.reduce(
      (total, [orders, discounted]) => total + orders * (priceSensitivity(habits, orders, discounted) ?? 0),
      0,
    );
    expect(sum / habits.orders).toBeCloseTo(1, 1);
  });
});

describe("the weight of the shop's share", () => {
  it.each([
    [0.2, 2],
    [0.5, 6],
    [0.3, 20],
  ])("is found in a shop of share %d and weight %d", (share, weight) => {
    const { priorOrders } = habitsOfShop(countsOf(shopOf(share, weight)));
    expect((priorOrders ?? 0) / weight).toBeGreaterThan(0.9);
    expect((priorOrders ?? 0) / weight).toBeLessThan(1.1);
  });

  it("is large where customers do not differ, one where they differ as much as can be, ten where few orders tell", () => {
    const alike = Array.from({ length: 2000 }, (): [number, number] => [2, 1]);
    const apart = Array.from({ length: 2000 }, (_, i): [number, number] => [2, 2 * (i % 2)]);
    expect(habitsOfShop(countsOf(alike)).priorOrders).toBe(100);
    expect(habitsOfShop(countsOf(apart)).priorOrders).toBe(1);
    // Two orders of one customer are two pairs: 500 customers make the thousand that is needed.
    expect(habitsOfShop(countsOf(apart.slice(0, 500))).priorOrders).toBe(1);
    expect(habitsOfShop(countsOf(apart.slice(0, 499))).priorOrders).toBe(10);
    expect(habitsOfShop(countsOf([[5000, 5000]])).priorOrders).toBe(10);
  });

  it("does not depend on how customers are cut into shards, nor on their order", () => {
    const customers = shopOf(0.3, 4, 3000);
    const merged = noDiscountCounts();
    for (const shard of [2, 0, 1]) {
      const part = countsOf(customers.filter((_, i) => i % 3 === shard));
      mergeDiscounts(merged, discountCountsSchema.parse(JSON.parse(JSON.stringify(part))));
    }
    expect(merged).toEqual(countsOf([...customers].reverse()));
  });
});
