import { CSV_START, csvLine, csvText } from "../model/csv.ts";
import { isWithheld, type MessageOutcome } from "../model/message.ts";
import { messagesColumns } from "../night-files/csv-columns.ts";

/** `messages.csv`, shard after shard: everybody who had an occasion, what became of it, and why not. No addresses. */
export async function* messagesCsv(shards: AsyncIterable<readonly MessageOutcome[]>): AsyncGenerator<string> {
  yield CSV_START + csvLine(messagesColumns);
  for await (const outcomes of shards) yield outcomes.map(lineOf).join("");
}

const lineOf = (outcome: MessageOutcome): string => {
  const { reason = "", until = "", dueUntil = "" } = isWithheld(outcome) ? outcome : {};
  const { offer = "" } = isWithheld(outcome) ? {} : outcome;
  return csvLine([
    csvText(outcome.customerId),
    csvText(outcome.campaignId),
    csvText(outcome.step),
    csvText(outcome.occurrence),
    outcome.outcome,
    reason,
    outcome.channel ?? "email",
    until,
    dueUntil,
    csvText(offer),
  ]);
};
