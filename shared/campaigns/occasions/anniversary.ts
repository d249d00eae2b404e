import type { TriggerOf } from "../../model/trigger.ts";
import type { FindOccasion } from "./occasion.ts";
import { yearlyReturn } from "./yearly-return.ts";

/** The return of the first purchase day, from a year after it on. */
export const anniversaryOccasion: FindOccasion<TriggerOf<"first-order-anniversary">> = (
  _trigger,
  { firstDay },
  within,
) => {
  const day = firstDay === undefined ? undefined : yearlyReturn(firstDay.slice(-5), within);
  if (firstDay === undefined || day === undefined || day <= firstDay) return undefined;
  return { day, name: day.slice(0, 4), exitAfter: undefined };
};
