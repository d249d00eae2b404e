import type { Day } from "../../model/time.ts";

/** Days from 0000-03-01 to 1970-01-01. Years are counted from March here, so that the leap day is the last of its year. */
const MARCH_0000 = 719_468;
const DAYS_PER_ERA = 146_097;
const YEARS_PER_ERA = 400;
const LAST = 2_932_896;
const FIRST = -719_528;

/** Days before the first of a month, counted from March: 0, 31, 61, 92, ... */
const daysBefore = (monthFromMarch: number): number => Math.floor((153 * monthFromMarch + 2) / 5);

/**
 * Days since 1970-01-01 of a calendar day: the integer in which all scoring counts time.
 * Calendar days carry no time zone, so this is exact over every daylight-saving change. Throws a RangeError for what is no day.
 * By whole numbers alone (H. Hinnant, "chrono-compatible low-level date algorithms"): a night converts millions of days.
 *
 * @example toEpochDay("1970-01-02") // 1
 */
export const toEpochDay = (day: Day): number => {
  const year = digits(day, 0, 4);
  const month = digits(day, 5, 7);
  const dayOfMonth = digits(day, 8, 10);
  const written = day.length === 10 && day[4] === "-" && day[7] === "-";
  if (!(written && year >= 0 && month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= daysIn(year, month))) {
    throw new RangeError(`"${day}" is not a day; expected YYYY-MM-DD`);
  }
  const fromMarch = month > 2 ? year : year - 1;
  const era = Math.floor(fromMarch / YEARS_PER_ERA);
  const yearOfEra = fromMarch - era * YEARS_PER_ERA;
  const dayOfYear = daysBefore(month > 2 ? month - 3 : month + 9) + dayOfMonth - 1;
  return era * DAYS_PER_ERA + daysBeforeYear(yearOfEra) + dayOfYear - MARCH_0000;
};

/**
 * The calendar day that lies `epochDay` days after 1970-01-01, for years 0 to 9999; of a fraction, the day it lies in.
 * Throws a RangeError beyond them.
 *
 * @example fromEpochDay(1) // "1970-01-02"
 */
export const fromEpochDay = (epochDay: number): Day => {
  if (!(epochDay >= FIRST && epochDay < LAST + 1)) {
    throw new RangeError(`${epochDay} days after 1970-01-01 lie outside the years 0 to 9999`);
  }
  const days = Math.floor(epochDay) + MARCH_0000;
  const era = Math.floor(days / DAYS_PER_ERA);
  const dayOfEra = days - era * DAYS_PER_ERA;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - daysBeforeYear(yearOfEra);
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = era * YEARS_PER_ERA + yearOfEra + (month > 2 ? 0 : 1);
  const dayOfMonth = dayOfYear - daysBefore(monthFromMarch) + 1;
  return `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`;
};

/** The day `days` days later (earlier if negative). */
export const addDays = (day: Day, days: number): Day => fromEpochDay(toEpochDay(day) + days);

/** Whole days from one day to another; negative if `to` comes first. */
export const daysBetween = (from: Day, to: Day): number => toEpochDay(to) - toEpochDay(from);

/** Days of an era before a year of it: all its years have 365, and the leap days that lie before. */
const daysBeforeYear = (yearOfEra: number): number =>
  yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);

const daysIn = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % YEARS_PER_ERA === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};

const twoDigits = (number: number): string => (number < 10 ? `0${number}` : `${number}`);

/** The number that digits at these places write; NaN where something else stands there. */
const digits = (text: string, start: number, end: number): number => {
  let number = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
};
