import type { CampaignDay } from "../../shared/model/campaign.ts";
import { didYouMean } from "../../shared/model/near-miss.ts";
import type { Day } from "../../shared/model/time.ts";
import type { TriggerOf } from "../../shared/model/trigger.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { FIRST_YEAR, LAST_YEAR } from "./known-years.ts";

/**
 * The days of a public holiday in each of some countries, of one that lasts for several the first. Functions load no calendar: a version of
 * campaigns has its days with it. Holidays by date-holidays; it has a day of the moon's year wrong now and then, so that there are
 * none of these here: `festival` has the Chinese ones.
 *
 * @returns what is wrong, where no country has such a holiday
 */
export const holidayDays = async ({
  holiday,
  countries,
}: TriggerOf<"holiday">): Promise<{ days: CampaignDay[] } | { problem: string }> => {
  const calendars = await Promise.all([...new Set(countries)].sort().map(publicHolidaysOf));
  const all = calendars.flat();
  const days = all.filter(({ name, byMoon }) => name === holiday && !byMoon);
  if (days.length === 0) return { problem: whyNone(holiday, countries, all) };
  const byDay = Map.groupBy(days, ({ day }) => day);
  const inOrder = [...byDay].sort(([a], [b]) => (a < b ? -1 : 1));
  return { days: inOrder.map(([day, same]) => ({ day, countries: same.map(({ country }) => country) })) };
};

type Holiday = { country: string; name: string; day: Day; byMoon: boolean };

/** Loading it takes as long as compiling several campaigns, and few have a holiday. */
const publicHolidaysOf = async (country: string): Promise<Holiday[]> => {
  const { default: Holidays } = await import("date-holidays");
  const calendar = new Holidays({ country }, { types: ["public"], languages: ["en"] });
  const found: Holiday[] = [];
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    for (const { name, date, rule, substitute } of calendar.getHolidays(year))
      if (substitute !== true)
        found.push({ country, name: writtenAs(name), day: date.slice(0, 10), byMoon: isByMoon(rule) });
  }
  const days = new Set(found.map(({ name, day }) => `${name} ${day}`));
  return found.filter(({ name, day }) => !days.has(`${name} ${addDays(day, -1)}`));
};

/** `New Year's Day` is written `new-years-day`. */
const writtenAs = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/['’.\p{M}]/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");

const isByMoon = (rule: string): boolean => /chinese|korean|vietnamese/.test(rule) && !rule.includes("solarterm");

const whyNone = (holiday: string, countries: readonly string[], all: readonly Holiday[]): string => {
  if (all.some(({ name }) => name === holiday))
    return `${holiday} goes by the moon, and this calendar has such days wrong now and then; those of the Chinese calendar are on: festival`;
  const names = [...new Set(all.filter(({ byMoon }) => !byMoon).map(({ name }) => name))].filter(Boolean).sort();
  const there = didYouMean(holiday, names) || (names.length > 0 ? `; there is ${names.join(", ")}` : "");
  return `no public holiday is called ${holiday} in ${countries.join(", ")}${there}`;
};
