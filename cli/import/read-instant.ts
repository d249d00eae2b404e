import { instantAt } from "../../shared/model/shop-time.ts";
import { daySchema, type Instant } from "../../shared/model/time.ts";
import type { Read } from "./doubts.ts";

export type ReadInstant = Read<Instant>;

const pattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * Reads an ISO 8601 instant; a date-time without an offset and a bare date (its midnight) are in the shop's time zone.
 * No order is older than 1970, as at the door; such years are zeros of spreadsheets, and typing errors.
 *
 * @example readInstant("2026-07-01", "Europe/Berlin") // { value: "2026-06-30T22:00:00.000Z" }
 */
export const readInstant = (text: string, timeZone: string): ReadInstant => {
  const read = readAnyInstant(text, timeZone);
  return "value" in read && !/^(19[7-9]|[2-9]\d\d)\d-/.test(read.value) ? outOfBounds(text) : read;
};

const readAnyInstant = (text: string, timeZone: string): ReadInstant => {
  const [, day, time, offset] = pattern.exec(text) ?? [];
  if (day === undefined || !daySchema.safeParse(day).success) return unreadable(text);
  if (time === undefined) return { value: midnightOf(day, timeZone) };
  const fraction = time.replace(",", ".").slice(0, "HH:MM:SS.mmm".length);
  if (!/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$/.test(fraction)) return unreadable(text);
  if (offset === undefined) return { value: instantAt(day, fraction, timeZone) };
  const zone = offset.toUpperCase() === "Z" ? "Z" : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
  const ms = Date.parse(`${day}T${fraction}${zone}`);
  return Number.isNaN(ms) ? unreadable(text) : { value: new Date(ms).toISOString() };
};

/** A file has many orders a day, and a time zone's midnight costs some microseconds. */
const midnights = new Map<string, Instant>();
const MIDNIGHTS_KEPT = 20_000;

const midnightOf = (day: string, timeZone: string): Instant => {
  const key = `${day} ${timeZone}`;
  const known = midnights.get(key);
  if (known !== undefined) return known;
  if (midnights.size >= MIDNIGHTS_KEPT) midnights.clear();
  const instant = instantAt(day, "00:00", timeZone);
  midnights.set(key, instant);
  return instant;
};

const unreadable = (text: string): ReadInstant => ({
  reason: /^\d{5}([.,]\d+)?$/.test(text)
    ? `"${text}" is a spreadsheet's number of a day: give the column the format YYYY-MM-DD before saving`
    : `"${text.slice(0, 40)}" is not a time: ISO 8601, such as 2026-07-01, 2026-07-01 14:30 or 2026-07-01T14:30:00Z`,
});

const outOfBounds = (text: string): ReadInstant => ({
  reason: `"${text}" lies outside of the years 1970 to 9999: write when it was, such as 2026-07-01`,
});
