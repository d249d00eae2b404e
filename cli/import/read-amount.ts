import { minorDigits } from "../../shared/model/minor-units.ts";
import { type Currency, MAX_AMOUNT_MINOR } from "../../shared/model/money.ts";
import type { Read } from "./doubts.ts";

/** An amount as a file writes it, in minor units; or what is wrong with it. */
export type Amount = Read<number>;

const decimal = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/**
 * Reads a decimal with a dot exactly, without going through binary fractions. Zeros past the currency's digits are
 * harmless; any other digit there would have to be rounded, so it is refused.
 *
 * @example readAmount("12.5", "EUR") // { value: 1250 }
 */
export const readAmount = (text: string, currency: Currency): Amount => {
  const parts = decimal.exec(text);
  if (!parts)
    return {
      reason: `"${shortened(text)}" is not an amount: digits with a dot and nothing between thousands, such as 1234.50`,
    };
  const [, sign = "", whole = "", fraction = ""] = parts;
  const digits = minorDigits(currency);
  if (/[^0]/.test(fraction.slice(digits))) {
    return { reason: `"${shortened(text)}" has more decimals than ${currency} has (${digits})` };
  }
  const amountMinor = Number(`${sign}${whole}${fraction.slice(0, digits).padEnd(digits, "0")}`);
  if (Math.abs(amountMinor) > MAX_AMOUNT_MINOR) return { reason: `"${shortened(text)}" is too large an amount` };
  return { value: amountMinor === 0 ? 0 : amountMinor };
};

const shortened = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
