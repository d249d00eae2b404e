import type { WithheldAs } from "../campaigns/withhold.ts";
import { recordedOutcome } from "../mail/message-life.ts";
import type { Candidate } from "../model/campaign.ts";
import type { Customer } from "../model/customer.ts";
import { customerIdNamedBy } from "../model/identity.ts";
import {
  isWithheld,
  type Message,
  type MessageOutcome,
  type MessageRef,
  messageKeyOf,
  type RecordedOutcome,
  type WithheldOutcome,
} from "../model/message.ts";

/** What of a candidate stands in its row. */
export type Occasion = Pick<Candidate, "customerId" | "campaignId" | "step" | "occurrence" | "tier" | "channel">;

type Recorded = Exclude<MessageOutcome, WithheldOutcome>;

/** What became of one candidate, without saying whose it is. */
export type SendOutcome =
  | (WithheldAs & Pick<WithheldOutcome, "refusal" | "writtenOn">)
  | (Pick<Recorded, "outcome" | "locale" | "emailKey" | "runId" | "warmed" | "offer"> & {
      /** Whom the ledger has it for. */
      writtenTo: string;
    });

/** One name for a message, wherever it goes. */
export const nameOf = ({ messageKey, emailKey }: MessageRef): string => `${messageKey}\0${emailKey}`;

/** The name of the message that a row tells of. */
export const messageOfRow = (row: Recorded): string =>
  nameOf({ emailKey: row.emailKey, messageKey: messageKeyOf(row) });

/** The names of all messages that rows tell of. */
export const messagesIn = (rows: readonly MessageOutcome[]): string[] =>
  rows.flatMap((row) => (isWithheld(row) ? [] : [messageOfRow(row)]));

/** What the ledger says of a message. */
export const whatStands = (message: Message): SendOutcome => recordedAs(message, recordedOutcome(message));

/** A message of the ledger as the row of its candidate has it. */
export const recordedAs = (
  { locale, emailKey, runId, warmed, offer, customerId }: Message,
  outcome: RecordedOutcome,
): SendOutcome => ({
  ...{ outcome, locale, emailKey, runId, writtenTo: customerId },
  ...(warmed && { warmed }),
  ...(offer !== undefined && { offer }),
});

/**
 * The message by which this very candidate was written to in this night or an earlier attempt at it, under whatever name
 * they had then; undefined where there is none.
 */
export const messageOfNight = (
  candidate: Occasion,
  { customerId, identities }: Customer,
  asOf: string,
  messages: readonly Message[],
): Message | undefined => {
  const names = [candidate.customerId, customerId, ...identities.map(customerIdNamedBy)];
  const key = messageKeyOf(candidate);
  return messages.find(
    (message) => message.messageKey === key && message.asOf === asOf && names.includes(message.customerId),
  );
};

/** The row of `messages/<shard>.json` for a candidate. */
export const outcomeOf = (
  { customerId, campaignId, step, occurrence, tier, channel }: Occasion,
  outcome: SendOutcome,
): MessageOutcome => ({
  customerId,
  campaignId,
  step,
  occurrence,
  tier,
  ...(channel && { channel }),
  ...toldOf(outcome, customerId),
});

const toldOf = (outcome: SendOutcome, customerId: string) => {
  if ("reason" in outcome) return outcome;
  const { writtenTo, ...told } = outcome;
  return { ...told, ...(writtenTo !== customerId && { joined: true as const }) };
};

/** One name for what a candidate is about, and for whom. */
export const occasionOf = ({
  customerId,
  campaignId,
  step,
  occurrence,
}: Pick<Occasion, "customerId" | "campaignId" | "step" | "occurrence">): string =>
  [customerId, campaignId, step, occurrence].join("\0");
