import { instantAt } from "../../shared/model/shop-time.ts";
import { type Day, daySchema, type Instant } from "../../shared/model/time.ts";
import { shapeWords } from "./cell-shape.ts";
import { type DateOrder, dateShapeOf } from "./date-shape.ts";
import type { Read } from "./doubts.ts";
import { remembering } from "./remembering.ts";

/** By what a time is read: the zone of those without an offset, how the file writes dates, and the first day an order can be of. */
export type TimeReading = { timeZone: string; dates?: DateOrder | undefined; firstDay: Day };

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s?(Z|[+-]\d{2}:?\d{2})?)?$/i;
/** Blanks at which no line may be broken: some programs put them before hours and halves of days. */
const UNBROKEN = /[\u00a0\u202f]/g;
/** A date in any form, and a time of day behind it. */
const OTHER =
  /^(.{6,20}?)(?:(?:T|,? )(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?:\s?([ap])\.?m\.?)?\s?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * Reads a time: ISO 8601, or a date as people write it with a time of day behind it. One without an offset, and a bare date
 * (its midnight), are in the given zone. A day before the first that an order can be of is a date that was lost: zeros of
 * spreadsheets and databases, or a typing error.
 *
 * @example readInstant("2026-07-01", { timeZone: "Europe/Berlin", firstDay: "1990-01-01" }) // { value: "2026-06-30T22:00:00.000Z" }
 */
export const readInstant = (text: string, reading: TimeReading): Read<Instant> => {
  const read = readAny(text, reading);
  if ("reason" in read) return read;
  const { day, instant } = read;
  if (day < reading.firstDay) {
    return {
      reason: `lies before ${reading.firstDay}, the first day that an order can be of (orders.firstDay in the settings): write when it was`,
    };
  }
  return /^[1-9]\d{3}-/.test(instant) ? { value: instant } : unreadable(text);
};

type Found = { day: Day; instant: Instant } | { reason: string };

const readAny = (text: string, reading: TimeReading): Found => {
  const [, day, time, offset] = ISO.exec(text) ?? [];
  if (day === undefined) return readWritten(text, reading);
  if (!isDay(day)) return unreadable(text);
  if (time === undefined) return { day, instant: midnightOf(day, reading.timeZone) };
  return at(text, day, time.replace(",", ".").slice(0, "HH:MM:SS.mmm".length), offset, reading);
};

const readWritten = (text: string, reading: TimeReading): Found => {
  const [, date = "", hours, minutes = "", seconds = "00", half, offset] =
    OTHER.exec(text.replaceAll(UNBROKEN, " ")) ?? [];
  const day = readDate(date, reading);
  if (day === undefined) return unreadable(text);
  if ("reason" in day) return day;
  if (!isDay(day.value)) return unreadable(text);
  if (hours === undefined) return { day: day.value, instant: midnightOf(day.value, reading.timeZone) };
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  return at(text, day.value, `${String(hour).padStart(2, "0")}:${minutes}:${seconds}`, offset, reading);
};

const readDate = (text: string, { dates }: TimeReading): Read<Day> | undefined => {
  const shape = dateShapeOf(text);
  if (shape === undefined) return undefined;
  if ("day" in shape) return { value: dayOf(shape.year, shape.month, shape.day) };
  const { figures, year } = shape;
  const [one, two] = figures;
  const order = shape.order ?? dates ?? (one === two ? "day-first" : undefined);
  if (order !== undefined) return { value: order === "day-first" ? dayOf(year, two, one) : dayOf(year, one, two) };
  return {
    reason: `can be read with the day or the month first, and no other date in the file tells which: write YYYY-MM-DD, or say it with --dates day-first or --dates month-first`,
  };
};

const padded = (number: number, digits: number) => String(number).padStart(digits, "0");
const dayOf = (year: number, month: number, day: number): Day =>
  `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;

/** `14:30` as `14:30:00.000`. */
const inMilliseconds = (time: string): string => time + "HH:00:00.000".slice(time.length);

/** The instant of a time of day; one with an offset of its own is of no zone. */
const at = (text: string, day: Day, time: string, offset: string | undefined, { timeZone }: TimeReading): Found => {
  if (!/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$/.test(time)) return unreadable(text);
  if (offset === undefined) return { day, instant: instantAt(day, time, timeZone) };
  const zone = /^(Z|UTC|GMT)$/i.test(offset)
    ? "Z"
    : `${offset.slice(0, 3)}:${offset.slice(3).replace(":", "") || "00"}`;
  if (zone === "Z") return { day, instant: `${day}T${inMilliseconds(time)}Z` };
  const ms = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(ms) ? unreadable(text) : { day, instant: new Date(ms).toISOString() };
};

/** Asking whether there is such a day, and when it begins, costs some microseconds. */
const DAYS_KEPT = 20_000;
const ZONES_KEPT = 1_000;
const isDay = remembering((day) => daySchema.safeParse(day).success, DAYS_KEPT);
const midnightsOf = remembering(
  (timeZone) => remembering((day) => instantAt(day, "00:00", timeZone), DAYS_KEPT),
  ZONES_KEPT,
);
const midnightOf = (day: Day, timeZone: string): Instant => midnightsOf(timeZone)(day);

const unreadable = (text: string): { reason: string } => ({
  reason: /^\d{5}([.,]\d+)?$/.test(text)
    ? "is a spreadsheet's number of a day: give the column the format YYYY-MM-DD before saving"
    : `is not a time, such as 2026-07-01, 2026-07-01 14:30 or 2026-07-01T14:30:00Z: ${shapeWords(text)}`,
});
