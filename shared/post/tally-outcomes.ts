import { isUnwritten, type MessageOutcome, type NotifyTally, type StopReason } from "../model/message.ts";
import type { Unwritten } from "../ports/mailer.ts";

/** Counts the outcomes of a shard; the counts add up to the number of candidates. */
export const tallyOutcomes = (
  { runId, shard }: { runId: string; shard: number },
  outcomes: readonly MessageOutcome[],
): NotifyTally => {
  const tally = { shard, candidates: outcomes.length, sent: 0, sentBefore: 0, refused: 0, unknown: 0, inProgress: 0 };
  const stopped: Partial<Record<StopReason, number>> = {};
  for (const outcome of outcomes) {
    if (outcome.outcome === "stopped") stopped[outcome.reason] = (stopped[outcome.reason] ?? 0) + 1;
    else if (outcome.outcome === "in-progress") tally.inProgress++;
    else if (outcome.outcome === "sent") tally[outcome.runId === runId ? "sent" : "sentBefore"]++;
    else tally[outcome.outcome]++;
  }
  return { ...tally, stopped };
};

/** The mails that templates did not write, by campaign and reason, in the order of the outcomes. */
export const unwrittenIn = (outcomes: readonly MessageOutcome[]): readonly Unwritten[] => {
  const counted = new Map<string, Unwritten>();
  for (const outcome of outcomes) {
    if (outcome.outcome !== "stopped" || !isUnwritten(outcome.reason)) continue;
    const { campaignId, reason } = outcome;
    const key = `${campaignId}#${reason}`;
    counted.set(key, { campaignId, reason, mails: (counted.get(key)?.mails ?? 0) + 1 });
  }
  return [...counted.values()];
};
