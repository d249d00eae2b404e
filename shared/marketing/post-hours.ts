import { postHourOf } from "../model/post-hour.ts";
import type { Instant } from "../model/time.ts";

/** How many messages leave at which hour of the shop's clock, in their order. */
export const postHours = (
  toCome: Readonly<Record<Instant, number>>,
  timeZone: string,
): { hour: string; mails: number }[] => {
  const byHour = new Map<string, number>();
  for (const [from, mails] of Object.entries(toCome)) {
    const hour = postHourOf(from, timeZone);
    byHour.set(hour, (byHour.get(hour) ?? 0) + mails);
  }
  return [...byHour].sort(([a], [b]) => (a < b ? -1 : 1)).map(([hour, mails]) => ({ hour, mails }));
};
