import type { TriggerOf } from "../../model/trigger.ts";
import { addDays, daysBetween } from "../../scoring/summaries/epoch-day.ts";
import type { FindOccasion } from "./occasion.ts";

/** Every so many weeks from a day on, for everybody who has bought: the newest such day. */
export const everyOccasion: FindOccasion<TriggerOf<"every">> = ({ weeks, from }, { lastDay }, { to }) => {
  if (lastDay === undefined || to < from) return undefined;
  const day = addDays(to, -(daysBetween(from, to) % (7 * weeks)));
  return { day, name: day, exitAfter: undefined };
};
