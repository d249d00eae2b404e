import { PoisonError } from "../model/errors.ts";
import type { Instant } from "../model/time.ts";

const shape = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const TOLERANCE_MS = 86_400_000;
const FIVE_DIGIT_YEARS_MS = Date.UTC(9999, 11, 31);

/**
 * An instant from ISO 8601 text with its offset, in UTC to the millisecond.
 * @throws PoisonError `bad-time` for anything else: a time without an offset could be any of a day's hours
 */
export const instantOf = (text: string): Instant => {
  const ms = shape.test(text) ? Date.parse(text.replace(" ", "T")) : Number.NaN;
  if (!(ms >= 0 && ms < FIVE_DIGIT_YEARS_MS))
    throw new PoisonError("bad-time", "a time is not ISO 8601 with an offset, or lies before 1970");
  return new Date(ms).toISOString();
};

/**
 * A time of a source that mostly leaves out the offset it means; one that has an offset of its own keeps it.
 *
 * @example withOffset("2026-07-01 10:00:00", "+08:00") // "2026-07-01 10:00:00+08:00"
 */
export const withOffset = (text: string, offset: "Z" | "+08:00"): string =>
  /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}${offset}`;

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
