import type { TriggerOf } from "../../model/trigger.ts";
import type { FindOccasion } from "./occasion.ts";
import { yearlyReturn } from "./yearly-return.ts";

/** Once a year; a birthday that turns out to be another day of the year is no second one. */
export const birthdayOccasion: FindOccasion<TriggerOf<"birthday">> = (_trigger, { birthday, lastDay }, within) => {
  const day = birthday === undefined || lastDay === undefined ? undefined : yearlyReturn(birthday.slice(-5), within);
  return day === undefined ? undefined : { day, name: day.slice(0, 4), exitAfter: undefined };
};
