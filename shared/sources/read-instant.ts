import { PoisonError } from "../model/errors.ts";
import { daySchema, type Instant } from "../model/time.ts";

const shape =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(?:(?:Z|UTC|GMT)|([+-]\d{2})(?::?(\d{2}))?)$/i;
const TOLERANCE_MS = 86_400_000;
const FIVE_DIGIT_YEARS_MS = Date.UTC(9999, 11, 31);

/** What a time looks like that can be read, for who sends another. */
export const TIME_LOOKS_LIKE = "such as 2026-11-20T09:30:00Z or 2026-11-20T10:30:00+01:00";

/** An instant from ISO 8601 text with its offset, in UTC to the millisecond; undefined for anything else. */
export const instantIn = (text: string): Instant | undefined => {
  const [, day, time, hours, minutes = "00"] = shape.exec(text.trim()) ?? [];
  if (!daySchema.safeParse(day).success) return undefined;
  const ms = Date.parse(`${day}T${time}${hours === undefined ? "Z" : `${hours}:${minutes}`}`);
  return ms >= 0 && ms < FIVE_DIGIT_YEARS_MS ? new Date(ms).toISOString() : undefined;
};

/**
 * The same.
 * @throws PoisonError `bad-time` for anything else: a time without an offset could be any of a day's hours
 */
export const instantOf = (text: string): Instant => {
  const instant = instantIn(text);
  if (instant !== undefined) return instant;
  throw new PoisonError("bad-time", `a time is not ISO 8601 with an offset, ${TIME_LOOKS_LIKE}, or lies before 1970`);
};

/**
 * A time of a source that mostly leaves out the offset it means; one that has an offset of its own keeps it.
 *
 * @example withOffset("2026-07-01 10:00:00", "+08:00") // "2026-07-01 10:00:00+08:00"
 */
export const withOffset = (text: string, offset: "Z" | "+08:00"): string =>
  /(?:Z|UTC|GMT|:\d{2}(?:\.\d+)? ?[+-]\d{2}(?::?\d{2})?)$/i.test(text.trim()) ? text : `${text}${offset}`;

const MOST_SECONDS = 8.64e12;

/** An instant from the seconds since 1970 that some sources count. @throws PoisonError `bad-time` */
export const fromSeconds = (seconds: number): Instant =>
  instantOf(Math.abs(seconds) <= MOST_SECONDS ? new Date(seconds * 1000).toISOString() : "no time at all");

/** Undoes `fromSeconds`, to the whole second. */
export const unixSeconds = (instant: Instant): number => Math.floor(Date.parse(instant) / 1000);

/**
 * When a state was made, by its source's clock.
 * @throws PoisonError `in-the-future` for more than a day after it was received: it would outrank every later state
 */
export const stateTimeOf = (text: string, receivedAt: Instant): Instant => {
  const instant = instantOf(text);
  if (Date.parse(instant) > Date.parse(receivedAt) + TOLERANCE_MS) {
    throw new PoisonError("in-the-future", "the time of this state lies more than a day after it was received");
  }
  return instant;
};

/**
 * When something was said that was told at `toldAt`: not after it. A sender's clock that is ahead, or a typing mistake in
 * a year, would otherwise let a consent outlive its withdrawal.
 */
export const saidBy = (said: Instant, toldAt: Instant): Instant =>
  Date.parse(said) > Date.parse(toldAt) ? toldAt : said;
