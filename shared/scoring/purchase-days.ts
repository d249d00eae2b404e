import { RouseError } from "../model/errors.ts";
import { VarintReader, writeSignedVarint, writeVarint } from "../stats/varint.ts";

/** One calendar day, in the shop's time zone, on which a customer bought: `day` in days since 1970-01-01. */
export type PurchaseDay = { readonly day: number; readonly orders: number; readonly netMinor: number };

const VERSION = 1;

/**
 * Packs purchase days into `Customer.days`: about 5 bytes a day, so that ten years of a weekly buyer fit in 3 kB.
 *
 * Layout: one version byte (1), then for each day, in rising order, three variable-length integers (7 bits a byte, low
 * bits first, high bit set while more follow): days since the previous purchase day (for the first one: signed days since
 * 1970-01-01), counted orders, signed net value in minor units. A signed number carries its sign in the lowest bit.
 * No days, no bytes.
 *
 * Throws a `PurchaseDaysError` if days do not rise, orders are not positive, or a number is not a safe integer.
 */
export const encodePurchaseDays = (days: readonly PurchaseDay[]): Uint8Array => {
  const bytes: number[] = days.length === 0 ? [] : [VERSION];
  let previous: number | undefined;
  for (const { day, orders, netMinor } of days) {
    if (![day, orders, netMinor].every(Number.isSafeInteger)) fail("hold a number that is not a safe integer");
    if (orders < 1) fail(`have ${orders} orders on day ${day}; a purchase day has at least one`);
    if (previous === undefined) writeSignedVarint(bytes, day);
    else if (day > previous) writeVarint(bytes, day - previous);
    else fail(`have day ${day} after day ${previous}; days must rise`);
    writeVarint(bytes, orders);
    writeSignedVarint(bytes, netMinor);
    previous = day;
  }
  return Uint8Array.from(bytes);
};

/** Unpacks `Customer.days`, days rising. Throws a `PurchaseDaysError` for bytes that `encodePurchaseDays` did not write. */
export const decodePurchaseDays = (bytes: Uint8Array): PurchaseDay[] => {
  const days: PurchaseDay[] = [];
  if (bytes.length === 0) return days;
  if (bytes[0] !== VERSION) fail(`are of version ${bytes[0]}; this program reads version ${VERSION}`);
  const reader = new VarintReader(bytes, 1);
  try {
    for (let previous: PurchaseDay | undefined; !reader.done; ) {
      const day: number = previous === undefined ? reader.signed() : previous.day + reader.unsigned();
      const purchase: PurchaseDay = { day, orders: reader.unsigned(), netMinor: reader.signed() };
      if (purchase.orders < 1 || day === previous?.day) fail("hold a day twice or without orders");
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
