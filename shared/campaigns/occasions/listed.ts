import type { CampaignDay } from "../../model/campaign.ts";
import type { FindOccasion } from "./occasion.ts";
import { isWithin } from "./occasion.ts";

/** The newest of the days that the shop has listed, for everybody who has bought: of everywhere, or of the country that the customer told. */
export const listedOccasion: FindOccasion<readonly CampaignDay[]> = (days, { lastDay, country }, within) => {
  if (lastDay === undefined) return undefined;
  const found = days.findLast(
    ({ day, countries }) =>
      isWithin(day, within) && (countries === undefined || (country !== undefined && countries.includes(country))),
  );
  return found && { day: found.day, name: found.day, exitAfter: undefined };
};
