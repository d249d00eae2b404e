import type { Day, Instant } from "./time.ts";

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 86_400_000;

/** A time zone's wall clock: its own formatter is costly to make (about 50 µs) and cheap to use, so it is kept. */
const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US-u-ca-iso8601-nu-latn", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formatters.set(timeZone, made);
  return made;
};

/** Milliseconds by which the zone's wall clock is ahead of UTC at an instant (in milliseconds since 1970). */
const offsetMs = (instantMs: number, timeZone: string): number => {
  if (timeZone === "UTC") return 0;
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(instantMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const wallMs = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
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
  return new Date(ms + offsetMs(ms, timeZone)).toISOString().slice(0, 10);
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
