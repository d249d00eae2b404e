import { fromEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { seededRandom } from "../../shared/stats/random.ts";
import type { Shop } from "./night-of-days.ts";
import { AS_OF_DAY, lowPurchaseShop, retailShop, type ShopTruth, simulatePurchaseDays } from "./simulate-customers.ts";

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

/** Somebody who buys every few days for two years, for a third of all that the shop takes. */
export const reseller = (shop: Shop, everyDays = 2, share = 1 / 3): readonly PurchaseDay[] => {
  const total = shop.flat().reduce((sum, { netMinor }) => sum + netMinor, 0);
  const days = Math.floor(700 / everyDays);
  const each = Math.round((total * share) / (1 - share) / days);
  return Array.from({ length: days }, (_, at) => oneOrder(AS_OF_DAY - 700 + at * everyDays, each));
};

/** Everybody buys once a week on a weekday of their own, some since this week and some for two years; a few have left. */
export const weeklyShop = (customers: number, seed: number): Shop => {
  const random = seededRandom(seed);
  return Array.from({ length: customers }, () => {
    const weeks = 1 + Math.floor(random() * 104);
    const last = AS_OF_DAY - Math.floor(random() * 7);
    return Array.from({ length: weeks }, (_, at) => oneOrder(last - 7 * (weeks - 1 - at), 2_000));
  });
};

/** The shop as it was so many days ago, and nothing since. */
export const closedFor = (shop: Shop, days: number): Shop =>
  shop.map((bought) => bought.map((purchase) => ({ ...purchase, day: purchase.day - days })));

/** The same shop without what was bought in a stretch of days, from less than so many days ago until so many. */
export const closedBetween = (shop: Shop, from: number, until: number): Shop =>
  shop
    .map((bought) => bought.filter(({ day }) => day <= AS_OF_DAY - from || day > AS_OF_DAY - until))
    .filter((bought) => bought.length > 0);

/** The first so many days of the shop, its last day being tonight. */
export const youngShop = (shop: Shop, days: number): Shop => {
  const first = shop.flat().reduce((least, { day }) => Math.min(least, day), AS_OF_DAY);
  const late = AS_OF_DAY - (first + days - 1);
  return closedFor(shop, -late)
    .map((bought) => bought.filter(({ day }) => day <= AS_OF_DAY))
    .filter((bought) => bought.length > 0);
};

/** A share of the customers bought of a brand that the shop sold so many days ago, and nothing since. */
export const soldBrand = (shop: Shop, daysAgo: number, share: number): Shop =>
  shop
    .map((bought, i) => (i % 100 < 100 * share ? bought.filter(({ day }) => day <= AS_OF_DAY - daysAgo) : bought))
    .filter((bought) => bought.length > 0);

/** A share of the customers bought from May to August alone, of a brand that the shop sold so many days ago. */
export const soldSummerBrand = (shop: Shop, daysAgo: number, share: number): Shop => {
  const isSummer = (day: number) => /-0[5-8]-/.test(fromEpochDay(day));
  return shop
    .map((bought, i) =>
      i % 100 < 100 * share ? bought.filter(({ day }) => day <= AS_OF_DAY - daysAgo && isSummer(day)) : bought,
    )
    .filter((bought) => bought.length > 0);
};

/** All that anybody bought before the day, or those of whom `cameOver` says so, came in with the date of that day, as one order. */
export const movedOn = (shop: Shop, daysAgo: number, cameOver: (customer: number) => boolean = () => true): Shop =>
  shop.map((bought, i) => {
    const moved = AS_OF_DAY - daysAgo;
    const before = cameOver(i) ? bought.filter(({ day }) => day <= moved) : [];
    const netMinor = before.reduce((sum, purchase) => sum + purchase.netMinor, 0);
    return [...(before.length > 0 ? [oneOrder(moved, netMinor)] : []), ...bought.slice(before.length)];
  });
