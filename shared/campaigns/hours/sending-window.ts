import type { Settings } from "../../model/settings.ts";
import { instantAt } from "../../model/shop-time.ts";
import type { Day, Instant } from "../../model/time.ts";
import { addDays } from "../../scoring/summaries/epoch-day.ts";

/** When something may go, the first moment included and the last one not, and which day that is where people live. */
export type SendingWindow = { day: Day; from: Instant; until: Instant };

type Hours = Settings["mail"]["hours"];

/** The post goes by the hour, on the shop's clock: a window that is shorter may lie between two of them. */
const SHORTEST_MS = 3_600_000;

/** IANA zones of a country, as CLDR has them; none where it is not known, or has none. */
export const zonesOf = (country: string | undefined): readonly string[] => {
  if (country === undefined || !/^[A-Z]{2}$/.test(country)) return [];
  return new Intl.Locale(`und-${country}`).getTimeZones() ?? [];
};

/**
 * The part of a shop's day in which it is an allowed hour in every one of some time zones. Of their days it is the one with the same date;
 * where that has none within the shop's day (from New Zealand, California is a day behind), the one before it, else the one after it.
 *
 * @returns undefined where no hour is allowed in all of them
 */
export const sendingWindow = (
  { sendDay, timeZone }: { sendDay: Day; timeZone: string },
  hours: Hours,
  zones: readonly string[],
): SendingWindow | undefined => {
  const shopsDay = { from: instantAt(sendDay, "00:00", timeZone), until: startAfter(sendDay, timeZone) };
  for (const days of [0, -1, 1]) {
    const day = addDays(sendDay, days);
    const all = [shopsDay, ...zones.map((zone) => allowedIn(zone, day, hours))];
    const from = all.map((one) => one.from).reduce((a, b) => (a > b ? a : b));
    const until = all.map((one) => one.until).reduce((a, b) => (a < b ? a : b));
    if (Date.parse(until) - Date.parse(from) >= SHORTEST_MS) return { day, from, until };
  }
  return undefined;
};

const allowedIn = (zone: string, day: Day, { from, to }: Hours) => ({
  from: instantAt(day, clock(from), zone),
  until: to === 24 ? startAfter(day, zone) : instantAt(day, clock(to), zone),
});

const startAfter = (day: Day, zone: string): Instant => instantAt(addDays(day, 1), "00:00", zone);

/** @example clock(9) // "09:00" */
export const clock = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;
