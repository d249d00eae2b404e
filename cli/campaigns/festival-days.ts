import { Lunar } from "lunar-typescript";
import type { CampaignDay } from "../../shared/model/campaign.ts";
import type { Day } from "../../shared/model/time.ts";
import type { Festival } from "../../shared/model/trigger.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { FIRST_YEAR, LAST_YEAR } from "./known-years.ts";

/** Month and day of the Chinese calendar, never of a leap month; and days from there. */
const CHINESE_DAYS: Readonly<Record<Festival, readonly [month: number, day: number, then: number]>> = {
  "chinese-new-year-eve": [1, 1, -1],
  "chinese-new-year": [1, 1, 0],
  lantern: [1, 15, 0],
  "dragon-boat": [5, 5, 0],
  qixi: [7, 7, 0],
  "mid-autumn": [8, 15, 0],
  "double-ninth": [9, 9, 0],
};

/** The days of a festival, one in each year of ours. Functions load no calendar: a version of campaigns has its days with it. */
export const festivalDays = (festival: Festival): CampaignDay[] =>
  Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, at) => ({ day: festivalIn(FIRST_YEAR + at, festival) }));

const festivalIn = (year: number, festival: Festival): Day => {
  const [month, day, then] = CHINESE_DAYS[festival];
  return addDays(Lunar.fromYmd(year, month, day).getSolar().toYmd(), then);
};
