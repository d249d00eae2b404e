import type { TriggerOf } from "../../model/trigger.ts";
import type { FindOccasion } from "./occasion.ts";
import { yearlyReturn } from "./yearly-return.ts";

/** The same day each year, for everybody who has bought. */
export const yearlyOccasion: FindOccasion<TriggerOf<"yearly">> = ({ day: monthDay }, { lastDay }, within) => {
  const day = lastDay === undefined ? undefined : yearlyReturn(monthDay, within);
  return day === undefined ? undefined : { day, name: day.slice(0, 4), exitAfter: undefined };
};
