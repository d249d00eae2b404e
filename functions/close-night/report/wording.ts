import { minorPerMajor } from "../../../shared/model/minor-units.ts";
import type { Currency } from "../../../shared/model/money.ts";
import type { Day } from "../../../shared/model/time.ts";

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const significant = new Intl.NumberFormat("en", { maximumSignificantDigits: 5 });
const dayFormat = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" });

/** `1,234` */
export const count = (value: number): string => whole.format(value);
/** A number that is shown to be compared, not copied: at most five significant digits. */
export const figure = (value: number): string => significant.format(value);
/** `12.3%`, and a dash where nothing is divided by nothing. */
export const share = (part: number, of: number): string => (of === 0 ? "–" : `${oneDigit.format((100 * part) / of)}%`);
/** `November 20, 2026` */
export const longDay = (day: Day): string => dayFormat.format(new Date(`${day}T00:00:00Z`));
/** `3 customers`, `1 customer` */
export const counted = (value: number, noun: string): string => `${count(value)} ${noun}${value === 1 ? "" : "s"}`;

/** An amount for reading: whole major units from a hundred up, the currency's digits below. */
export const money = (amountMinor: number, currency: Currency): string => {
  const major = amountMinor / minorPerMajor(currency);
  const digits = Math.abs(major) >= 100 || Number.isInteger(major) ? { maximumFractionDigits: 0 } : {};
  return new Intl.NumberFormat("en", { style: "currency", currency, ...digits }).format(major);
};
