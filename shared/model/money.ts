import { z } from "zod";

/** ISO 4217 shape: three capital letters. Sources also send codes outside the standard (Iranian toman `IRT`), so membership is not required. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/, "a currency is three capital letters, such as EUR");
export type Currency = z.infer<typeof currencySchema>;

/** No order of any shop is worth more; sums of some ninety such amounts are still exact numbers. */
export const MAX_AMOUNT_MINOR = 1e14;

/** An amount in minor units (cents, fen; yen have none). */
export const minorSchema = z.int();
