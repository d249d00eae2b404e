import type { Day } from "../../model/time.ts";
import { type Days, isWithin } from "./occasion.ts";

/**
 * The yearly return of a day that lies within some days, the newest; undefined where there is none. 29 February returns on the
 * 28th in common years.
 *
 * @param monthDay `MM-DD`
 * @param within less than a year
 */
export const yearlyReturn = (monthDay: string, within: Days): Day | undefined =>
  [within.to, within.from]
    .map((day) => Number(day.slice(0, 4)))
    .map((year) => returnIn(year, monthDay))
    .find((day) => isWithin(day, within));

const returnIn = (year: number, monthDay: string): Day =>
  `${String(year).padStart(4, "0")}-${monthDay === "02-29" && !isLeapYear(year) ? "02-28" : monthDay}`;

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
