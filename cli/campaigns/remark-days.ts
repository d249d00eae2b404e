import type { Campaign, CampaignDay } from "../../shared/model/campaign.ts";
import { type BrokenCampaign, type CampaignLibrary, OCCASIONS_FILE } from "../../shared/model/campaign-library.ts";
import type { Day } from "../../shared/model/time.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { type Finding, findingIn } from "./lint/finding.ts";
import { remarksOnOffers } from "./remark-offers.ts";
import { DEFINITION } from "./template-files.ts";

const TWO_YEARS = 730;

/**
 * Campaigns that go by days which end soon, or that have none, and steps whose offer has ended: they write to nobody afterwards, and
 * nothing else would say so. Of a list of days that has mistakes, nobody knows what it has.
 */
export const remarksOnDays = (
  { campaigns }: CampaignLibrary,
  today: Day,
  { shown, broken = [] }: { shown: string; broken?: readonly Pick<BrokenCampaign, "id">[] },
): Finding[] =>
  campaigns.flatMap(({ campaign }) => {
    const finding = findingIn(`${shown}/${campaign.id}/${DEFINITION}`);
    const isListUnknown = campaign.trigger.on === "listed" && broken.some(({ id }) => id === OCCASIONS_FILE);
    return [
      ...(isListUnknown ? [] : remarksOn(campaign, today)).map((what) => finding({ rule: "days-end", what })),
      ...remarksOnOffers(campaign, today).map((what) => finding({ rule: "offer-over", what })),
    ];
  });

const remarksOn = (campaign: Campaign, today: Day): string[] => {
  const { trigger, days = [] } = campaign;
  switch (trigger.on) {
    case "listed":
      return remarksOnList(campaign, days.at(-1)?.day, today);
    case "festival":
      return endOf(days.at(-1)?.day, trigger.festival, { campaign, today });
    case "holiday":
      return trigger.countries.flatMap((country) => {
        const last = lastIn(country, days);
        return last === undefined
          ? [`writes to nobody in ${country}, which has no public holiday called ${trigger.holiday}`]
          : endOf(last, `${trigger.holiday} in ${country}`, { campaign, today });
      });
    default:
      return [];
  }
};

const lastIn = (country: string, days: readonly CampaignDay[]): Day | undefined =>
  days.findLast(({ countries }) => countries?.includes(country))?.day;

const remarksOnList = (campaign: Campaign, last: Day | undefined, today: Day): string[] => {
  if (last === undefined) return [`writes to nobody: ${OCCASIONS_FILE} has no line for it`];
  return isOver(last, campaign, today)
    ? [`writes to nobody any more: the last day that ${OCCASIONS_FILE} has for it is ${last}`]
    : [];
};

const endOf = (
  last: Day | undefined,
  what: string,
  { campaign, today }: { campaign: Campaign; today: Day },
): string[] => {
  if (last === undefined || last > addDays(today, TWO_YEARS)) return [];
  const until = isOver(last, campaign, today) ? "writes to nobody any more" : "will write to nobody some day";
  return [`${until}: this version of Rouse knows the days of ${what} up to ${last}; publish it with a newer version`];
};

/** Whether no step is due any more. */
const isOver = (last: Day, { steps, expires_after }: Campaign, today: Day): boolean =>
  addDays(last, Math.max(...steps.map(({ after }) => after)) + expires_after) <= today;
