import { nothingSaid } from "../model/consent.ts";
import type { Erasure } from "../model/erasure.ts";
import type { HolderRow, IdentityRow } from "../model/evidence.ts";
import { holderName, identitiesOfHolder } from "../model/holder.ts";
import type { KeyedHash } from "../model/identity.ts";
import type { Settings } from "../model/settings.ts";
import type { Instant } from "../model/time.ts";
import type { ReadEvidence } from "../ports/evidence.ts";
import { type Epoch, laterOf } from "./epochs.ts";
import { erasureKeyOf, nameOfSource, noteNamesOf, notesAmong, notesOf } from "./erasure-notes.ts";

type Deps = { readEvidence: ReadEvidence; hash: KeyedHash; settings: Pick<Settings, "sources"> };

/**
 * Rows of identities and holders as they stand, with the notes of erasure beside them, each read once: what an erasure has
 * overtaken reads as if nothing were there, at the version that is to be written over.
 */
export class EvidenceReader {
  readonly #deps: Deps;
  readonly #before: Instant | undefined;
  readonly #identities = new Map<string, IdentityRow>();
  readonly #holders = new Map<string, HolderRow>();
  readonly #asked = new Set<string>();
  readonly #notes = new Map<string, Erasure>();
  /** What was asked for, as erasures leave it: at a mailbox of many each of them is asked for by all. */
  readonly #judged = new Map<string, HolderRow>();

  /** @param before as an erasure of this time sees it: all that is older, also what was overtaken or is being erased */
  constructor(deps: Deps, before?: Instant) {
    this.#deps = deps;
    this.#before = before;
  }

  /** Reads what was not asked for before. */
  async read(wanted: { identities?: readonly string[]; holders?: readonly string[] }): Promise<void> {
    const isNew = (name: string) => !this.#asked.has(name);
    const identities = [...new Set(wanted.identities ?? [])].filter(isNew);
    const holders = [...new Set(wanted.holders ?? [])].filter((holder) => isNew(holderName(holder)));
    const names = [...identities, ...holders.flatMap((holder) => [holderName(holder), ...identitiesOfHolder(holder)])];
    const sources = Object.keys(this.#deps.settings.sources).map(nameOfSource);
    const noteNames = noteNamesOf([...names, ...sources]).filter((name) => isNew(`note ${name}`));
    if (identities.length + holders.length === 0) return;
    this.#judged.clear();
    for (const name of [...identities, ...holders.map(holderName), ...noteNames.map((name) => `note ${name}`)])
      this.#asked.add(name);
    const keys = new Map(noteNames.map((name) => [erasureKeyOf(name, this.#deps.hash), name]));
    const found = await this.#deps.readEvidence({ identities, holders, notes: [...keys.keys()] });
    for (const [identity, row] of found.identities) this.#identities.set(identity, row);
    for (const [holder, row] of found.holders) this.#holders.set(holder, row);
    for (const [key, note] of found.notes) this.#notes.set(keys.get(key) ?? "", note);
  }

  identity(identity: string): IdentityRow {
    const row = this.#identities.get(identity);
    if (row && this.#counts(row, [identity])) return row;
    return { ...newIdentity(identity), version: row?.version ?? 0 };
  }

  /** Who is being erased is not there any more, but for their erasure. */
  holder(holder: string): HolderRow {
    const known = this.#judged.get(holder) ?? this.#judge(holder);
    this.#judged.set(holder, known);
    return known;
  }

  #judge(holder: string): HolderRow {
    const row = this.#holders.get(holder);
    const isGone = row?.erasedAt !== undefined && !(row.erasing && this.#before !== undefined);
    if (row && !isGone && this.#counts(row, namesOfRow(row))) return row;
    const since = this.#before === undefined ? undefined : row?.erasedAt;
    return { ...newHolder(holder), version: row?.version ?? 0, ...(since !== undefined && { erasedAt: since }) };
  }

  #counts({ epoch = "" }: { epoch?: Instant | undefined }, names: readonly string[]): boolean {
    return this.#before === undefined ? epoch >= this.noted(names) : epoch < this.#before;
  }

  /** As it is stored, whether it counts or not. */
  stored(holder: string): HolderRow | undefined {
    return this.#holders.get(holder);
  }

  storedIdentity(identity: string): IdentityRow | undefined {
    return this.#identities.get(identity);
  }

  /** The newest erasure of any of these. */
  noted(names: readonly string[]): Epoch {
    return laterOf(...notesAmong(names, this.#notes).map(({ at }) => at));
  }

  /** The notes of these, as far as they were read. */
  notes(names: readonly string[]): Map<string, Erasure> {
    return notesOf(names, this.#notes);
  }

  /** Whether an erasure of any of these goes on. */
  isBeingErased(names: readonly string[]): boolean {
    return notesAmong(names, this.#notes).some(({ finished }) => !finished);
  }
}

/** The erasure of a source that told of a holder is its own, too. */
export const namesOfRow = ({ holder, sources }: Pick<HolderRow, "holder" | "sources">): string[] => [
  ...namesOfHolder(holder),
  ...sources.map(nameOfSource),
];

/** Under whose erasure a holder goes. */
export const namesOfHolder = (holder: string): string[] => [holderName(holder), ...identitiesOfHolder(holder)];

export const newIdentity = (identity: string): IdentityRow => ({ identity, version: 0, holders: [] });

export const newHolder = (holder: string): HolderRow => ({
  holder,
  version: 0,
  names: [],
  phones: [],
  profile: {},
  consents: nothingSaid,
  archiveKeys: [],
  sources: [],
  entries: {},
});
