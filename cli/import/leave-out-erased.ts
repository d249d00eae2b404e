import { ConflictError } from "../../shared/model/errors.ts";
import { inParallel, slices } from "../../shared/model/in-parallel.ts";
import type { Instant } from "../../shared/model/time.ts";
import { readNotes } from "../../shared/recording/erasure-notes.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import { type CustomerGroup, groupCustomers } from "./group-customers.ts";
import type { ImportRow } from "./import-row.ts";

export type ErasuresDeps = Pick<RecordDeps, "readErasures" | "hash" | "pause">;

/** What a file may bring in, and what it may not. */
export type Parted = {
  /** Customers whom no erasure concerns. */
  unconcerned: readonly CustomerGroup[];
  /** Customers of whom a name was erased. */
  concerned: readonly CustomerGroup[];
  /** Of these, what was ordered after an erasure that has ended: somebody else, who is recorded as a webhook's order is. */
  since: readonly CustomerGroup[];
  /** Of these, all other rows. */
  leftOut: readonly ImportRow[];
};

/** Identities of so many groups are asked for at a time. */
const GROUPS = 50;
const CALLS = 8;
const MAX_ATTEMPTS = 12;

/**
 * Parts customers of a file by the notes of erasure (docs/adr/0006). A history knows nothing of erasures: what somebody
 * ordered before theirs is left out, whichever of their names the file has. An erasure that is under way is waited for.
 *
 * @throws ConflictError where it does not end within some seconds; the import is run again
 */
export const leaveOutErased = async (groups: readonly CustomerGroup[], deps: ErasuresDeps): Promise<Parted> => {
  const times = await newestErasures(groups, deps);
  const concerned = [...times.keys()];
  const [since, leftOut]: [CustomerGroup[], ImportRow[]] = [[], []];
  for (const [{ rows, older }, at] of times) {
    const all = [...rows, ...older];
    leftOut.push(...all.filter((row) => !isOfAfter(row, at)));
    since.push(
      ...groupCustomers(
        all.filter((row) => isOfAfter(row, at)),
        deps.hash,
      ),
    );
  }
  return { unconcerned: groups.filter((group) => !times.has(group)), concerned, since, leftOut };
};

const isOfAfter = ({ order }: ImportRow, at: Instant): boolean => Date.parse(order.orderedAt) > Date.parse(at);

/** When the first order of a group was made. */
export const firstOrderedAt = ({ rows, older }: CustomerGroup): Instant | undefined =>
  [...rows, ...older]
    .map(({ order }) => new Date(order.orderedAt).toISOString())
    .sort()
    .at(0);

/** Of each group that has any, the newest erasure. */
const newestErasures = async (
  groups: readonly CustomerGroup[],
  deps: ErasuresDeps,
): Promise<Map<CustomerGroup, Instant>> => {
  const times = new Map<CustomerGroup, Instant>();
  await inParallel(slices(groups, GROUPS), CALLS, async (some) => {
    const notes = await finishedNotes(
      some.flatMap(({ identities }) => identities),
      deps,
    );
    for (const group of some) {
      const newest = group.identities
        .flatMap((identity) => notes.get(identity)?.at ?? [])
        .sort()
        .at(-1);
      if (newest !== undefined) times.set(group, newest);
    }
  });
  return times;
};

/** What an erasure that is under way still goes by must not be taken away beside it. */
const finishedNotes = async (identities: readonly string[], deps: ErasuresDeps) => {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (attempt > 0) await deps.pause(attempt);
    const notes = await readNotes(identities, deps);
    if ([...notes.values()].every(({ finished }) => finished)) return notes;
  }
  throw new ConflictError(
    "somebody in the file is being erased; run the import again when that has ended, and it goes on where it was",
  );
};
