import { askedAgainAt } from "../campaigns/withhold.ts";
import type { Candidate } from "../model/campaign.ts";
import type { Customer } from "../model/customer.ts";
import { customerIdNamedBy } from "../model/identity.ts";
import { isWithheld, type MessageOutcome } from "../model/message.ts";
import type { Instant } from "../model/time.ts";
import { occasionOf } from "./message-rows.ts";

type Entry = { index: number; candidate: Candidate };
type Kept = { index: number; outcome: MessageOutcome };

/** What an earlier pass over a shard came to, by whom and what it was about. */
export const listedBefore = (rows: readonly MessageOutcome[] = []): ReadonlyMap<string, MessageOutcome> =>
  new Map(rows.map((row) => [occasionOf(row), row]));

/**
 * Whom a pass asks, and what stands as it was listed. As soon as one message to somebody is due, all that wait for them are asked: a less
 * important one is not to leave before one whose hour is later. Who is not listed is asked.
 */
export const askedNow = (
  candidates: readonly Entry[],
  listed: ReadonlyMap<string, MessageOutcome>,
  now: Instant,
): { asked: Entry[]; kept: Kept[] } => {
  const rowOf = ({ candidate }: Entry) => listed.get(occasionOf(candidate));
  const due = new Set(
    candidates.filter((entry) => isDue(rowOf(entry), now)).map(({ candidate }) => candidate.customerId),
  );
  const asked: Entry[] = [];
  const kept: Kept[] = [];
  for (const entry of candidates) {
    const row = rowOf(entry);
    if (row !== undefined && !(isOpen(row) && due.has(entry.candidate.customerId)))
      kept.push({ index: entry.index, outcome: row });
    else asked.push(entry);
  }
  return { asked, kept };
};

/** What waits, and what another worker was about to send when it was asked: that may have given its claim back since. */
const isOpen = ({ outcome }: MessageOutcome): boolean => outcome === "waiting" || outcome === "in-progress";

const isDue = (row: MessageOutcome | undefined, now: Instant): boolean => {
  if (row === undefined || row.outcome === "in-progress") return true;
  const at = isWithheld(row) ? askedAgainAt(row) : undefined;
  return at !== undefined && (at === "each hour" || at <= now);
};

/**
 * Messages that wait and are not due, by who they were for in the night: who is asked may have become one with them since, and then the most
 * important of all goes first. Whoever is taken is asked, and does not stand as listed any more.
 */
export const waitingBeside = (candidates: readonly Entry[], kept: readonly Kept[]) => {
  const isWaiting = new Set(kept.filter(({ outcome }) => outcome.outcome === "waiting").map(({ index }) => index));
  const waiting = Map.groupBy(
    candidates.filter(({ index }) => isWaiting.has(index)),
    ({ candidate }) => candidate.customerId,
  );
  const taken = new Set<number>();
  return {
    takenFor: ({ customerId, identities }: Pick<Customer, "customerId" | "identities">): Entry[] => {
      if (waiting.size === 0) return [];
      const entries = [customerId, ...identities.map(customerIdNamedBy)].flatMap((id) => {
        const own = waiting.get(id) ?? [];
        waiting.delete(id);
        return own;
      });
      for (const { index } of entries) taken.add(index);
      return entries;
    },
    stillKept: (): Kept[] => kept.filter(({ index }) => !taken.has(index)),
  };
};
