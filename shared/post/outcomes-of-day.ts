import { addressKeysOf } from "../mail/is-suppressed.ts";
import type { Candidate } from "../model/campaign.ts";
import { slices } from "../model/in-parallel.ts";
import { type Message, type MessageOutcome, messageKeyOf } from "../model/message.ts";
import { LONGEST_STEP_MS, type NightRun } from "../model/night.ts";
import type { Instant } from "../model/time.ts";
import type { ReadMessagesTo, ReadSuppressions } from "../ports/messages.ts";
import type { FindCandidates, FindOutcomes, ReadRunsOf } from "../ports/night.ts";
import { messageOfNight, nameOf, outcomeOf, whatStands } from "./message-rows.ts";
import { stillHandedOver } from "./still-handed-over.ts";
import type { WhoTheyAre } from "./who-they-are.ts";

export type OutcomesOfDayDeps = {
  findOutcomes: FindOutcomes;
  readRunsOf: ReadRunsOf;
  findCandidates: FindCandidates;
  whoTheyAre: WhoTheyAre;
  readMessagesTo: ReadMessagesTo;
  readSuppressions: ReadSuppressions;
  now: () => Instant;
};

const PER_BATCH = 100;

/**
 * What became of a day's mail, shard after shard, as the ledger has it now: what was under way when a shard saw it may be
 * settled. Last come the messages that another attempt at the same night wrote to whom this one has no candidate for, say
 * because tiers were narrowed in between: the files of a day tell all that went out for it.
 */
export const outcomesOfDay = async (
  run: NightRun,
  deps: OutcomesOfDayDeps,
): Promise<readonly (readonly MessageOutcome[])[]> => {
  const shards: MessageOutcome[][] = [];
  for (let shard = 0; shard < run.shards; shard++) {
    const outcomes = (await deps.findOutcomes(run.runId, shard)) ?? (await ofLostWorker(run, shard, deps));
    const now = await stillHandedOver(await settled(outcomes, run, deps), run, deps);
    shards.push([...now].sort(byOccasion));
  }
  const others = await ofOtherAttempts(run, shards.flat(), deps);
  return others.length > 0 ? [...shards, others.sort(byOccasion)] : shards;
};

/** Of a shard whose worker died on every try: what the ledger has, and that the rest was not sent. */
const ofLostWorker = async (run: NightRun, shard: number, deps: OutcomesOfDayDeps): Promise<MessageOutcome[]> => {
  const rows: MessageOutcome[] = [];
  for (const batch of slices(await deps.findCandidates(run.runId, shard), PER_BATCH)) {
    const written = new Map(
      (await messagesOf(batch, run.asOf, deps)).map(({ candidate, message }) => [candidate, message]),
    );
    for (const candidate of batch) {
      // What is to stand in a file was not left there: the shard comes again, and leaves it.
      const found = written.get(candidate);
      const message = found && standsInFile(candidate, found) ? undefined : found;
      const notSent = { outcome: "stopped", reason: "post-broke-off" } as const;
      rows.push(message ? rowOf(candidate, message, run, deps.now()) : outcomeOf(candidate, notSent));
    }
  }
  return rows;
};

const settled = async (
  outcomes: readonly MessageOutcome[],
  run: NightRun,
  deps: OutcomesOfDayDeps,
): Promise<MessageOutcome[]> => {
  const open = outcomes.flatMap((row) =>
    row.outcome === "in-progress" || row.outcome === "unknown" ? [row.emailKey] : [],
  );
  const ledger = new Map((await deps.readMessagesTo(open)).map((message) => [nameOf(message), message]));
  return outcomes.map((row) => {
    if (row.outcome !== "in-progress" && row.outcome !== "unknown") return row;
    const message = ledger.get(nameOf({ ...row, messageKey: messageKeyOf(row) }));
    return message ? { ...row, ...rowOf(row, message, run, deps.now()) } : row;
  });
};

/** Nobody works on this run's claims any more: what is not settled by now never will be, but by the mail service. */
const rowOf = (of: Omit<Candidate, "lastDay">, message: Message, run: NightRun, now: Instant): MessageOutcome => {
  const row = outcomeOf(of, whatStands(message));
  if (row.outcome !== "in-progress") return row;
  const isOver = message.runId === run.runId || Date.parse(now) - Date.parse(message.claimedAt) > LONGEST_STEP_MS;
  if (!isOver) return row;
  // Whoever died over it: the day's file has it.
  return { ...row, outcome: standsInFile(of, message) ? "sent" : "unknown" };
};

/** By what the other attempts had candidates for: the ledger can be asked for addresses alone. */
const ofOtherAttempts = async (
  run: NightRun,
  listed: readonly MessageOutcome[],
  deps: OutcomesOfDayDeps,
): Promise<MessageOutcome[]> => {
  const candidates = new Set(listed.map(occasionOf));
  const messages = new Set(
    listed.flatMap((row) => (row.outcome === "stopped" ? [] : [nameOf({ ...row, messageKey: messageKeyOf(row) })])),
  );
  const rows: MessageOutcome[] = [];
  for (const batch of slices(await candidatesElsewhere(run, candidates, deps), PER_BATCH)) {
    for (const { candidate, message } of await messagesOf(batch, run.asOf, deps)) {
      if (messages.has(nameOf(message))) continue;
      messages.add(nameOf(message));
      const row = rowOf(candidate, message, run, deps.now());
      rows.push(standsInFile(candidate, message) ? leftElsewhere(row) : row);
    }
  }
  return rows;
};

const standsInFile = ({ channel }: Pick<Candidate, "channel">, { posted }: Pick<Message, "posted">): boolean =>
  channel !== undefined && !posted;

/** It stood in the file of that attempt, and stands in none any more: it may have been sent. */
const leftElsewhere = (row: MessageOutcome): MessageOutcome =>
  row.outcome === "sent" ? { ...row, outcome: "unknown" } : row;

const candidatesElsewhere = async (run: NightRun, here: ReadonlySet<string>, deps: OutcomesOfDayDeps) => {
  const elsewhere: Candidate[] = [];
  for (const other of await deps.readRunsOf(run.asOf)) {
    if (other.runId === run.runId) continue;
    for (let shard = 0; shard < other.shards; shard++)
      elsewhere.push(...(await deps.findCandidates(other.runId, shard)));
  }
  return elsewhere.filter((candidate) => !here.has(occasionOf(candidate)));
};

const messagesOf = async (candidates: readonly Candidate[], asOf: string, deps: OutcomesOfDayDeps) => {
  const customers = await deps.whoTheyAre(candidates.map(({ customerId }) => customerId));
  const messages = await deps.readMessagesTo([...customers.values()].flatMap(addressKeysOf));
  return candidates.flatMap((candidate) => {
    const customer = customers.get(candidate.customerId);
    const message = customer && messageOfNight(candidate, customer, asOf, messages);
    return message ? [{ candidate, message }] : [];
  });
};

type Occasion = Pick<MessageOutcome, "customerId" | "campaignId" | "step" | "occurrence">;
const occasionOf = ({ customerId, campaignId, step, occurrence }: Occasion): string =>
  [customerId, campaignId, step, occurrence].join("\0");
const byOccasion = (a: MessageOutcome, b: MessageOutcome): number => (occasionOf(a) < occasionOf(b) ? -1 : 1);
