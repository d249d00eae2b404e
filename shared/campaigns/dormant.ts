import type { Campaign } from "../model/campaign.ts";
import type { Channel } from "../model/channel.ts";
import type { Consent } from "../model/consent.ts";
import type { NightRun } from "../model/night.ts";
import type { Day } from "../model/time.ts";
import { addDays } from "../scoring/summaries/epoch-day.ts";
import type { CountedMessage } from "./counted-message.ts";

/** States of a message that its mailbox took, so far as anybody knows. */
const taken: ReadonlySet<CountedMessage["state"]> = new Set(["sent", "delivered", "complained"]);

/** What tells whether an address lives. */
type SignsOfLife = {
  campaign: Pick<Campaign, "trigger">;
  channel: Channel;
  consent: Consent;
  lastDay: Day | undefined;
  mailbox: { emailKey: string } | undefined;
  messages: readonly CountedMessage[];
  run: Pick<NightRun, "sendDay" | "settings">;
};

/**
 * Whether mail to an address is to be warmed up: nothing in so many days before the send day shows that the mailbox lives, no purchase,
 * no agreement at this very address, no mail of ours that it took. Who has just left a cart has typed it.
 */
export const isDormant = (facts: SignsOfLife): boolean => {
  const { campaign, channel, run } = facts;
  const { mode, days } = run.settings.mail.warmUp;
  if (mode === "off" || channel !== "email" || campaign.trigger.on === "cart-left") return false;
  const since = addDays(run.sendDay, -days);
  return !lifeSeen(facts).some((day) => day >= since);
};

const lifeSeen = ({ consent, lastDay, mailbox, messages }: SignsOfLife): string[] => [
  ...(lastDay === undefined ? [] : [lastDay]),
  ...(consent.state === "granted" && consent.at !== undefined ? [consent.at] : []),
  ...messages.filter((one) => one.emailKey === mailbox?.emailKey && taken.has(one.state)).map(({ asOf }) => asOf),
];
