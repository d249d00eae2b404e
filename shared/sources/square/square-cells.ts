import { timeZoneSchema } from "../../model/time.ts";
import type { HistoryCells } from "../history-format.ts";

/** Square writes zones by the names that Ruby on Rails has for them. */
const zones: ReadonlyMap<string, string> = new Map([
  ["Eastern Time (US & Canada)", "America/New_York"],
  ["Central Time (US & Canada)", "America/Chicago"],
  ["Mountain Time (US & Canada)", "America/Denver"],
  ["Pacific Time (US & Canada)", "America/Los_Angeles"],
  ["Arizona", "America/Phoenix"],
  ["Indiana (East)", "America/Indiana/Indianapolis"],
  ["Alaska", "America/Anchorage"],
  ["Hawaii", "Pacific/Honolulu"],
  ["Atlantic Time (Canada)", "America/Halifax"],
  ["Newfoundland", "America/St_Johns"],
  ["Saskatchewan", "America/Regina"],
  ["London", "Europe/London"],
  ["Edinburgh", "Europe/London"],
  ["Dublin", "Europe/Dublin"],
  ["Paris", "Europe/Paris"],
  ["Madrid", "Europe/Madrid"],
  ["Tokyo", "Asia/Tokyo"],
  ["Osaka", "Asia/Tokyo"],
  ["Sydney", "Australia/Sydney"],
  ["Melbourne", "Australia/Melbourne"],
  ["Canberra", "Australia/Sydney"],
  ["Brisbane", "Australia/Brisbane"],
  ["Adelaide", "Australia/Adelaide"],
  ["Perth", "Australia/Perth"],
  ["Hobart", "Australia/Hobart"],
  ["Darwin", "Australia/Darwin"],
]);

const zoneOf = (name: string): string => zones.get(name) ?? (timeZoneSchema.safeParse(name).success ? name : "");

/** Times of Square's files: day, time of day and zone stand in columns of their own. */
export const whenSold = ({ ordered_at, ordered_time, time_zone }: HistoryCells) => ({
  ordered_at: `${ordered_at} ${ordered_time}`.trim(),
  time_zone: zoneOf(time_zone),
});
