import { prepareMailings } from "../campaigns/mailing.ts";
import type { Candidate } from "../model/campaign.ts";
import { inParallel } from "../model/in-parallel.ts";
import type { MessageOutcome, NotifyTally } from "../model/message.ts";
import type { NightRun, ShardInput } from "../model/night.ts";
import type { ReadCampaigns, ReadCandidates, ReadRun, SaveOutcomes } from "../ports/night.ts";
import type { Now, ReadKeys } from "../ports/world.ts";
import { type FindRecipientsDeps, findRecipients } from "./find-recipients.ts";
import { tallyOutcomes } from "./tally-outcomes.ts";
import { type Answer, outcomeOf, type WriteToRecipientDeps, writeToRecipient } from "./write-to-recipient.ts";

export type NotifyShardDeps = FindRecipientsDeps &
  Omit<WriteToRecipientDeps, "pace" | "mailings" | "linkKey"> & {
    readRun: ReadRun;
    readCandidates: ReadCandidates;
    saveOutcomes: SaveOutcomes;
    readCampaigns: ReadCampaigns;
    readKeys: ReadKeys;
    /** The wall clock; a simulated night goes by its own hour instead. */
    now: Now;
    /** A pacer for as many workers as share the mail service's rate. */
    createPace: (run: NightRun) => () => Promise<void>;
  };

/** Customers read together, and people written to side by side. */
const CANDIDATES_PER_BATCH = 100;
const RECIPIENTS_AT_A_TIME = 8;

/**
 * Answers every candidate of a shard with exactly one outcome and writes them to `messages/<shard>.json`. May be run
 * again after any failure, and beside itself: nobody is mailed twice, and what an earlier run of the same as-of day
 * recorded is listed again.
 */
export const notifyShard = async ({ runId, shard }: ShardInput, deps: NotifyShardDeps): Promise<NotifyTally> => {
  const run = await deps.readRun(runId);
  const [library, { linkKey }] = await Promise.all([deps.readCampaigns(run.campaigns.version), deps.readKeys()]);
  const mailings = prepareMailings(library);
  const now = run.simulated ? () => run.at : deps.now;
  const candidates = (await deps.readCandidates(runId, shard)).map((candidate, index) => ({ index, candidate }));
  const paced = { ...deps, mailings, linkKey, now, pace: deps.createPace(run) };
  const answers: Answer[] = [];
  for (let start = 0; start < candidates.length; start += CANDIDATES_PER_BATCH) {
    answers.push(...(await notifyBatch(candidates.slice(start, start + CANDIDATES_PER_BATCH), run, paced)));
  }
  const outcomes = answers.sort((a, b) => a.index - b.index).map(({ outcome }) => outcome);
  await deps.saveOutcomes(runId, shard, outcomes);
  return tallyOutcomes(shard, outcomes);
};

const notifyBatch = async (
  batch: readonly { index: number; candidate: Candidate }[],
  run: NightRun,
  deps: FindRecipientsDeps & WriteToRecipientDeps,
): Promise<Answer[]> => {
  const { recipients, gone } = await findRecipients(batch, deps);
  const answers = await inParallel(recipients, RECIPIENTS_AT_A_TIME, (recipient) =>
    writeToRecipient(recipient, run, deps),
  );
  return [...answers.flat(), ...gone.map(({ index, candidate }) => ({ index, outcome: nobodyThere(candidate) }))];
};

/** Erased since it was scored. */
const nobodyThere = (candidate: Candidate): MessageOutcome =>
  outcomeOf(candidate, { outcome: "stopped", reason: "no-address" });
