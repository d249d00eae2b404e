import { hourOf } from "../model/shop-time.ts";
import type { Instant } from "../model/time.ts";

const ALMOST_AN_HOUR_MS = 3_600_000 - 1;

/**
 * How many messages leave at which hour of the shop's clock, in their order: the post goes at full hours, so that what may go from half past
 * nine on goes at ten.
 */
export const postHours = (
  toCome: Readonly<Record<Instant, number>>,
  timeZone: string,
): { hour: string; mails: number }[] => {
  const byHour = new Map<number, number>();
  for (const [from, mails] of Object.entries(toCome)) {
    const hour = hourOf(new Date(Date.parse(from) + ALMOST_AN_HOUR_MS).toISOString(), timeZone) ?? 0;
    byHour.set(hour, (byHour.get(hour) ?? 0) + mails);
  }
  return [...byHour]
    .sort(([a], [b]) => a - b)
    .map(([hour, mails]) => ({ hour: `${String(hour).padStart(2, "0")}:00`, mails }));
};
