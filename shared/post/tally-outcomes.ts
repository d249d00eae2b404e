import type { MessageOutcome, NotifyTally, StopReason } from "../model/message.ts";

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
