import { RouseError } from "../../model/errors.ts";
import { VarintReader, VarintWriter } from "../../stats/varint.ts";

/** How a customer bought on one day: what later nights learn their habits from. */
export type DayHabit = {
  /** Hour of the day's first order, 0 to 23, in the shop's time zone; undefined where no time of day was told. */
  readonly hour: number | undefined;
  /** Counted orders with a discount, at most `orders`. */
  readonly discountedOrders: number;
  /** The category with the largest share of the day's net value, as its place in `Customer.categories`; undefined: none told. */
  readonly category: number | undefined;
};

/**
 * One calendar day, in the shop's time zone, on which a customer bought: `day` in days since 1970-01-01.
 * Without `habit` where the bytes are of version 1: written before Rouse kept habits.
 */
export type PurchaseDay = {
  readonly day: number;
  readonly orders: number;
  readonly netMinor: number;
  readonly habit?: DayHabit;
};

const PLAIN = 1;
const WITH_HABITS = 2;

/** Names that `Customer.categories` can hold. */
export const MOST_CATEGORIES = 32;
/** Radices of a habit's number: hours and "unknown"; "none" and categories. */
const HOURS = 25;
const CATEGORIES = MOST_CATEGORIES + 1;

/**
 * Packs purchase days into `Customer.days`: 6 to 7 bytes a day, so that ten years of a weekly buyer fit in 4 kB.
 *
 * Layout: one version byte, then for each day, in rising order, variable-length integers (7 bits a byte, low bits first,
 * high bit set while more follow): days since the previous purchase day (for the first one: signed days since 1970-01-01),
 * counted orders, signed net value in minor units, and in version 2 the habit. A signed number carries its sign in the
 * lowest bit. A habit is hour + 25 (category + 33 discounted orders), with 24 for an unknown hour, and 0 for no category
 * and 1 for the first one: one byte where no order was discounted and the category is among the first four, else two.
 * Days without habits are written as version 1. No days, no bytes.
 *
 * Throws a `PurchaseDaysError` if days do not rise, orders are not positive, a number is not a safe integer, only some days
 * have habits, or a habit is out of its bounds.
 */
export const encodePurchaseDays = (days: readonly PurchaseDay[]): Uint8Array => {
  const version = days[0]?.habit === undefined ? PLAIN : WITH_HABITS;
  const writer = new VarintWriter();
  if (days.length > 0) writer.unsigned(version);
  let previous: number | undefined;
  for (const { day, orders, netMinor, habit } of days) {
    if (![day, orders, netMinor].every(Number.isSafeInteger)) fail("hold a number that is not a safe integer");
    if (orders < 1) fail(`have ${orders} orders on day ${day}; a purchase day has at least one`);
    if (previous === undefined) writer.signed(day);
    else if (day > previous) writer.unsigned(day - previous);
    else fail(`have day ${day} after day ${previous}; days must rise`);
    writer.unsigned(orders);
    writer.signed(netMinor);
    if ((habit !== undefined) !== (version === WITH_HABITS)) fail("have habits on some days and not on others");
    if (habit !== undefined) writer.unsigned(habitNumber(habit, orders));
    previous = day;
  }
  return writer.toBytes();
};

const habitNumber = ({ hour = HOURS - 1, discountedOrders, category = -1 }: DayHabit, orders: number): number => {
  const number = hour + HOURS * (category + 1 + CATEGORIES * discountedOrders);
  const inBounds = hour >= 0 && hour < HOURS && category >= -1 && category < MOST_CATEGORIES;
  if (!inBounds || discountedOrders < 0 || discountedOrders > orders || !Number.isSafeInteger(number)) {
    fail(`have a habit out of bounds: hour ${hour}, category ${category}, ${discountedOrders} of ${orders} discounted`);
  }
  return number;
};

const readHabit = (number: number, orders: number): DayHabit => {
  const hour = number % HOURS;
  const rest = (number - hour) / HOURS;
  const category = rest % CATEGORIES;
  const discountedOrders = (rest - category) / CATEGORIES;
  if (discountedOrders > orders) fail(`hold ${discountedOrders} discounted orders on a day of ${orders}`);
  return {
    hour: hour === HOURS - 1 ? undefined : hour,
    discountedOrders,
    category: category === 0 ? undefined : category - 1,
  };
};

/** Unpacks `Customer.days`, days rising. Throws a `PurchaseDaysError` for bytes that `encodePurchaseDays` did not write. */
export const decodePurchaseDays = (bytes: Uint8Array): PurchaseDay[] => {
  const days: PurchaseDay[] = [];
  const version = bytes[0];
  if (version === undefined) return days;
  if (version !== PLAIN && version !== WITH_HABITS) {
    fail(`are of version ${version}; this program reads versions ${PLAIN} and ${WITH_HABITS}`);
  }
  const reader = new VarintReader(bytes, 1);
  try {
    for (let previous: PurchaseDay | undefined; !reader.done; ) {
      const day: number = previous === undefined ? reader.signed() : previous.day + reader.unsigned();
      const orders = reader.unsigned();
      const netMinor = reader.signed();
      if (orders < 1 || day === previous?.day) fail("hold a day twice or without orders");
      const purchase: PurchaseDay =
        version === PLAIN
          ? { day, orders, netMinor }
          : { day, orders, netMinor, habit: readHabit(reader.unsigned(), orders) };
      days.push(purchase);
      previous = purchase;
    }
  } catch (error) {
    if (error instanceof RangeError) fail(`are damaged: ${error.message}`);
    throw error;
  }
  return days;
};

const fail = (what: string): never => {
  throw new RouseError(
    "PurchaseDaysError",
    `A customer's purchase days ${what}. Rebuild the summary from the customer's orders.`,
  );
};
