import { minorDigits } from "../../model/minor-units.ts";
import type { Currency } from "../../model/money.ts";
import { soundAmount } from "../read-amount.ts";

/**
 * Stripe's own digits where they are not two (docs.stripe.com/currencies). They differ from ISO 4217's: ISK and UGX have two
 * there, for they once had; MGA has none; IQD and LYD two.
 */
const digitsAtStripe: ReadonlyMap<Currency, number> = new Map([
  ...["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"].map(
    (code) => [code, 0] as const,
  ),
  ...["BHD", "JOD", "KWD", "OMR", "TND"].map((code) => [code, 3] as const),
]);

const shiftOf = (currency: Currency): number => minorDigits(currency) - (digitsAtStripe.get(currency) ?? 2);

/**
 * An amount in Stripe's smallest unit of a currency, in minor units of ISO 4217.
 *
 * @example stripeMinor(500000, "UGX") // 5000
 * @throws PoisonError `bad-amount` for what is too large to be money
 */
export const stripeMinor = (amount: number, currency: Currency): number =>
  soundAmount(Math.round(amount * 10 ** shiftOf(currency)));

/** Undoes `stripeMinor`. */
export const stripeAmount = (minor: number, currency: Currency): number => Math.round(minor * 10 ** -shiftOf(currency));
