import { fromEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import { AS_OF_DAY } from "./simulate-customers.ts";

/** Whether somebody buys on a day of the calendar, by its name: `2026-11-20`. */
type SellsOn = (name: string, epochDay: number) => boolean;
const isMonthEnd: SellsOn = (_name, day) => fromEpochDay(day + 1).endsWith("-01");

const sellsOn: readonly (readonly [string, SellsOn])[] = [
  ["on the last day of each month", isMonthEnd],
  ["on the first of each month", (name) => name.endsWith("-01")],
  ["on the fifteenth of each month", (name) => name.endsWith("-15")],
  ["on four days a year", (name) => /-(03-14|06-13|09-12|11-27)$/.test(name)],
];

/** Shops whose purchases come together on few days: so many on each of these, and three on any other, by days ago on a night so many before the last. */
export const clustered = sellsOn.map(
  ([when, sells]) =>
    [
      when,
      (night: number, together: number) => (daysAgo: number) => {
        const day = AS_OF_DAY - night - daysAgo;
        return sells(fromEpochDay(day), day) ? together : 3;
      },
    ] as const,
);
