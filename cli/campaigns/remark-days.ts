import type { CampaignLibrary } from "../../shared/model/campaign-library.ts";
import type { Day } from "../../shared/model/time.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";

const TWO_YEARS = 730;

/** Campaigns that go by days which end soon: a version has them up to a year, and writes to nobody afterwards. */
export const remarksOnDays = ({ campaigns }: CampaignLibrary, today: Day, shown: string): string[] =>
  campaigns.flatMap(({ campaign: { id, days, trigger } }) => {
    const last = days?.at(-1)?.day;
    if (trigger.on !== "festival" || last === undefined || last > addDays(today, TWO_YEARS)) return [];
    return [
      `${shown}/${id}: this version of Rouse knows the days of ${trigger.festival} up to ${last}, and the campaign writes to nobody afterwards; publish it with a newer version`,
    ];
  });
