import { brokenOff } from "../campaigns/ask-gates.ts";
import { goesLaterAt, withhold } from "../campaigns/withhold.ts";
import { askedKeysOf } from "../mail/is-suppressed.ts";
import { aheadInOrder } from "../model/ahead-in-order.ts";
import type { Candidate } from "../model/campaign.ts";
import { slices } from "../model/in-parallel.ts";
import { isWithheld, type Message, type MessageOutcome } from "../model/message.ts";
import { LONGEST_STEP_MS, type NightRun } from "../model/night.ts";
import type { Instant } from "../model/time.ts";
import type { ReadMessagesTo, ReadSuppressions } from "../ports/messages.ts";
import type { FindCandidates, FindOutcomes, ReadRunsOf } from "../ports/night.ts";
import { stringHash } from "../stats/string-hash.ts";
import {
  messageOfNight,
  messageOfRow,
  messagesIn,
  nameOf,
  type Occasion,
  occasionOf,
  outcomeOf,
  whatStands,
} from "./message-rows.ts";
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
/** Shards' outcomes that are read before their turn comes. */
const SHARDS_AHEAD = 8;

/** Occasions that are in memory at once while those of other attempts are held against them. */
const OCCASIONS_AT_A_TIME = 100_000;

/**
 * What became of a day's mail, shard after shard, as the ledger has it now: what was under way when a shard saw it may be
 * settled. Last come the messages that another attempt at the same night wrote to whom this one has no candidate for, say
 * because tiers were narrowed in between: the files of a day tell all that went out for it. Before them come those of customers who have
 * become one with another since: each message is told once. One shard is in memory at a time.
 */
export async function* outcomesOfDay(
  run: NightRun,
  deps: OutcomesOfDayDeps,
  occasionsAtATime = OCCASIONS_AT_A_TIME,
): AsyncGenerator<readonly MessageOutcome[]> {
  const others = (await deps.readRunsOf(run.asOf)).filter(({ runId }) => runId !== run.runId);
  const listed: Listed = { rows: 0, messages: new Set() };
  const joined: MessageOutcome[] = [];
  /** Messages that shards tell whose workers left no list. */
  const lost = new Set<string>();
  let shard = 0;
  for await (const found of aheadInOrder(shardsOf(run), SHARDS_AHEAD, (of) => deps.findOutcomes(run.runId, of))) {
    const outcomes = found ?? (await ofLostWorker(run, shard, deps));
    const now = await stillHandedOver(await settled(outcomes, run, deps), run, deps);
    const own = now.filter((row) => !isJoined(row));
    if (found === undefined) for (const message of messagesIn(own)) lost.add(message);
    joined.push(...now.filter(isJoined));
    if (others.length > 0) list(now, listed);
    yield own.toSorted(byOccasion);
    shard += 1;
  }
  if (joined.length > 0) yield await toldOnce(joined.sort(byOccasion), run, lost, deps);
  const rows = await ofOtherAttempts(run, { others, listed, occasionsAtATime }, deps);
  if (rows.length > 0) yield rows.sort(byOccasion);
}

const shardsOf = ({ shards }: Pick<NightRun, "shards">): number[] =>
  Array.from({ length: shards }, (_, shard) => shard);

/** How much of the day's mail has been told, and which messages are in it: no more than were written. */
type Listed = { rows: number; messages: Set<string> };

const list = (rows: readonly MessageOutcome[], listed: Listed): void => {
  listed.rows += rows.length;
  for (const message of messagesIn(rows)) listed.messages.add(message);
};

/** Whether another row may tell of the same message: these are few, those who became one with another in the course of the day. */
const isJoined = (row: MessageOutcome): boolean => !isWithheld(row) && row.joined === true;

/**
 * Rows of customers who have become one with another, where the message is told by another row, by that of whom it was written to or by the first
 * of these, as what was written already. All the lists are read once more for it: to remember what they tell would take memory by the day's mail.
 */
const toldOnce = async (
  joined: readonly MessageOutcome[],
  run: NightRun,
  lost: ReadonlySet<string>,
  deps: OutcomesOfDayDeps,
): Promise<MessageOutcome[]> => {
  const asked = new Set(messagesIn(joined));
  const told = new Set([...asked].filter((message) => lost.has(message)));
  for await (const rows of aheadInOrder(shardsOf(run), SHARDS_AHEAD, (of) => deps.findOutcomes(run.runId, of)))
    for (const message of messagesIn((rows ?? []).filter((row) => !isJoined(row))))
      if (asked.has(message)) told.add(message);
  return joined.map((row) => {
    const [message = ""] = messagesIn([row]);
    if (told.has(message)) return outcomeOf(row, { outcome: "stopped", reason: "already-written" });
    told.add(message);
    return row;
  });
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
      const notSent = withhold(brokenOff, candidate, run, deps.now());
      rows.push(message ? rowOf(candidate, message, run, deps.now()) : outcomeOf(candidate, notSent));
    }
  }
  return rows;
};

const settled = async (
  listed: readonly MessageOutcome[],
  run: NightRun,
  deps: OutcomesOfDayDeps,
): Promise<MessageOutcome[]> => {
  const outcomes = await withOverdue(listed, run, deps);
  const open = outcomes.flatMap((row) =>
    row.outcome === "in-progress" || row.outcome === "unknown" ? [row.emailKey] : [],
  );
  const ledger = new Map((await deps.readMessagesTo(open)).map((message) => [nameOf(message), message]));
  return outcomes.map((row) => {
    if (row.outcome !== "in-progress" && row.outcome !== "unknown") return row;
    const message = ledger.get(messageOfRow(row));
    return message ? { ...row, ...rowOf(row, message, run, deps.now()) } : row;
  });
};

