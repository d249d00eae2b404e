import { hourOf } from "./shop-time.ts";
import type { Instant } from "./time.ts";

const ALMOST_AN_HOUR_MS = 3_600_000 - 1;

/**
 * The hour of the post, on the shop's clock, in which something leaves that may from a moment on: hours are full ones, so that what
 * may go from half past nine on goes at ten.
 *
 * @example postHourOf("2026-11-21T08:30:00.000Z", "Europe/Berlin") // "10:00"
 */
export const postHourOf = (from: Instant, timeZone: string): string => {
  const hour = hourOf(new Date(Date.parse(from) + ALMOST_AN_HOUR_MS).toISOString(), timeZone) ?? 0;
  return `${String(hour).padStart(2, "0")}:00`;
};
