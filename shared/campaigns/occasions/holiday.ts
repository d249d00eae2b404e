import type { CampaignDay } from "../../model/campaign.ts";
import { isOfCountry } from "./listed.ts";
import type { FindOccasion } from "./occasion.ts";
import { isWithin } from "./occasion.ts";

/**
 * A public holiday of the customer's country, for everybody who has bought: the newest of those that the campaign was published with. Its
 * year names it, so that a day that is corrected is no second one; a holiday that comes twice in a year of ours, as those of the moon's
 * year may, has its number there the second time.
 */
export const holidayOccasion: FindOccasion<readonly CampaignDay[]> = (days, { lastDay, country }, within) => {
  if (lastDay === undefined || country === undefined) return undefined;
  const own = days.filter((one) => isOfCountry(one, country));
  const found = own.findLast(({ day }) => isWithin(day, within));
  if (found === undefined) return undefined;
  const year = found.day.slice(0, 4);
  const before = own.filter(({ day }) => day.startsWith(year) && day < found.day).length;
  return { day: found.day, name: before === 0 ? year : `${year}-${before + 1}`, exitAfter: undefined };
};
