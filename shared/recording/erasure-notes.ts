import { customerIdentity, identitiesOfOrder, type KeyedHash, sourceOfIdentity } from "../model/identity.ts";
import type { Order, Source } from "../model/order.ts";
import type { Erasure, ReadErasures } from "../ports/erasures.ts";
import { type Epoch, laterOf } from "./epochs.ts";

/** The newest erasure of each identity that was asked for. */
export type Noted = ReadonlyMap<string, Epoch>;

type ReadNotesDeps = { readErasures: ReadErasures; hash: KeyedHash };

/** The key of the note that an identity was erased: it says nothing to whoever lacks the deployment's key. */
export const erasureKeyOf = (identity: string, hash: KeyedHash): string => hash(`erased ${identity}`);

/**
 * What erasures noted of these identities, as far as they did. The note of a source holds for every customer id and order
 * number that it gave: for these the later of the two counts, and it is finished when both are.
 */
export const readNotes = async (identities: Iterable<string>, deps: ReadNotesDeps): Promise<Map<string, Erasure>> => {
  const given = [...new Set(identities)].map((identity) => [identity, noteOfSource(identity)] as const);
  const own = await readOwnNotes(
    given.flatMap(([identity, ofSource]) => (ofSource === undefined ? [identity] : [identity, ofSource])),
    deps,
  );
  return new Map(
    given.flatMap(([identity, ofSource = ""]) => {
      const note = joinNotes(own.get(identity), own.get(ofSource));
      return note ? [[identity, note] as const] : [];
    }),
  );
};

const noteOfSource = (identity: string): string | undefined => {
  const source = sourceOfIdentity(identity);
  // A file is erased person by person.
  return source === undefined || source === "csv" ? undefined : identityOfSource(source);
};

/** Under what name the erasure of everybody of a source is noted. */
export const identityOfSource = (source: Source): string => customerIdentity(source, "");

const joinNotes = (a: Erasure | undefined, b: Erasure | undefined): Erasure | undefined =>
  a && b ? { at: laterOf(a.at, b.at), finished: a.finished && b.finished } : (a ?? b);

/** What was noted of these very identities: by this an erasure goes on, and ends. */
export const readOwnNotes = async (
  identities: Iterable<string>,
  deps: ReadNotesDeps,
): Promise<Map<string, Erasure>> => {
  const keys = new Map([...new Set(identities)].map((identity) => [identity, erasureKeyOf(identity, deps.hash)]));
  if (keys.size === 0) return new Map();
  const notes = await deps.readErasures([...keys.values()]);
  return new Map(
    [...keys].flatMap(([identity, key]) => {
      const note = notes.get(key);
      return note ? [[identity, note] as const] : [];
    }),
  );
};

/** Of identities without a note, "". */
export const timesOf = (identities: readonly string[], notes: ReadonlyMap<string, Erasure>): Map<string, Epoch> =>
  new Map(identities.map((identity) => [identity, notes.get(identity)?.at ?? ""]));

/** The newest erasure of an order's number; "" for an order that has none. */
export const notedOf = (noted: Noted, orderKey: string): Epoch =>
  laterOf(...identitiesOfOrder(orderKey).map((identity) => noted.get(identity) ?? ""));

/** Whether an erasure noted an order's own number, or its source, after it was written: wherever it lies, it counts for nothing. */
export const isOvertakenBy = (noted: Noted, { orderKey, epoch = "" }: Order): boolean =>
  notedOf(noted, orderKey) > epoch;
