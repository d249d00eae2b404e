import * as z from "zod";

/** The shape of a currency: three capital letters. Which of them are currencies stands in `currencies.ts`, and is asked where they enter. */
export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: "a currency is three capital letters, such as EUR", abort: true });
export type Currency = z.infer<typeof currencySchema>;

/** No order of any shop is worth more; sums of some ninety such amounts are still exact numbers. */
export const MAX_AMOUNT_MINOR = 1e14;

/** An amount in minor units (cents, fen; yen have none). */
export const minorSchema = z.int();

/** A sum of amounts over a shop, in minor units: whole, exact up to 2^53, and rounded beyond that. */
export const sumMinorSchema = z.number().multipleOf(1);
