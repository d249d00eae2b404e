import { whatForbids } from "../campaigns/ask-gates.ts";
import { withholdClaimed } from "../campaigns/withhold.ts";
import { askedKeysOf } from "../mail/is-suppressed.ts";
import type { Channel } from "../model/channel.ts";
import { slices } from "../model/in-parallel.ts";
import { isWithheld, type MessageOutcome, type StopReason, type WithheldOutcome } from "../model/message.ts";
import type { NightRun } from "../model/night.ts";
import type { ReadMessagesTo } from "../ports/messages.ts";
import { goneCustomer } from "../recording/customer-of.ts";
import type { FindRecipientsDeps } from "./find-recipients.ts";
import { messageOfRow, nameOf, outcomeOf } from "./message-rows.ts";
import { personFactsOf } from "./read-fresh.ts";

type Deps = FindRecipientsDeps & { readMessagesTo: ReadMessagesTo };
type Handed = Exclude<MessageOutcome, WithheldOutcome> & { channel: Channel };

const PER_BATCH = 100;

/**
 * The rows of a shard, of which those that are to stand in a file are asked for once more before it is published: who has refused,
 * unsubscribed or been erased since they were claimed is stopped by that. What was posted has gone, and stays as it is.
 */
export const stillHandedOver = async (
  rows: readonly MessageOutcome[],
  run: NightRun,
  deps: Deps,
): Promise<readonly MessageOutcome[]> => {
  const stopped = new Map<string, StopReason>();
  for (const batch of slices(rows.flatMap(handedOver), PER_BATCH))
    for (const [message, reason] of await whatSpeaksAgainst(batch, run, deps)) stopped.set(message, reason);
  return rows.map((row) => {
    const reason = isWithheld(row) ? undefined : stopped.get(messageOfRow(row));
    if (reason === undefined) return row;
    const { customerId, campaignId, step, occurrence, tier, channel } = row;
    const occasion = { customerId, campaignId, step, occurrence, ...(tier && { tier }), ...(channel && { channel }) };
    return outcomeOf(occasion, withholdClaimed(reason));
  });
};

const handedOver = (row: MessageOutcome): Handed[] =>
  row.outcome === "sent" && row.channel !== undefined ? [{ ...row, channel: row.channel }] : [];

const whatSpeaksAgainst = async (
  batch: readonly Handed[],
  run: NightRun,
  deps: Deps,
): Promise<(readonly [string, StopReason])[]> => {
  const messages = await deps.readMessagesTo(batch.map(({ emailKey }) => emailKey));
  const ledger = new Map(messages.map((message) => [nameOf(message), message]));
  const inFile = batch.filter((row) => !ledger.get(messageOfRow(row))?.posted);
  const customers = await deps.whoTheyAre(inFile.map(({ customerId }) => customerId));
  const suppressions = await deps.readSuppressions([...customers.values()].flatMap(askedKeysOf));
  return inFile.flatMap((row) => {
    const customer = customers.get(row.customerId) ?? goneCustomer(row.customerId);
    const facts = personFactsOf({ channel: row.channel, locale: row.locale, run }, { customer, suppressions });
    const elsewhere = facts.mailbox?.emailKey === row.emailKey ? undefined : "already-written";
    // An erasure takes the ledger's row, and whoever comes back is somebody new.
    const erased = ledger.has(messageOfRow(row)) ? undefined : "no-address";
    const reason = whatForbids(facts) ?? elsewhere ?? erased;
    return reason === undefined ? [] : [[messageOfRow(row), reason] as const];
  });
};
