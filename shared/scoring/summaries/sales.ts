import * as z from "zod";
import { MAX_AMOUNT_MINOR } from "../../model/money.ts";

/** Counted orders that name nobody, and their net value in minor units: in no customer's number (docs/adr/0012). */
export const salesSchema = z.object({ orders: z.int().nonnegative(), netMinor: z.int() });
export type Sales = z.infer<typeof salesSchema>;

export const noSales = (): Sales => ({ orders: 0, netMinor: 0 });

/** Adds sales to a tally of them. */
export const addSales = (tally: Sales, { orders, netMinor }: Sales): void => {
  tally.orders += orders;
  tally.netMinor = Math.min(MAX_AMOUNT_MINOR, tally.netMinor + netMinor);
};
