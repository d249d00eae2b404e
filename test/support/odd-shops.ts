import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import type { Shop } from "./night-of-days.ts";
import { lowPurchaseShop, retailShop, type ShopTruth, simulatePurchaseDays } from "./simulate-customers.ts";

/** An ordinary shop of two years, up to `AS_OF_DAY`. */
const ordinaryShop = (truth: ShopTruth, customers: number, seed: number): Shop => [
  ...simulatePurchaseDays(truth, customers, seed),
];
export const manyPurchases = (customers: number, seed: number): Shop => ordinaryShop(retailShop, customers, seed);
export const fewPurchases = (customers: number, seed: number): Shop => ordinaryShop(lowPurchaseShop, customers, seed);

const oneOrder = (day: number, netMinor: number): PurchaseDay => ({ day, orders: 1, netMinor });

/** Ten customers more, or so many, whose one order has a day on which its date was lost. */
export const lostDates = (days: readonly number[]): Shop => days.map((day) => [oneOrder(day, 4_000)]);

/** The same, of customers who also bought as others do since. */
export const lostFirstDates = (shop: Shop, days: readonly number[]): Shop =>
  shop.map((bought, i) => {
    const lost = days[i];
    return lost === undefined ? bought : [oneOrder(lost, 4_000), ...bought];
  });
