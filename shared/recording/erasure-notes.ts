import type { KeyedHash } from "../model/identity.ts";
import type { Erasure, ReadErasures } from "../ports/erasures.ts";
import type { Epoch } from "./epochs.ts";

/** The newest erasure of each identity that was asked for. */
export type Noted = ReadonlyMap<string, Epoch>;

/** The key of the note that an identity was erased: it says nothing to whoever lacks the deployment's key. */
export const erasureKeyOf = (identity: string, hash: KeyedHash): string => hash(`erased ${identity}`);

/** The notes of erasure of these identities, as far as there are any. */
export const readNotes = async (
  identities: Iterable<string>,
  deps: { readErasures: ReadErasures; hash: KeyedHash },
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
