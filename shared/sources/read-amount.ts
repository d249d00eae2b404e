import { knownCurrencySchema } from "../model/currencies.ts";
import { PoisonError } from "../model/errors.ts";
import { minorDigits } from "../model/minor-units.ts";
import { type Currency, MAX_AMOUNT_MINOR } from "../model/money.ts";

const decimal = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,2}))?$/;

/**
 * An amount as a source writes it, in minor units, by arithmetic on its digits: `"199.65"`, `89.99`, `"-16.20"`, `4450000`.
 * Digits past the currency's are rounded half away from zero, as shops do: some keep tenths of a cent.
 *
 * @example minorOf("0.285", "EUR") // 29
 * @throws PoisonError `bad-amount` for what is no decimal number, or too large to be money
 */
export const minorOf = (amount: string, currency: Currency): number => {
  const minor = minorIn(amount, currency);
  if (minor === undefined) throw new PoisonError("bad-amount", "an amount is no decimal number");
  return soundAmount(minor);
};

/** The same of an amount that is no part of an order's value: undefined where nobody can read it. */
export const keptMinorOf = (amount: string | null | undefined, currency: Currency): number | undefined => {
  const minor = minorIn(amount ?? "", currency);
  return minor !== undefined && isSound(minor) ? minor : undefined;
};

const minorIn = (amount: string, currency: Currency): number | undefined => {
  const parts = decimal.exec(amount.trim());
  if (!parts) return undefined;
  const [, sign, whole = "", fraction = "", exponent = "0"] = parts;
  const digits = whole + fraction;
  const end = whole.length + Number(exponent) + minorDigits(currency);
  const kept = digits.slice(0, Math.max(0, end)).padEnd(end, "0");
  const roundUp = (digits[end] ?? "0") >= "5" ? 1 : 0;
  const minor = Number(kept) + roundUp;
  return sign === "-" && minor !== 0 ? -minor : minor;
};

const isSound = (amountMinor: number): boolean => Math.abs(amountMinor) <= MAX_AMOUNT_MINOR;

/** @throws PoisonError `bad-amount` for what is too large to be money, and would spoil every sum it is part of */
export const soundAmount = (amountMinor: number): number => {
  if (isSound(amountMinor)) return amountMinor;
  throw new PoisonError("bad-amount", "an amount is too large to be money");
};

/** @throws PoisonError `unknown-currency` for what is no currency, such as `EUX` */
export const currencyOf = (text: string | undefined): Currency => {
  const currency = knownCurrencySchema.safeParse(text?.trim().toUpperCase());
  if (!currency.success) throw new PoisonError("unknown-currency", "the currency is none of ISO 4217, such as EUR");
  return currency.data;
};
