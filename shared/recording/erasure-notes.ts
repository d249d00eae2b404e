import { askedAtOf, askedBefore, type Erasure } from "../model/erasure.ts";
import { type KeyedHash, sourceOfIdentity } from "../model/identity.ts";
import type { ReadErasures } from "../ports/erasures.ts";
import { type Epoch, laterOf } from "./epochs.ts";

type ReadNotesDeps = { readErasures: ReadErasures; hash: KeyedHash };

/** The key of the note that an identity was erased: it says nothing to whoever lacks the deployment's key. */
export const erasureKeyOf = (identity: string, hash: KeyedHash): string => hash(`erased ${identity}`);

/** Under which names the erasure of these may be noted: their own, and that of the source that gave a customer id or an order's number. */
export const noteNamesOf = (names: readonly string[]): string[] => [
  ...new Set(names.flatMap((name) => [name, noteOfSource(name) ?? []].flat())),
];

/** The notes that concern these names, in any order. */
export const notesAmong = (names: readonly string[], notes: ReadonlyMap<string, Erasure>): Erasure[] =>
  noteNamesOf(names).flatMap((name) => notes.get(name) ?? []);

/**
 * What erasures noted of these names, as far as they did. The note of a source holds for every customer id and order
 * number that it gave: for these the later of the two counts, and it is finished when both are.
 */
export const readNotes = async (names: Iterable<string>, deps: ReadNotesDeps): Promise<Map<string, Erasure>> => {
  const all = [...new Set(names)];
  return notesOf(all, await readOwnNotes(noteNamesOf(all), deps));
};

/** The note of each name that has one, among these. */
export const notesOf = (names: readonly string[], own: ReadonlyMap<string, Erasure>): Map<string, Erasure> =>
  new Map(
    [...new Set(names)].flatMap((name) => {
      const note = notesAmong([name], own).reduce<Erasure | undefined>(joinNotes, undefined);
      return note ? [[name, note] as const] : [];
    }),
  );

const noteOfSource = (identity: string): string | undefined => {
  const source = sourceOfIdentity(identity);
  // A file is erased person by person.
  return source === undefined || source === "csv" ? undefined : nameOfSource(source);
};

/** Under what name the erasure of everybody of a source is noted. */
export const nameOfSource = (source: string): string => `${source}:`;

const joinNotes = (a: Erasure | undefined, b: Erasure): Erasure => {
  if (a === undefined) return b;
  const at = a.at > b.at ? a.at : b.at;
  return { at, finished: a.finished && b.finished, ...askedBefore(at, latestAsked([a, b])) };
};

/** Until when what was told of these is gone; "" where nothing was noted. */
export const latestAsked = (notes: Iterable<Erasure>): Epoch => laterOf(...[...notes].map(askedAtOf));

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
