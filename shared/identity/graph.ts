import type { HolderRow, IdentityRow } from "../model/evidence.ts";
import { namedIn } from "../model/holder.ts";
import type { Ties } from "./ties.ts";

/** What is known around some identities: each that was reached, what it joins, and all holders of these. */
export type Known = {
  identities: ReadonlyMap<string, { row: IdentityRow; ties: Ties }>;
  holders: ReadonlyMap<string, HolderRow>;
  /** Customer ids that bear these holders and were not reached: what they join lies elsewhere. */
  beyond: ReadonlyMap<string, Ties>;
};

/** Which identities each one is joined with, both ways. */
type Edges = ReadonlyMap<string, ReadonlySet<string>>;

/** The persons that identities make: each a set of them. One that names nobody is in none. */
export const personsAmong = (known: Known): string[][] => {
  const nodes = [...known.identities].filter(([, { ties }]) => ties.names).map(([identity]) => identity);
  const parted = partEdges(edgesOf(known, new Set(nodes)), known);
  const done = new Set<string>();
  return nodes.sort().flatMap((identity) => {
    if (done.has(identity)) return [];
    const all = reachable(identity, parted);
    for (const one of all) done.add(one);
    return [[...all].sort()];
  });
};

const edgesOf = ({ identities, holders }: Known, nodes: ReadonlySet<string>): Edges => {
  const edges = new Map<string, Set<string>>([...nodes].map((node) => [node, new Set<string>()]));
  const join = (a: string, b: string) => {
    if (!nodes.has(a) || !nodes.has(b)) return;
    edges.get(a)?.add(b);
    edges.get(b)?.add(a);
  };
  const joins = (a: string, b: string) => identities.get(a)?.ties.joins.has(b) === true;
  for (const { holder } of holders.values()) {
    const { account, email } = namedIn(holder);
    if (account !== undefined && email !== undefined && joins(account, email) && joins(email, account))
      join(account, email);
  }
  for (const [identity, { row }] of identities)
    for (const { identity: other } of row.together ?? []) join(identity, other);
  return edges;
};

const reachable = (start: string, edges: Edges): Set<string> => {
  const all = new Set([start]);
  for (const at of all) for (const next of edges.get(at) ?? []) all.add(next);
  return all;
};

/** Without what joins identities that an operator parted. */
const partEdges = (edges: Edges, { identities }: Known): Edges => {
  const partings = new Set([...identities.values()].flatMap(({ row }) => (row.apart ?? []).map((one) => one.parting)));
  return [...partings].sort().reduce<Edges>((left, parting) => partOnce(left, sidesOf(parting, identities)), edges);
};

const sidesOf = (parting: string, identities: Known["identities"]): Map<string, number> =>
  new Map(
    [...identities].flatMap(([identity, { row }]) => {
      const side = row.apart?.find((one) => one.parting === parting)?.side;
      return side === undefined ? [] : [[identity, side] as const];
    }),
  );

/** As near to two sides: with neither. */
const NEITHER = -1;

/**
 * From the parted identities outwards, step by step, each identity goes with the side that reaches it first; one that two
 * reach in the same step goes with neither, and by itself. What joins different sides is cut.
 */
const partOnce = (edges: Edges, parted: ReadonlyMap<string, number>): Edges => {
  const side = new Map(parted);
  for (let edge = [...parted.keys()]; edge.length > 0; ) {
    const reached = new Map<string, number>();
    for (const at of edge) {
      const own = side.get(at) ?? NEITHER;
      for (const next of edges.get(at) ?? []) {
        if (side.has(next)) continue;
        reached.set(next, reached.has(next) && reached.get(next) !== own ? NEITHER : own);
      }
    }
    for (const [identity, own] of reached) side.set(identity, own);
    edge = [...reached].flatMap(([identity, own]) => (own === NEITHER ? [] : identity));
  }
  const isCut = (a: string, b: string) =>
    side.get(a) !== side.get(b) || (side.get(a) === NEITHER && side.get(b) === NEITHER);
  return new Map(
    [...edges].map(([at, others]) => [at, new Set([...others].filter((other) => !isCut(at, other)))] as const),
  );
};

/** The identity that a holder goes by, be it one that was not reached; undefined where it names nobody, or that is not known here. */
export const namingIdentity = (holder: string, { identities, beyond }: Known): string | undefined => {
  const { account, email, phone } = namedIn(holder);
  const isNaming = (identity: string | undefined) =>
    identity !== undefined && (identities.get(identity)?.ties ?? beyond.get(identity))?.names === true;
  return [account, email, phone].find(isNaming);
};
