import { type Asked, askedBefore } from "../model/erasure.ts";
import { ConflictError } from "../model/errors.ts";
import type { HolderRow } from "../model/evidence.ts";
import { holderName } from "../model/holder.ts";
import { orderIdentity } from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import type { ReadCustomers, SaveCustomer } from "../ports/customers.ts";
import type { NoteErasures } from "../ports/erasures.ts";
import type { SaveHolder, SaveIdentity } from "../ports/evidence.ts";
import { goneCustomer } from "./customer-of.ts";
import { laterOf } from "./epochs.ts";
import { erasureKeyOf } from "./erasure-notes.ts";
import { newHolder } from "./evidence.ts";
import { type FindSubjectDeps, findSubject, type Reach, type Subject } from "./find-subject.ts";
import { keepRefusals } from "./keep-refusals.ts";

export type MarkErasedDeps = FindSubjectDeps & {
  readCustomers: ReadCustomers;
  saveCustomer: SaveCustomer;
  saveHolder: SaveHolder;
  saveIdentity: SaveIdentity;
  noteErasures: NoteErasures;
};

/** A data subject whose holders are all marked, and the names under which that is noted. */
export type MarkedSubject = Subject & Asked & { names: readonly string[] };

const MAX_ATTEMPTS = 5;
const MAX_ROUNDS = 20;

/**
 * Shuts a person off: notes the erasure of their names, marks every holder, and looks again until nobody new is found. From then
 * on no event is recorded for any of these names, and none that was under way can save what it began (docs/adr/0006): its holder
 * was written since, and so was its customer. Who came back after `at` is left alone.
 */
export const markErased = async (
  handles: readonly string[],
  { at, askedAt, reach }: Asked & { reach: Reach },
  deps: MarkErasedDeps,
): Promise<MarkedSubject> => {
  let names: readonly string[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const subject = await findSubject(handles, deps, { before: at, reach });
    // Whoever is noted, or marked, is heard no more.
    await keepRefusals(subject, at, deps);
    const noted = new Set(names);
    names = [...new Set([...names, ...namesOf(subject)])];
    if (round === 0 || names.length > noted.size) {
      await deps.noteErasures(
        names.map((name) => erasureKeyOf(name, deps.hash)),
        { at, finished: false, ...askedBefore(at, askedAt) },
      );
      continue;
    }
    // A tombstone of this erasure is somebody else's work on it, and done.
    const unmarked = subject.holders.filter(({ erasing, erasedAt = "" }) => !erasing && erasedAt < at);
    if (unmarked.length === 0) {
      await fence(subject.customerIds, at, deps);
      return { ...subject, names, at, askedAt };
    }
    for (const row of unmarked) await mark(row, subject, at, deps);
  }
  throw new ConflictError("the customer was written to again and again while being erased; try again");
};

/** What only they bear. Of an order that names nobody, its number is all there is. */
const namesOf = ({ holders, whole, nameless }: Subject): string[] => [
  ...whole,
  ...holders.map(({ holder }) => holderName(holder)),
  ...nameless.map(({ orderKey }) => orderIdentity(orderKey)),
];

/** What it says stays until everything that it leads to is gone: an erasure that is broken off finds it all again. */
const mark = async (row: HolderRow, subject: Subject, at: Instant, deps: MarkErasedDeps): Promise<void> => {
  let current = row;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const marked = { ...current, erasedAt: laterOf(at, current.erasedAt ?? "") || at, erasing: true as const };
    if ((await deps.saveHolder(marked)) === "saved") return;
    const { holders } = await deps.readEvidence({ holders: [row.holder] });
    current = holders.get(row.holder) ?? newHolder(row.holder);
    if (current.erasing) return;
    // What was written may be a refusal.
    await keepRefusals(subject, at, deps);
  }
  throw new ConflictError(`the customer was written to ${MAX_ATTEMPTS} times while being erased; try again`);
};

/** Nobody who had worked a customer out before can save them any more; and nothing of them is left in their row. */
const fence = async (customerIds: readonly string[], at: Instant, deps: MarkErasedDeps): Promise<void> => {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const rows = await deps.readCustomers(customerIds);
    const open = customerIds.filter((id) => (rows.get(id)?.erasedAt ?? "") < at && isToFence(id, rows.has(id)));
    if (open.length === 0) return;
    for (const id of open) {
      const version = rows.get(id)?.version ?? 0;
      await deps.saveCustomer({ ...goneCustomer(id), erasedAt: at }, version);
    }
  }
  throw new ConflictError(`the customer was written to ${MAX_ATTEMPTS} times while being erased; try again`);
};

const isToFence = (customerId: string, isStored: boolean): boolean => isStored || !customerId.startsWith("sales:");
