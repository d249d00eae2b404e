import type { Day } from "../../model/time.ts";

const MS_PER_DAY = 86_400_000;

/**
 * Days since 1970-01-01 of a calendar day: the integer in which all scoring counts time.
 * Calendar days carry no time zone, so this is exact over every daylight-saving change. Throws a RangeError for what is no day.
 *
 * @example toEpochDay("1970-01-02") // 1
 */
export const toEpochDay = (day: Day): number => {
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(ms)) throw new RangeError(`"${day}" is not a day; expected YYYY-MM-DD`);
  return ms / MS_PER_DAY;
};

/**
 * The calendar day that lies `epochDay` days after 1970-01-01, for years 0 to 9999.
 *
 * @example fromEpochDay(1) // "1970-01-02"
 */
export const fromEpochDay = (epochDay: number): Day => new Date(epochDay * MS_PER_DAY).toISOString().slice(0, 10);

/** The day `days` days later (earlier if negative). */
export const addDays = (day: Day, days: number): Day => fromEpochDay(toEpochDay(day) + days);

/** Whole days from one day to another; negative if `to` comes first. */
export const daysBetween = (from: Day, to: Day): number => toEpochDay(to) - toEpochDay(from);
