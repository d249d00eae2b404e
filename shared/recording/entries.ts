import type { Entries, Entry, HolderRow } from "../model/evidence.ts";
import { type NotCounted, type Order, talliedAs } from "../model/order.ts";
import type { Settings } from "../model/settings.ts";
import { hourOf } from "../model/shop-time.ts";
import type { Day } from "../model/time.ts";
import { toEpochDay } from "../scoring/summaries/epoch-day.ts";
import { addNotCounted, withFewWords } from "../scoring/summaries/not-counted.ts";
import { decodePurchaseDays, encodePurchaseDays } from "../scoring/summaries/purchase-days.ts";
import { rankCategories, sharesOf } from "./categories.ts";
import { keepDays, soundSum } from "./keep-days.ts";

/** What an order is to its holder's sums, as it was judged; undefined while it has no day: only a refund or a deletion is known of it. */
export const entryOf = (
  { facts, counted, netMinor, day }: Pick<Order, "facts" | "counted" | "netMinor" | "day">,
  { timeZone, orders: { categories } }: Settings,
): Entry | undefined => {
  if (facts === undefined || day === undefined) return undefined;
  if (counted.state === "not-counted") return { day, reason: talliedAs(counted.reason, facts.status), netMinor };
  const hour = hourOf(facts.orderedAt, timeZone);
  const shares = facts.items.length === 0 ? [] : largest(sharesOf(facts.items, netMinor, categories));
  return {
    day,
    netMinor,
    ...(hour !== undefined && { hour }),
    ...(facts.discountMinor > 0 && { discounted: true }),
    ...(shares.length > 0 && { shares: Object.fromEntries(shares) }),
  };
};

/** Categories of one order that are kept: a row has an end (docs/limits.md). */
const MOST_SHARES = 4;
const largest = (shares: ReadonlyMap<string, number>): [string, number][] =>
  [...shares].sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1)).slice(0, MOST_SHARES);

/** What counts of one day's orders, with the name of the category that had most of it. */
export type BoughtDay = {
  day: number;
  orders: number;
  netMinor: number;
  hour: number | undefined;
  discountedOrders: number;
  category: string | undefined;
};
type Uncounted = NonNullable<HolderRow["uncounted"]>[number];

/** What entries come to, day by day, in rising order. */
export const sumUp = (entries: Entries): Sums => sumUpOrders(Object.entries(entries));

type Sums = { bought: BoughtDay[]; uncounted: Uncounted[] };

/** The same of orders by their keys. */
export const sumUpOrders = (entries: readonly (readonly [string, Entry])[]): Sums => {
  const days = Map.groupBy(inOrder(entries), ({ day }) => day);
  const sums: Sums = { bought: [], uncounted: [] };
  for (const [day, all] of [...days].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const counted = all.filter(isCounted);
    if (counted.length > 0) sums.bought.push(boughtOn(day, counted));
    if (counted.length < all.length) sums.uncounted.push(...uncountedOn(day, all));
  }
  return sums;
};

/** By key, so that sums do not depend on the order they were told in. */
const inOrder = (entries: readonly (readonly [string, Entry])[]): Entry[] =>
  entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);

const isCounted = ({ reason }: Entry): boolean => reason === undefined;

const boughtOn = (day: Day, counted: readonly Entry[]): BoughtDay => ({
  day: toEpochDay(day),
  orders: counted.length,
  netMinor: soundSum(counted.map(({ netMinor }) => netMinor)),
  hour: earliest(counted.map(({ hour }) => hour)),
  discountedOrders: counted.filter(({ discounted }) => discounted).length,
  category: categoryOf(counted),
});

const categoryOf = (counted: readonly Entry[]): string | undefined => {
  if (counted.every(({ shares }) => shares === undefined)) return undefined;
  const sums = new Map<string, number>();
  for (const { shares = {} } of counted)
    for (const [name, share] of Object.entries(shares)) sums.set(name, (sums.get(name) ?? 0) + share);
  return [...sums].sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1))[0]?.[0];
};

const uncountedOn = (day: Day, all: readonly Entry[]): Uncounted[] => {
  const reasons = all.flatMap(({ reason }) => reason ?? []);
  return [...new Set(reasons)].sort().map((reason) => [day, reason, reasons.filter((one) => one === reason).length]);
};

const earliest = (hours: readonly (number | undefined)[]): number | undefined => {
  const told = hours.filter((hour) => hour !== undefined);
  return told.length === 0 ? undefined : Math.min(...told);
};

/** Several holders' days as one person's. */
export const joinDays = (all: readonly BoughtDay[]): BoughtDay[] =>
  [...Map.groupBy(all, ({ day }) => day)].sort(([a], [b]) => a - b).map(([day, same]) => joinSameDay(day, same));

const joinSameDay = (day: number, same: readonly BoughtDay[]): BoughtDay => {
  const byValue = [...same].sort(
    (a, b) => b.netMinor - a.netMinor || ((a.category ?? "") < (b.category ?? "") ? -1 : 1),
  );
  return {
    day,
    orders: same.reduce((sum, one) => sum + one.orders, 0),
    netMinor: soundSum(same.map(({ netMinor }) => netMinor)),
    hour: earliest(same.map(({ hour }) => hour)),
    discountedOrders: same.reduce((sum, one) => sum + one.discountedOrders, 0),
    category: byValue.find(({ category }) => category !== undefined)?.category,
  };
};

export type PackedDays = { days: Uint8Array<ArrayBuffer>; categories?: string[] };

/** As a row keeps them. @param days in rising order */
export const packDays = (days: readonly BoughtDay[]): PackedDays => {
  const categories = rankCategories(days.map(({ category }) => category));
  const placeOf = new Map<string | undefined, number>(categories.map((name, place) => [name, place]));
  const packed = days.map(({ day, orders, netMinor, hour, discountedOrders, category }) => ({
    day,
    orders,
    netMinor,
    habit: { hour, discountedOrders, category: placeOf.get(category) },
  }));
  return {
    days: Uint8Array.from(encodePurchaseDays(keepDays(packed))),
    ...(categories.length > 0 && { categories }),
  };
};

/** Undoes `packDays`. */
export const unpackDays = ({
  days,
  categories = [],
}: {
  days?: Uint8Array | undefined;
  categories?: string[] | undefined;
}) =>
  decodePurchaseDays(days ?? new Uint8Array()).map(
    ({ day, orders, netMinor, habit }): BoughtDay => ({
      day,
      orders,
      netMinor,
      hour: habit?.hour,
      discountedOrders: habit?.discountedOrders ?? 0,
      category: habit?.category === undefined ? undefined : categories[habit.category],
    }),
  );

/** All that counts of a holder's orders, and how many do not. */
export const sumsOf = (holder: HolderRow): { bought: BoughtDay[]; uncounted: readonly Uncounted[] } => {
  const { bought, uncounted } = sumUp(holder.entries);
  return {
    bought: joinDays([...bought, ...unpackDays(holder)]),
    uncounted: [...uncounted, ...(holder.uncounted ?? [])],
  };
};

export const tallyUncounted = (uncounted: readonly Uncounted[]): NotCounted => {
  const tally: NotCounted = {};
  for (const [, reason, count] of uncounted) addNotCounted(tally, { [reason]: count });
  return withFewWords(tally);
};

/** How many orders lie at a holder, counted or not. */
export const ordersAt = (row: HolderRow): number => {
  const { bought, uncounted } = sumsOf(row);
  const ofDays = [...bought.map(({ orders }) => orders), ...uncounted.map(([, , orders]) => orders)];
  return ofDays.reduce((sum, orders) => sum + orders, 0);
};