/**
 * Of two passes over a shard the slower one writes its list last, though the other has asked more. What should have gone by now is looked
 * up: it may have.
 */
const withOverdue = async (
  outcomes: readonly MessageOutcome[],
  run: NightRun,
  deps: OutcomesOfDayDeps,
): Promise<readonly MessageOutcome[]> => {
  const now = deps.now();
  const overdue = outcomes.filter((row) => isWithheld(row) && (goesLaterAt(row) ?? now) < now);
  const written = new Map<string, MessageOutcome>();
  for (const batch of slices(overdue, PER_BATCH))
    for (const { candidate, message } of await messagesOf(batch, run.asOf, deps))
      if (!standsInFile(candidate, message)) written.set(occasionOf(candidate), rowOf(candidate, message, run, now));
  return written.size === 0 ? outcomes : outcomes.map((row) => written.get(occasionOf(row)) ?? row);
};

/** Nobody works on this run's claims any more: what is not settled by now never will be, but by the mail service. */
const rowOf = (of: Occasion, message: Message, run: NightRun, now: Instant): MessageOutcome => {
  const row = outcomeOf(of, whatStands(message));
  if (row.outcome !== "in-progress") return row;
  const isOver = message.runId === run.runId || Date.parse(now) - Date.parse(message.claimedAt) > LONGEST_STEP_MS;
  if (!isOver) return row;
  // Whoever died over it: the day's file has it.
  return { ...row, outcome: standsInFile(of, message) ? "sent" : "unknown" };
};

/**
 * By what the other attempts had candidates for: the ledger can be asked for addresses alone. Where a day has more occasions than are
 * to be in memory, it goes through them several times, each time for a part of the customers.
 */
const ofOtherAttempts = async (
  run: NightRun,
  { others, listed, occasionsAtATime }: { others: readonly NightRun[]; listed: Listed; occasionsAtATime: number },
  deps: OutcomesOfDayDeps,
): Promise<MessageOutcome[]> => {
  if (others.length === 0) return [];
  const parts = Math.max(1, Math.ceil(listed.rows / occasionsAtATime));
  const rows: MessageOutcome[] = [];
  for (let part = 0; part < parts; part++) {
    const isIn: IsIn = ({ customerId }) => stringHash(customerId) % parts === part;
    const here = await occasionsHere(run, isIn, deps);
    for (const batch of slices(await candidatesElsewhere(others, { here, isIn }, deps), PER_BATCH)) {
      for (const { candidate, message } of await messagesOf(batch, run.asOf, deps)) {
        if (listed.messages.has(nameOf(message))) continue;
        listed.messages.add(nameOf(message));
        const row = rowOf(candidate, message, run, deps.now());
        rows.push(standsInFile(candidate, message) ? leftElsewhere(row) : row);
      }
    }
  }
  return rows;
};

type IsIn = (of: { customerId: string }) => boolean;

const occasionsHere = async (run: NightRun, isIn: IsIn, deps: OutcomesOfDayDeps): Promise<Set<string>> => {
  const here = new Set<string>();
  const read = async (shard: number): Promise<readonly Occasion[]> =>
    (await deps.findOutcomes(run.runId, shard)) ?? deps.findCandidates(run.runId, shard);
  for await (const occasions of aheadInOrder(shardsOf(run), SHARDS_AHEAD, read)) {
    for (const occasion of occasions) if (isIn(occasion)) here.add(occasionOf(occasion));
  }
  return here;
};

const candidatesElsewhere = async (
  others: readonly NightRun[],
  { here, isIn }: { here: ReadonlySet<string>; isIn: IsIn },
  deps: OutcomesOfDayDeps,
): Promise<Candidate[]> => {
  const elsewhere: Candidate[] = [];
  for (const other of others) {
    const read = (shard: number) => deps.findCandidates(other.runId, shard);
    for await (const candidates of aheadInOrder(shardsOf(other), SHARDS_AHEAD, read))
      for (const candidate of candidates)
        if (isIn(candidate) && !here.has(occasionOf(candidate))) elsewhere.push(candidate);
  }
  return elsewhere;
};

const standsInFile = ({ channel }: Pick<Candidate, "channel">, { posted }: Pick<Message, "posted">): boolean =>
  channel !== undefined && !posted;

/** It stood in the file of that attempt, and stands in none any more: it may have been sent. */
const leftElsewhere = (row: MessageOutcome): MessageOutcome =>
  row.outcome === "sent" ? { ...row, outcome: "unknown" } : row;

const messagesOf = async <One extends Occasion>(candidates: readonly One[], asOf: string, deps: OutcomesOfDayDeps) => {
  const customers = await deps.whoTheyAre(candidates.map(({ customerId }) => customerId));
  const messages = await deps.readMessagesTo([...customers.values()].flatMap(askedKeysOf));
  return candidates.flatMap((candidate) => {
    const customer = customers.get(candidate.customerId);
    const message = customer && messageOfNight(candidate, customer, asOf, messages);
    return message ? [{ candidate, message }] : [];
  });
};

const byOccasion = (a: MessageOutcome, b: MessageOutcome): number => (occasionOf(a) < occasionOf(b) ? -1 : 1);
