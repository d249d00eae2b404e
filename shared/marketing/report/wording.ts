import { grouped } from "../../model/counted.ts";
import { minorPerMajor } from "../../model/minor-units.ts";
import type { Currency } from "../../model/money.ts";
import type { Said } from "../../words/said.ts";

const oneDigit = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const significant = new Intl.NumberFormat("en", { maximumSignificantDigits: 5 });

/** The one place where the page's language is chosen. */
export const say = (said: Said): string => said.en;
/** `1,234` */
export const count = (value: number): string => grouped(value);
/** A number that is shown to be compared, not copied: at most five significant digits. */
export const figure = (value: number): string => significant.format(value);
/** `12.3%`; few are not none and nearly all are not all: `<0.1%`, `>99.9%`; and a dash where nothing is divided by nothing. */
export const share = (part: number, of: number): string => {
  if (of === 0) return "–";
  const text = `${oneDigit.format((100 * part) / of)}%`;
  if (text === "0%" && part > 0) return "<0.1%";
  return text === "100%" && part < of ? ">99.9%" : text;
};
/** `12.3%` of a share from 0 to 1, and a dash where nothing is known. */
export const percent = (value: number | null): string => (value === null ? "–" : share(value, 1));
/** `12.0%`: always one digit after the point, for columns that are compared. */
export const percentCell = (value: number | null): string => (value === null ? "–" : `${(100 * value).toFixed(1)}%`);
/** `+4.0%`, `−12.3%`: a share by which something is too much or too little. */
export const signedPercent = (value: number | null): string =>
  value === null ? "–" : `${value > 0 ? "+" : value < 0 ? "−" : ""}${percentCell(Math.abs(value))}`;
/** `0.166` with so many digits after the point. */
export const decimals = (value: number | null, digits: number): string =>
  value === null ? "–" : value.toFixed(digits);
/** `3 customers`, `1 customer` */
export const counted = (value: number, noun: string): string => `${count(value)} ${noun}${value === 1 ? "" : "s"}`;

/** An amount for reading: whole major units from a hundred up, the currency's digits below. */
export const money = (amountMinor: number, currency: Currency): string => {
  const major = amountMinor / minorPerMajor(currency);
  const digits = Math.abs(major) >= 100 || Number.isInteger(major) ? { maximumFractionDigits: 0 } : {};
  return new Intl.NumberFormat("en", { style: "currency", currency, ...digits }).format(major);
};

/** An amount that is expected and not counted: three digits say all that is known of it. */
export const expectedMoney = (amountMinor: number, currency: Currency): string => {
  const major = Number((amountMinor / minorPerMajor(currency)).toPrecision(3));
  return money(Math.round(major * minorPerMajor(currency)), currency);
};

/** `12 days`, in whole days, kept on one line. */
export const days = (value: number): string => counted(Math.round(value), "day").replace(" ", "\u00a0");
