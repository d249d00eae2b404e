import type { Customer } from "../model/customer.ts";
import { ConflictError } from "../model/errors.ts";
import { isOfOrder, type KeyedHash } from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import type { ReadCustomer, SaveCustomer } from "../ports/customers.ts";
import type { NoteErasures, ReadErasures } from "../ports/erasures.ts";
import type { FileStore } from "../ports/files.ts";
import { isBeingErased, laterOf } from "./epochs.ts";
import { eraseBodies } from "./erased-bodies.ts";
import { erasureKeyOf } from "./erasure-notes.ts";
import { type FindSubjectDeps, findSubject, type Subject } from "./find-subject.ts";
import { newCustomer } from "./stored-customer.ts";

export type MarkErasedDeps = FindSubjectDeps & {
  readCustomer: ReadCustomer;
  saveCustomer: SaveCustomer;
  readErasures: ReadErasures;
  noteErasures: NoteErasures;
  data: Pick<FileStore, "remove">;
  hash: KeyedHash;
};

/** A data subject whose rows are all marked, under the names by which they are found again. */
export type MarkedSubject = Subject & { names: readonly string[]; at: Instant };

const MAX_ATTEMPTS = 5;
const MAX_ROUNDS = 20;

/**
 * Shuts a person off: notes the erasure of their names, marks every row of theirs, and looks again until nobody new is
 * found. From then on no event is recorded for any of these names, and none that was under way can save what it began
 * (docs/adr/0006). Who came back after `at` is left alone.
 */
export const markErased = async (
  handles: readonly string[],
  at: Instant,
  deps: MarkErasedDeps,
): Promise<MarkedSubject> => {
  let names: readonly string[] = [...handles];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    await deps.noteErasures(
      names.map((name) => erasureKeyOf(name, deps.hash)),
      { at, finished: false },
    );
    const subject = await findSubject(handles, deps, at);
    const found = namesOf(subject);
    const unmarked = [...subject.customers, ...subject.signposts].filter((row) => !isMarked(row, found));
    const noted = new Set(names);
    names = [...new Set([...names, ...found])];
    // Before a body goes: whoever puts it there after that sees the note of any name that brought them there.
    if (found.some((name) => !noted.has(name))) continue;
    if (unmarked.length === 0) return { ...subject, names, at };
    for (const { customerId } of unmarked) await mark(customerId, found, at, deps);
  }
  throw new ConflictError("the customer was joined with others again and again while being erased; try again");
};

/** All identities but those of orders that never named a customer: these may be thousands, and a row has an end. */
const namesOf = ({ identities, customerIds }: Subject): string[] => {
  const places = new Set(customerIds);
  return identities.filter((name) => !isOfOrder(name) || places.has(name));
};

const isMarked = (row: Customer, names: readonly string[]): boolean => {
  const known = new Set(row.identities);
  return isBeingErased(row) && names.every((name) => known.has(name));
};

/** Raw bodies go before the row that names them. Each row knows every name: whichever is left leads to all others. */
const mark = async (customerId: string, names: readonly string[], at: Instant, deps: MarkErasedDeps) => {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const stored = (await deps.readCustomer(customerId)) ?? newCustomer(customerId);
    if (isMarked(stored, names)) return;
    await eraseBodies(stored.archiveKeys, at, deps);
    if ((await deps.saveCustomer(marked(stored, names, at), stored.version)) === "saved") return;
  }
  throw new ConflictError(`the customer was written to ${MAX_ATTEMPTS} times while being erased; try again`);
};

const marked = (stored: Customer, names: readonly string[], at: Instant): Customer => ({
  ...newCustomer(stored.customerId),
  identities: [...new Set([...names, ...stored.identities])],
  orderSources: stored.orderSources,
  ...(stored.mergedInto !== undefined && { mergedInto: stored.mergedInto }),
  ...(stored.mergedIntoEpoch !== undefined && { mergedIntoEpoch: stored.mergedIntoEpoch }),
  erasedAt: laterOf(at, stored.erasedAt ?? ""),
});
