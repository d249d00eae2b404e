import type { CampaignTally } from "../../model/campaign-tally.ts";
import type { ModelFile } from "../../model/model-file.ts";
import type { NightRun } from "../../model/night.ts";
import type { ScoreTally } from "../../model/score-tally.ts";
import type { OrderWeek } from "../../scoring/summaries/order-weeks.ts";

/** Everything the report shows: one night in counts. Nobody's name or address is in it. */
export type ReportData = {
  run: NightRun;
  model: ModelFile;
  tally: ScoreTally;
  weeks: readonly OrderWeek[];
  campaigns: readonly CampaignTally[];
};
