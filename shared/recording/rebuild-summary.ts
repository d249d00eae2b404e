import type { Customer } from "../model/customer.ts";
import { type NotCounted, type Order, talliedAs } from "../model/order.ts";
import type { Settings } from "../model/settings.ts";
import { hourOf } from "../model/shop-time.ts";
import { toEpochDay } from "../scoring/summaries/epoch-day.ts";
import { addNotCounted, withFewWords } from "../scoring/summaries/not-counted.ts";
import { encodePurchaseDays } from "../scoring/summaries/purchase-days.ts";
import { type DayOrder, largestCategory, rankCategories } from "./categories.ts";
import { type Judgement, judgeOrder } from "./judge-order.ts";
import { keepDays, soundSum } from "./keep-days.ts";

/**
 * What a customer's row says of all their orders, in whatever order these come: per purchase day in the shop's time zone,
 * how many orders counted, their net value in minor units, and how they were bought; and the names of the categories
 * that the days speak of; and how many orders do not count, by reason. Orders are judged anew, by the settings of today.
 */
export const rebuildSummary = (
  orders: Iterable<Order>,
  settings: Settings,
): Pick<Customer, "days" | "categories" | "notCounted"> & { days: Uint8Array<ArrayBuffer> } => {
  const judged = [...orders].map((order) => ({ order, ...judgeOrder(order, settings) }));
  const notCounted = tallyNotCounted(judged);
  const days = [...byDay(judged)]
    .sort(([a], [b]) => a - b)
    .map(([day, ordersOfDay]) => ({ day, ordersOfDay, category: largestCategory(ordersOfDay) }));
  const categories = rankCategories(days.map(({ category }) => category));
  const placeOf = new Map<string | undefined, number>(categories.map((name, place) => [name, place]));
  const purchaseDays = days.map(({ day, ordersOfDay, category }) => ({
    day,
    orders: ordersOfDay.length,
    netMinor: soundSum(ordersOfDay.map(({ netMinor }) => netMinor)),
    habit: {
      hour: hourOfFirst(ordersOfDay, settings.timeZone),
      discountedOrders: ordersOfDay.filter(({ facts }) => facts.discountMinor > 0).length,
      category: placeOf.get(category),
    },
  }));
  return {
    days: Uint8Array.from(encodePurchaseDays(keepDays(purchaseDays))),
    ...(categories.length > 0 && { categories }),
    ...(Object.keys(notCounted).length > 0 && { notCounted }),
  };
};

/** Counted orders by purchase day, those of a day by key, so that sums do not depend on the order they were read in. */
const byDay = (judged: readonly (Judgement & { order: Order })[]): Map<number, DayOrder[]> => {
  const days = new Map<number, DayOrder[]>();
  for (const { order, counted, netMinor, day } of judged) {
    if (counted.state !== "counted" || day === undefined || order.facts === undefined) continue;
    const counts = { orderKey: order.orderKey, facts: order.facts, netMinor };
    const epochDay = toEpochDay(day);
    const known = days.get(epochDay);
    if (known) known.push(counts);
    else days.set(epochDay, [counts]);
  }
  for (const ordersOfDay of days.values()) ordersOfDay.sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1));
  return days;
};

const tallyNotCounted = (judged: readonly (Judgement & { order: Order })[]): NotCounted => {
  const tally: NotCounted = {};
  for (const { counted, order } of judged) {
    if (counted.state === "not-counted") addNotCounted(tally, { [talliedAs(counted.reason, order.facts?.status)]: 1 });
  }
  return withFewWords(tally);
};

/** Hour of the earliest order that tells a time of day. */
const hourOfFirst = (orders: readonly DayOrder[], timeZone: string): number | undefined => {
  const inTime = orders.map(({ facts }) => facts.orderedAt).sort((a, b) => Date.parse(a) - Date.parse(b));
  for (const orderedAt of inTime) {
    const hour = hourOf(orderedAt, timeZone);
    if (hour !== undefined) return hour;
  }
  return undefined;
};
