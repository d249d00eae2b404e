import type { StopReason } from "./message.ts";

/** What came of a campaign's candidates of one day, in counts: `considered` is the sum of those below it but for `wouldBeMail`. */
export type CampaignTally = {
  id: string;
  name: string;
  considered: number;
  sent: number;
  refused: number;
  unknown: number;
  inProgress: number;
  stopped: Partial<Record<StopReason, number>>;
  /** Those among the stopped who would have been written to, had the operator not switched it off, or will be by a redrive. */
  wouldBeMail: number;
};
