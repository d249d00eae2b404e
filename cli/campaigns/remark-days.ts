import type { Campaign, CampaignDay } from "../../shared/model/campaign.ts";
import { type CampaignLibrary, OCCASIONS_FILE } from "../../shared/model/campaign-library.ts";
import type { Day } from "../../shared/model/time.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";

const TWO_YEARS = 730;

/** Campaigns that go by days which end soon, or that have none: they write to nobody afterwards, and nothing else would say so. */
export const remarksOnDays = ({ campaigns }: CampaignLibrary, today: Day, shown: string): string[] =>
  campaigns.flatMap(({ campaign }) => remarksOn(campaign, today).map((remark) => `${shown}/${campaign.id}: ${remark}`));

const remarksOn = (campaign: Campaign, today: Day): string[] => {
  const { trigger, days = [] } = campaign;
  switch (trigger.on) {
    case "listed":
      return remarksOnList(campaign, days.at(-1)?.day, today);
    case "festival":
      return endOf(trigger.festival, days.at(-1)?.day, today);
    case "holiday":
      return trigger.countries.flatMap((country) => remarksOnCountry(trigger.holiday, country, days, today));
    default:
      return [];
  }
};

const remarksOnList = ({ steps, expires_after }: Campaign, last: Day | undefined, today: Day): string[] => {
  if (last === undefined) return [`${OCCASIONS_FILE} has no line for it, so it writes to nobody`];
  const lastsFor = Math.max(...steps.map(({ after }) => after)) + expires_after;
  return addDays(last, lastsFor) > today
    ? []
    : [`the last day that ${OCCASIONS_FILE} has for it is ${last}, so it writes to nobody any more`];
};

const remarksOnCountry = (holiday: string, country: string, days: readonly CampaignDay[], today: Day): string[] => {
  const last = days.findLast(({ countries }) => countries?.includes(country))?.day;
  return last === undefined
    ? [`${country} has no public holiday called ${holiday}, so nobody there is written to`]
    : endOf(`${holiday} in ${country}`, last, today);
};

const endOf = (what: string, last: Day | undefined, today: Day): string[] =>
  last === undefined || last > addDays(today, TWO_YEARS)
    ? []
    : [
        `this version of Rouse knows the days of ${what} up to ${last}, and the campaign writes to nobody afterwards; publish it with a newer version`,
      ];
