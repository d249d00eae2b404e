import type { Owner } from "../ports/identities.ts";
import { beingErased } from "./epochs.ts";
import { type Noted, readNotes, timesOf } from "./erasure-notes.ts";
import type { RecordDeps } from "./record-deps.ts";
import type { WhoseAre } from "./whose-are.ts";

/** Takes what is nobody's; false if somebody else was faster. */
export const takeIdentities = async (
  identities: readonly string[],
  owner: Owner,
  { owners, overtaken }: WhoseAre,
  deps: RecordDeps,
): Promise<boolean> => {
  const unowned = identities.filter((identity) => !owners.has(identity));
  const taken = await Promise.all(
    unowned.map((identity) => deps.takeIdentity(identity, owner, overtaken.get(identity))),
  );
  return taken.every(({ customerId, epoch }) => customerId === owner.customerId && epoch >= owner.epoch);
};

/** When those of these names were erased last; who is being erased has to be waited for. */
export const finishedNotes = async (names: readonly string[], deps: RecordDeps): Promise<Noted> => {
  const notes = await readNotes(names, deps);
  if ([...notes.values()].some(({ finished }) => !finished)) throw beingErased();
  return timesOf(names, notes);
};

/** Whether nobody named was erased, or is being erased, since the notes were read. */
export const isAsNoted = async (identities: readonly string[], noted: Noted, deps: RecordDeps): Promise<boolean> => {
  const notes = await readNotes(identities, deps);
  const isAsBefore = (identity: string) => (notes.get(identity)?.at ?? "") === (noted.get(identity) ?? "");
  return identities.every((identity) => isAsBefore(identity) && notes.get(identity)?.finished !== false);
};
