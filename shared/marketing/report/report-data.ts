import type { CampaignTally } from "../../model/campaign-tally.ts";
import type { Comparison } from "../../model/comparison.ts";
import { withheldFor } from "../../model/count-withheld.ts";
import type { ApprovalMet, HeldMet, HeldNow } from "../../model/held.ts";
import type { ImportMet } from "../../model/import-mark.ts";
import type { CampaignFeedback } from "../../model/mail-feedback.ts";
import type { ModelFile, Statement } from "../../model/model-file.ts";
import type { NightRun } from "../../model/night.ts";
import type { NotCounted } from "../../model/order.ts";
import type { OwnSegment } from "../../model/own-segment.ts";
import type { Unsent } from "../../model/refusal.ts";
import type { ScoreTally } from "../../model/score-tally.ts";
import type { OrderWeek } from "../../scoring/summaries/order-weeks.ts";
import type { Sales } from "../../scoring/summaries/sales.ts";
import { isOfWholeShop } from "../../words/odd-shops.ts";

/** Everything the report shows: one night in counts. Nobody's name or address is in it. */
export type ReportData = {
  run: NightRun;
  model: ModelFile;
  tally: ScoreTally;
  weeks: readonly OrderWeek[];
  /** Orders that are kept and do not count, by reason. */
  notCounted: NotCounted;
  /** Counted orders that name nobody. */
  sales: Sales;
  /** Beside the shop's own API; absent in a night that does not compare. */
  comparison?: Comparison | "broken-off";
  campaigns: readonly CampaignTally[];
  /** What came of the mail of the last weeks. */
  mailLately: readonly CampaignFeedback[];
  /** Segments of the shop's own. */
  segments: readonly OwnSegment[];
  /** What is held when the night ends. */
  held: HeldNow;
  /** What was approved of the post, and what waits for that; absent where it needs no approval. */
  approval?: ApprovalMet;
  /** Where all mail can be held; absent where none is sent. */
  holdUrl?: string;
  /** Mail that did not go out because the post broke off. */
  unsent: Unsent;
};

export const countedOrders = ({ weeks }: Pick<ReportData, "weeks">): number =>
  weeks.reduce((sum, week) => sum + week.orders, 0);

/** What the night met of what is held. */
export const heldMetBy = ({ held, campaigns }: Pick<ReportData, "held" | "campaigns">): HeldMet => ({
  now: held,
  mails: campaigns.reduce((sum, campaign) => sum + withheldFor("held", campaign), 0),
});

/** What the night met of an import that was not finished. */
export const importMetBy = ({ run, campaigns }: Pick<ReportData, "run" | "campaigns">): ImportMet => ({
  whenPlanned: run.importUnfinished !== undefined,
  held: campaigns.reduce((sum, campaign) => sum + withheldFor("import-unfinished", campaign), 0),
});

/** What the night says of the shop as a whole: it stands before the numbers. */
export const ofWholeShop = ({ model }: Pick<ReportData, "model">): string[] =>
  model.statements.filter(isOfWholeShop).map(({ text }) => text);

/** Why tiers go by days of silence stands where tiers are judged. */
const SAID_OF_TIERS: Statement["code"] = "tiers-by-days";

/** What else it says of its own numbers. */
export const remarksOf = ({ model }: Pick<ReportData, "model">): string[] =>
  model.statements.filter((one) => !isOfWholeShop(one) && one.code !== SAID_OF_TIERS).map(({ text }) => text);
