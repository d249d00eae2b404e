import type { Day, Instant } from "./time.ts";

const MS_PER_SECOND = 1000;
const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 86_400_000;

/** What is known of a time zone: making its wall clock takes about 50 µs, reading it 5 µs, too long for each order of each night. */
type Zone = { wallClock: Intl.DateTimeFormat; offsetsMs: Map<number, number | "changes"> };
const zones = new Map<string, Zone>();

const zoneOf = (timeZone: string): Zone => {
  const known = zones.get(timeZone);
  if (known) return known;
  const wallClock = new Intl.DateTimeFormat("en-US-u-ca-iso8601-nu-latn", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  const made = { wallClock, offsetsMs: new Map() };
  zones.set(timeZone, made);
  return made;
};

/** Milliseconds by which the zone's wall clock is ahead of UTC at an instant (in milliseconds since 1970). */
const offsetMs = (instantMs: number, timeZone: string): number => {
  if (timeZone === "UTC") return 0;
  const zone = zoneOf(timeZone);
  const day = Math.floor(instantMs / MS_PER_DAY);
  const known = zone.offsetsMs.get(day) ?? offsetOfDay(day, zone);
  zone.offsetsMs.set(day, known);
  return known === "changes" ? readOffsetMs(instantMs, zone) : known;
};

/** Of a day of UTC. No zone has ever changed its clocks twice within two days (tz database): what holds at both ends holds between. */
const offsetOfDay = (day: number, zone: Zone): number | "changes" => {
  const first = readOffsetMs(day * MS_PER_DAY, zone);
  return first === readOffsetMs((day + 1) * MS_PER_DAY, zone) ? first : "changes";
};

const readOffsetMs = (instantMs: number, { wallClock }: Zone): number => {
  const parts = new Map(wallClock.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  const wallMs =
    new Date(0).setUTCFullYear(part("year"), part("month") - 1, part("day")) +
    MS_PER_SECOND * (part("hour") * 3600 + part("minute") * 60 + part("second"));
  return wallMs - Math.floor(instantMs / 1000) * 1000;
};

/**
 * The calendar day in a time zone on which an instant falls.
 *
 * @param timeZone IANA name; a RangeError is thrown for an unknown one
 * @example dayOf("2026-11-20T23:30:00.000Z", "Asia/Shanghai") // "2026-11-21"
 */
export const dayOf = (instant: Instant, timeZone: string): Day => {
  const ms = Date.parse(instant);
  return dayNumbered(Math.floor((ms + offsetMs(ms, timeZone)) / MS_PER_DAY));
};

/** Writing a day takes longer than all else that is done to find it, and a shop has many orders a day. */
const days = new Map<number, Day>();
const DAYS_KEPT = 20_000;

/** The day that is so many days after 1970-01-01. */
const dayNumbered = (number: number): Day => {
  const known = days.get(number);
  if (known !== undefined) return known;
  if (days.size >= DAYS_KEPT) days.clear();
  const day = new Date(number * MS_PER_DAY).toISOString().slice(0, 10);
  days.set(number, day);
  return day;
};

/**
 * The hour, 0 to 23, that the zone's clocks show at an instant; undefined at midnight to the millisecond, which is how
 * a day without a time of day is written.
 *
 * @example hourOf("2026-11-20T23:30:00.000Z", "Asia/Shanghai") // 7
 */
export const hourOf = (instant: Instant, timeZone: string): number | undefined => {
  const ms = Date.parse(instant);
  const wallMs = ms + offsetMs(ms, timeZone);
  const sinceMidnight = wallMs - Math.floor(wallMs / MS_PER_DAY) * MS_PER_DAY;
  return sinceMidnight === 0 ? undefined : Math.floor(sinceMidnight / MS_PER_HOUR);
};

/** The last calendar day that is over in the time zone at an instant: the as-of day of a night held then. */
export const lastCompleteDay = (at: Instant, timeZone: string): Day =>
  new Date(Date.parse(`${dayOf(at, timeZone)}T00:00:00Z`) - MS_PER_DAY).toISOString().slice(0, 10);

/**
 * The instant of a wall-clock time in a time zone. A time that a daylight-saving change skips is read as if the clock
 * had not yet been put forward; of one that comes twice, the first.
 *
 * @param time `HH:MM` or `HH:MM:SS`, with an optional fraction
 * @example instantAt("2026-07-01", "03:30", "Europe/Berlin") // "2026-07-01T01:30:00.000Z"
 */
export const instantAt = (day: Day, time: string, timeZone: string): Instant => {
  const wallMs = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`);
  // The offset before any change near that time and the one after it: the earlier reading that shows the wanted time.
  const before = offsetMs(wallMs - 24 * 60 * MS_PER_MINUTE, timeZone);
  const after = offsetMs(wallMs + 24 * 60 * MS_PER_MINUTE, timeZone);
  const readings = [wallMs - before, wallMs - after].filter((ms) => ms + offsetMs(ms, timeZone) === wallMs);
  const instantMs = readings.length > 0 ? Math.min(...readings) : wallMs - before;
  return new Date(instantMs).toISOString();
};
