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

/** `postFrom`: the time of day, on the shop's clock, at which a day's first mail can leave: at night nobody knows yet what is due. */
type ShopsDay = { sendDay: Day; timeZone: string; postFrom: string };

/**
 * The part of a shop's day in which it is an allowed hour in every one of some time zones. Of their days it is the one with the same date;
 * where that has none within the shop's day (from New Zealand, California is a day behind), or none that the post meets (in Japan the
 * evening is over before a night in California has begun), the one before it, else the one after it.
 *
 * @returns undefined where no hour is allowed in all of them
 */
export const sendingWindow = (
  { sendDay, timeZone, postFrom }: ShopsDay,
  hours: Hours,
  zones: readonly string[],
): SendingWindow | undefined => {
  const shopsDay = { from: instantAt(sendDay, "00:00", timeZone), until: startAfter(sendDay, timeZone) };
  const begins = instantAt(sendDay, postFrom, timeZone);
  const windows = [0, -1, 1].flatMap((days): SendingWindow[] => {
    const day = addDays(sendDay, days);
    const all = [shopsDay, ...zones.map((zone) => allowedIn(zone, day, hours))];
    const from = all.map((one) => one.from).reduce(later);
    const until = all.map((one) => one.until).reduce((a, b) => (a < b ? a : b));
    return isLongEnough(from, until) ? [{ day, from, until }] : [];
  });
  return windows.find(({ from, until }) => isLongEnough(later(from, begins), until)) ?? windows[0];
};

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
const isLongEnough = (from: Instant, until: Instant): boolean => Date.parse(until) - Date.parse(from) >= SHORTEST_MS;

const allowedIn = (zone: string, day: Day, { from, to }: Hours) => ({
  from: instantAt(day, clock(from), zone),
  until: to === 24 ? startAfter(day, zone) : instantAt(day, clock(to), zone),
});

const startAfter = (day: Day, zone: string): Instant => instantAt(addDays(day, 1), "00:00", zone);

/** @example clock(9) // "09:00" */
export const clock = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;
