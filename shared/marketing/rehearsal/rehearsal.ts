import type { Channel } from "../../model/channel.ts";
import type { Tier } from "../../model/customer.ts";
import type { WithheldCounts } from "../../model/message.ts";
import type { Currency } from "../../model/money.ts";
import type { PromiseEntry } from "../../model/promises.ts";
import type { Day } from "../../model/time.ts";

/** What a campaign came to on one day of a rehearsal. */
export type RehearsedCampaign = {
  id: string;
  name: string;
  channel: Channel;
  /** Who had an occasion that no earlier night had answered: the sum of the others. */
  considered: number;
  written: number;
} & WithheldCounts;

/** One night, and the day that its mail would have gone out. */
export type RehearsedNight = {
  asOf: Day;
  sendDay: Day;
  customers: number;
  tiers: Partial<Record<Tier, number>>;
  campaigns: readonly RehearsedCampaign[];
};

/** Occasions of people who could be written to, and what they did in the days after. Somebody may have had several. */
export type FollowUp = {
  /** Those whose days are over by the end of the file. */
  occasions: number;
  /** Of them, those after which the person bought within those days. */
  returned: number;
  /** What they bought for, in minor units; what follows two occasions counts with both. */
  netMinor: number;
  /** Those whose days are not over: nobody can say yet. */
  open: number;
};

/** The follow-up of a campaign's messages; nobody received one. */
export type CampaignFollowUp = { id: string; name: string; written: FollowUp; heldOut: FollowUp };

/** Nights over a shop's past, one after the other as each was known then. */
export type Rehearsal = {
  shop: string;
  currency: Currency;
  timeZone: string;
  codeVersion: string;
  from: Day;
  to: Day;
  nights: readonly RehearsedNight[];
  /** How many days after a message count as coming back. */
  followedDays: number;
  followUps: readonly CampaignFollowUp[];
  /** People who would have had a message, each once. */
  peopleWritten: number;
  /** The last day with an order in the file. */
  lastDay: Day | undefined;
  /** Orders that were refunded or called off, by whether the file says when. */
  undone: { dated: number; undated: number };
  /** Campaigns left out for their mistakes. */
  leftOut: readonly { id: string; problems: readonly string[] }[];
  /** What nights promised and what came, as the last night's book has it. */
  book: readonly PromiseEntry[];
  /** What the settings lacked for mail, and stood in for it. */
  stoodIn: readonly string[];
};
