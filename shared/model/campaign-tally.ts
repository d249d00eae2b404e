import type { Channel } from "./channel.ts";
import type { StopReason, WithheldCounts } from "./message.ts";
import type { Instant } from "./time.ts";

/** What came of a campaign's candidates of one day, in counts: `considered` is the sum of those below it but for `wouldBeMail`. */
export type CampaignTally = {
  id: string;
  name: string;
  channel: Channel;
  considered: number;
  sent: number;
  refused: number;
  unknown: number;
  inProgress: number;
  /** Those among the withheld whom nothing but a switch, the mail service or an unfinished import kept from being written to. */
  wouldBeMail: number;
  /** Those among the waiting that are asked again on their day. */
  askedToday: Partial<Record<StopReason, number>>;
  /** Those among the waiting that go later on their day, by the moment from which they may. */
  toCome: Record<Instant, number>;
} & WithheldCounts;
