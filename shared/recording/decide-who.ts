import { ConflictError } from "../model/errors.ts";
import type { IdentityRow } from "../model/evidence.ts";
import type { KeyedHash } from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import { knowAround, type Person } from "./know-around.ts";
import type { RecordDeps } from "./record-deps.ts";
import { sameRow } from "./same-row.ts";
import { settle } from "./settle.ts";

/** Who says so, and when: what was said last of two identities holds. */
export type Word = { at: Instant; by: string };

const MAX_ATTEMPTS = 12;

/**
 * Joins two persons for good, by an operator's word: an edge between an identity of each. What parted them is taken back.
 *
 * @param a, b an identity of each
 */
export const joinPersonsOf = async (a: string, b: string, word: Word, deps: RecordDeps): Promise<void> => {
  const { persons, reader } = await knowAround({ identities: [a, b], holders: [] }, deps);
  const [ofA, ofB] = [personWith(a, persons), personWith(b, persons)];
  const between = partingsBetween(
    ofA.map((identity) => reader.identity(identity)),
    ofB.map((identity) => reader.identity(identity)),
  );
  const all = [...new Set([...ofA, ...ofB])];
  await changeRows(all, deps, (row) => {
    const others = row.identity === a ? [b] : row.identity === b ? [a] : [];
    return withTogether(withoutPartings(row, between), others, word);
  });
};

/**
 * Parts a person for good, by an operator's word: identities of one side stay together, and join those of no other, whatever is
 * told later. What an operator joined across the sides is taken back.
 *
 * @param sides identities of one person, each in one side
 */
export const partPerson = async (
  sides: readonly (readonly string[])[],
  word: Word,
  deps: RecordDeps,
): Promise<void> => {
  const parting = partingOf(sides, word, deps.hash);
  const sideOf = new Map(sides.flatMap((side, index) => side.map((identity) => [identity, index] as const)));
  await changeRows([...sideOf.keys()], deps, (row) => {
    const own = sideOf.get(row.identity);
    const together = (row.together ?? []).filter(({ identity }) => (sideOf.get(identity) ?? own) === own);
    const { together: _before, ...rest } = row;
    return {
      ...rest,
      ...(together.length > 0 && { together }),
      apart: [...(row.apart ?? []), { parting, side: own ?? 0, ...word }],
    };
  });
};

/** The partings in which some of these stand on another side than some of those. */
const partingsBetween = (these: readonly IdentityRow[], those: readonly IdentityRow[]): ReadonlySet<string> => {
  const sidesIn = (rows: readonly IdentityRow[]) =>
    new Map(rows.flatMap(({ apart = [] }) => apart.map(({ parting, side }) => [parting, side] as const)));
  const [a, b] = [sidesIn(these), sidesIn(those)];
  return new Set([...a].flatMap(([parting, side]) => (b.has(parting) && b.get(parting) !== side ? parting : [])));
};

const withoutPartings = (row: IdentityRow, partings: ReadonlySet<string>): IdentityRow => {
  const { apart = [], ...rest } = row;
  const left = apart.filter(({ parting }) => !partings.has(parting));
  return { ...rest, ...(left.length > 0 && { apart: left }) };
};

const withTogether = (row: IdentityRow, others: readonly string[], word: Word): IdentityRow => {
  const fresh = others.filter((other) => !row.together?.some(({ identity }) => identity === other));
  if (fresh.length === 0) return row;
  const together = [...(row.together ?? []), ...fresh.map((identity) => ({ identity, ...word }))];
  return { ...row, together: together.sort((one, other) => (one.identity < other.identity ? -1 : 1)) };
};

const partingOf = (sides: readonly (readonly string[])[], { at }: Word, hash: KeyedHash): string =>
  hash(`parting ${at} ${JSON.stringify(sides)}`).slice(0, 12);

const personWith = (identity: string, persons: readonly Person[]): readonly string[] =>
  persons.find(({ identities }) => identities.includes(identity))?.identities ?? [identity];

/** Rows are written on condition of what was read; then whoever comes of it is worked out. */
const changeRows = async (
  identities: readonly string[],
  deps: RecordDeps,
  change: (row: IdentityRow) => IdentityRow,
): Promise<void> => {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (attempt > 0) await deps.pause(attempt);
    const { reader } = await knowAround({ identities, holders: [] }, deps);
    const changed = identities.flatMap((identity) => {
      const row = reader.identity(identity);
      const after = change(row);
      return sameRow(row, after) ? [] : [after];
    });
    const saved = await Promise.all(changed.map((row) => deps.saveIdentity(row)));
    if (saved.includes("conflict")) continue;
    const settling = { holders: [], identities, sales: [], written: new Set<string>(), isWritten: false };
    if ((await settle(settling, deps)) !== "conflict") return;
  }
  throw new ConflictError("the customers were written to again and again meanwhile; try again");
};
