import { ConflictError } from "../model/errors.ts";
import type { IdentityRow } from "../model/evidence.ts";
import type { KeyedHash } from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import { knowAround, type Person } from "./know-around.ts";
import type { DeriveDeps, RecordDeps } from "./record-deps.ts";
import { sameRow } from "./same-row.ts";
import { settle } from "./settle.ts";
import { withMembers, withTogether } from "./with-together.ts";

/** Who says so, and when: what was said last of two identities holds. */
export type Word = { at: Instant; by: string };

/** What an operator's word comes to. */
export type Decision = {
  /** Persons around the identities that it names. */
  before: readonly Person[];
  /** What these become. */
  after: readonly Person[];
  /** Rows of identities that are written for it. */
  rows: readonly IdentityRow[];
};

type Change = { identities: readonly string[]; change: (row: IdentityRow) => IdentityRow };

const MAX_ATTEMPTS = 12;

/**
 * Joins two persons for good, by an operator's word: an edge between an identity of each. What parted them is taken back.
 *
 * @param a, b an identity of each
 */
export const joinPersonsOf = async (a: string, b: string, word: Word, deps: RecordDeps): Promise<void> =>
  carryOut(await joining(a, b, word, deps), deps);

/** What `joinPersonsOf` would do. */
export const planJoin = async (a: string, b: string, word: Word, deps: DeriveDeps): Promise<Decision> =>
  plan(await joining(a, b, word, deps), deps);

const joining = async (a: string, b: string, word: Word, deps: DeriveDeps): Promise<Change> => {
  const { persons, reader } = await knowAround({ identities: [a, b], holders: [] }, deps);
  const identities = [...new Set([a, b].flatMap((one) => [one, ...identitiesWith(one, persons)]))];
  const met = sidesMet(identities.map((identity) => reader.identity(identity)));
  const change = (row: IdentityRow): IdentityRow => {
    const other = row.identity === a ? b : row.identity === b ? a : undefined;
    const left = withMembers(withoutSides(row, met), [a, b], identities);
    return other === undefined ? left : withTogether(left, other, word);
  };
  return { identities, change };
};

/**
 * Parts a person for good, by an operator's word: identities of one side stay together, and join those of no other, whatever is
 * told later. What an operator joined across the sides is taken back.
 *
 * @param sides identities of one person, each in one side
 */
export const partPerson = (sides: readonly (readonly string[])[], word: Word, deps: RecordDeps): Promise<void> =>
  carryOut(parting(sides, word, deps), deps);

/** What `partPerson` would do. */
export const planParting = (sides: readonly (readonly string[])[], word: Word, deps: DeriveDeps): Promise<Decision> =>
  plan(parting(sides, word, deps), deps);

const parting = (sides: readonly (readonly string[])[], word: Word, { hash }: Pick<DeriveDeps, "hash">): Change => {
  const name = partingOf(sides, hash);
  const sideOf = new Map(sides.flatMap((side, index) => side.map((identity) => [identity, index] as const)));
  const change = ({ together = [], apart = [], ...row }: IdentityRow): IdentityRow => {
    const own = sideOf.get(row.identity) ?? 0;
    const left = together.filter(({ identity }) => (sideOf.get(identity) ?? own) === own);
    const stands = { parting: name, side: own, ...(sides.length > 2 && { sides: sides.length }), ...word };
    return {
      ...row,
      ...(left.length > 0 && { together: left }),
      apart: [...apart.filter((one) => one.parting !== name), stands],
    };
  };
  return { identities: [...sideOf.keys()], change };
};

/** The same sides are the same parting, so that a command that is given again adds nothing. */
const partingOf = (sides: readonly (readonly string[])[], hash: KeyedHash): string =>
  hash(`parting ${JSON.stringify(sides)}`).slice(0, 12);

/** Partings that have two sides or more among these, which become one: the smallest of them, and how many sides are left. */
type SidesMet = ReadonlyMap<string, { sides: ReadonlySet<number>; left: number }>;

const sidesMet = (rows: readonly IdentityRow[]): SidesMet => {
  const stands = rows.flatMap(({ apart = [] }) => apart);
  const met = [...new Set(stands.map((one) => one.parting))].flatMap((name) => {
    const own = stands.filter((one) => one.parting === name);
    const sides = new Set(own.map(({ side }) => side));
    const left = Math.min(...own.map((one) => one.sides ?? 2)) - sides.size + 1;
    return sides.size > 1 ? [[name, { sides, left }] as const] : [];
  });
  return new Map(met);
};

const withoutSides = ({ apart = [], ...row }: IdentityRow, met: SidesMet): IdentityRow => {
  const left = apart.flatMap((one) => {
    const merged = met.get(one.parting);
    if (merged === undefined) return [one];
    return merged.left < 2 ? [] : [{ ...one, side: Math.min(...merged.sides), sides: merged.left }];
  });
  return { ...row, ...(left.length > 0 && { apart: left }) };
};

const identitiesWith = (identity: string, persons: readonly Person[]): readonly string[] =>
  persons.find(({ identities }) => identities.includes(identity))?.identities ?? [];

/** Works out who would be who, and writes nothing. */
const plan = async ({ identities, change }: Change, deps: DeriveDeps): Promise<Decision> => {
  const around = await knowAround({ identities, holders: [] }, deps);
  const rows = identities.flatMap((identity) => {
    const row = around.reader.identity(identity);
    const after = change(row);
    return sameRow(row, after) ? [] : [after];
  });
  const before = personsOf(identities, around.persons);
  const all = [...new Set([...identities, ...before.flatMap((person) => person.identities)])];
  const { persons } = await knowAround({ identities: all, holders: [] }, withRows(rows, deps));
  return { before, after: personsOf(all, persons), rows };
};

const personsOf = (identities: readonly string[], persons: readonly Person[]): Person[] =>
  persons.filter((person) => person.identities.some((identity) => identities.includes(identity)));

/** As if these rows were written. */
export const withRows = (rows: readonly IdentityRow[], deps: DeriveDeps): DeriveDeps => ({
  ...deps,
  readEvidence: async (keys) => {
    const found = await deps.readEvidence(keys);
    const asked = rows.filter(({ identity }) => keys.identities?.includes(identity));
    return {
      ...found,
      identities: new Map([...found.identities, ...asked.map((row) => [row.identity, row] as const)]),
    };
  },
});

/** Rows are written on condition of what was read; then whoever comes of it is worked out. */
const carryOut = async ({ identities, change }: Change, deps: RecordDeps): Promise<void> => {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (attempt > 0) await deps.pause(attempt);
    const { rows } = await plan({ identities, change }, deps);
    const saved = await Promise.all(rows.map((row) => deps.saveIdentity(row)));
    if (saved.includes("conflict")) continue;
    const settling = { holders: [], identities, sales: [], written: new Set<string>(), isWritten: false };
    if ((await settle(settling, deps)) !== "conflict") return;
  }
  throw new ConflictError("the customers were written to again and again meanwhile; try again");
};
