import type { CampaignDay } from "../../model/campaign.ts";
import type { Days, KnownCustomer, Occasion } from "./occasion.ts";
import { isWithin } from "./occasion.ts";

/**
 * The days that the shop has listed, for everybody who has bought: of everywhere, or of the country that the customer told. Each is an
 * occasion of its own, however near to another.
 */
export const listedOccasions = (
  days: readonly CampaignDay[],
  { lastDay, country }: Pick<KnownCustomer, "lastDay" | "country">,
  within: Days,
): readonly Occasion[] => {
  if (lastDay === undefined) return [];
  const own = days.filter((one) => isWithin(one.day, within) && isOfCountry(one, country));
  return [...new Set(own.map(({ day }) => day))].map((day) => ({ day, name: day, exitAfter: undefined }));
};

/** Whether a day is one in a customer's country; of who told none, only what is everywhere is. */
export const isOfCountry = ({ countries }: Pick<CampaignDay, "countries">, country: string | undefined): boolean =>
  countries === undefined || (country !== undefined && countries.includes(country));
