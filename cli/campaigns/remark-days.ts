import type { Campaign } from "../../shared/model/campaign.ts";
import { type CampaignLibrary, OCCASIONS_FILE } from "../../shared/model/campaign-library.ts";
import type { Day } from "../../shared/model/time.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";

const TWO_YEARS = 730;

/** Campaigns that go by days which end soon, or that have none: they write to nobody afterwards, and nothing else would say so. */
export const remarksOnDays = ({ campaigns }: CampaignLibrary, today: Day, shown: string): string[] =>
  campaigns.flatMap(({ campaign }) => {
    const remark = remarkOn(campaign, today);
    return remark === undefined ? [] : [`${shown}/${campaign.id}: ${remark}`];
  });

const remarkOn = ({ trigger, days, steps, expires_after }: Campaign, today: Day): string | undefined => {
  const last = days?.at(-1)?.day;
  if (trigger.on === "listed") {
    if (last === undefined) return `${OCCASIONS_FILE} has no line for it, so it writes to nobody`;
    const lastsFor = Math.max(...steps.map(({ after }) => after)) + expires_after;
    return addDays(last, lastsFor) > today
      ? undefined
      : `the last day that ${OCCASIONS_FILE} has for it is ${last}, so it writes to nobody any more`;
  }
  if (trigger.on !== "festival" || last === undefined || last > addDays(today, TWO_YEARS)) return undefined;
  return `this version of Rouse knows the days of ${trigger.festival} up to ${last}, and the campaign writes to nobody afterwards; publish it with a newer version`;
};
