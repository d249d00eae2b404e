import type { Currency } from "./money.ts";

/** ISO 4217 currencies whose minor unit is not a hundredth. Every other code, also one outside the standard, has two digits. */
const digitsOf: ReadonlyMap<Currency, number> = new Map([
  ...[
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "ISK",
    "JPY",
    "KMF",
    "KRW",
    "PYG",
    "RWF",
    "UGX",
    "UYI",
    "VND",
    "VUV",
    "XAF",
    "XOF",
  ].map((code) => [code, 0] as const),
  ["XPF", 0],
  ...["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"].map((code) => [code, 3] as const),
  ...["CLF", "UYW"].map((code) => [code, 4] as const),
]);

/** Digits after the decimal point of an amount in this currency. */
export const minorDigits = (currency: Currency): number => digitsOf.get(currency) ?? 2;

/** How many minor units make one major unit: 100 cents a euro, 1 yen a yen. */
export const minorPerMajor = (currency: Currency): number => 10 ** minorDigits(currency);

/**
 * An amount as a decimal with a dot and the currency's digits: what files hold.
 *
 * @example decimalOf(-1205, "EUR") // "-12.05"
 */
export const decimalOf = (amountMinor: number, currency: Currency): string =>
  (amountMinor / minorPerMajor(currency)).toFixed(minorDigits(currency));
