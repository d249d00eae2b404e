import type { CampaignDay } from "../../model/campaign.ts";
import type { FindOccasion } from "./occasion.ts";
import { isWithin } from "./occasion.ts";

/**
 * A day of the Chinese calendar, for everybody who has bought: the newest of those that the campaign was published with. No festival
 * comes twice in a year of ours, so that the year names it.
 */
export const festivalOccasion: FindOccasion<readonly CampaignDay[]> = (days, { lastDay }, within) => {
  const found = lastDay === undefined ? undefined : days.findLast(({ day }) => isWithin(day, within));
  return found && { day: found.day, name: found.day.slice(0, 4), exitAfter: undefined };
};
