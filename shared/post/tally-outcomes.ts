import { countWithheld, noneWithheld } from "../model/count-withheld.ts";
import { isUnwritten, isWithheld, type MessageOutcome, type NotifyTally } from "../model/message.ts";
import type { Unwritten } from "../ports/mailer.ts";

/** Counts the outcomes of a shard; the counts add up to the number of candidates. */
export const tallyOutcomes = (
  { runId, shard }: { runId: string; shard: number },
  outcomes: readonly MessageOutcome[],
): NotifyTally => {
  const tally = { shard, candidates: outcomes.length, sent: 0, sentBefore: 0, refused: 0, unknown: 0, inProgress: 0 };
  const withheld = noneWithheld();
  for (const outcome of outcomes) {
    if (isWithheld(outcome)) countWithheld(withheld, outcome);
    else if (outcome.outcome === "in-progress") tally.inProgress++;
    else if (outcome.outcome === "sent") tally[outcome.runId === runId ? "sent" : "sentBefore"]++;
    else tally[outcome.outcome]++;
  }
  return { ...tally, ...withheld };
};

/** The mails that templates did not write, by campaign and reason, in the order of the outcomes. */
export const unwrittenIn = (outcomes: readonly MessageOutcome[]): readonly Unwritten[] => {
  const counted = new Map<string, Unwritten>();
  for (const outcome of outcomes) {
    if (!isWithheld(outcome)) continue;
    const { campaignId, reason } = outcome;
    if (!isUnwritten(reason)) continue;
    const key = `${campaignId}#${reason}`;
    counted.set(key, { campaignId, reason, mails: (counted.get(key)?.mails ?? 0) + 1 });
  }
  return [...counted.values()];
};
