import { type HolderRow, type IdentityRow, OPERATOR } from "../model/evidence.ts";
import { namedIn } from "../model/holder.ts";
import type { Instant } from "../model/time.ts";
import { goByAddresses, type Ties } from "./ties.ts";

/** What is known around some identities: each that was reached, what it joins, and all holders of these. */
export type Known = {
  identities: ReadonlyMap<string, { row: IdentityRow; ties: Ties }>;
  holders: ReadonlyMap<string, HolderRow>;
  /**
   * Customer ids that bear these holders and were not reached, and addresses by which orders of customer ids go: what they join lies
   * elsewhere.
   */
  beyond: ReadonlyMap<string, Ties>;
};

/** Which identities each one is joined with, both ways. */
type Edges = ReadonlyMap<string, ReadonlySet<string>>;

/** The persons that identities make: each a set of them. One that names nobody is in none. */
export const personsAmong = (known: Known): string[][] => {
  const nodes = namingNodes(known);
  const parted = partEdges(edgesOf(known, nodes), known).edges;
  const done = new Set<string>();
  return [...nodes].sort().flatMap((identity) => {
    if (done.has(identity)) return [];
    const all = reachable(identity, parted);
    for (const one of all) done.add(one);
    return [[...all].sort()];
  });
};

const edgesOf = (known: Known, nodes: ReadonlySet<string>): Edges => {
  const { holders } = known;
  const edges = new Map<string, Set<string>>([...nodes].map((node) => [node, new Set<string>()]));
  const join = (a: string, b: string) => {
    if (!nodes.has(a) || !nodes.has(b)) return;
    edges.get(a)?.add(b);
    edges.get(b)?.add(a);
  };
  for (const { holder } of holders.values()) {
    const { account, email } = namedIn(holder);
    if (account !== undefined && email !== undefined && joinsBothWays(account, email, known)) join(account, email);
  }
  for (const { identity, other } of wordsThatJoin(known)) join(identity, other);
  return edges;
};

/** What is said of two identities by somebody: that they are one. */
export type JoiningWord = { identity: string; other: string; at: Instant; by: string };

/**
 * What was said of two identities, in the rows of both: of who was erased since, what the other's row says holds no more. Where one
 * of two whom an operator joined names nobody any more, it is said of those that were one with them then.
 */
export const wordsThatJoin = ({ identities }: Pick<Known, "identities">): JoiningWord[] => {
  const rowOf = (identity: string) => identities.get(identity)?.row;
  const saying = (identity: string, other: string) =>
    rowOf(identity)?.together?.find((one) => one.identity === other && rowOf(other)?.together?.some(isOf(identity)));
  const said = [...identities].flatMap(([identity, { row }]) =>
    (row.together ?? []).flatMap(({ identity: other, at, by }) =>
      identity < other && saying(identity, other) ? [{ identity, other, at, by }] : [],
    ),
  );
  const inPlace = [...identities].flatMap(([identity, { row }]) =>
    (row.joined ?? []).flatMap(({ of: [a, b], members }) => {
      const word = saying(a, b);
      if (word === undefined || [a, b].every((one) => identities.get(one)?.ties.names)) return [];
      const others = members.filter((other) => other > identity && isJoinedBy(rowOf(other), a, b));
      return others.map((other) => ({ identity, other, at: word.at, by: word.by }));
    }),
  );
  return [...said, ...inPlace];
};

const isOf =
  (identity: string) =>
  (one: { identity: string }): boolean =>
    one.identity === identity;

const isJoinedBy = (row: IdentityRow | undefined, a: string, b: string): boolean =>
  row?.joined?.some(({ of }) => of[0] === a && of[1] === b) === true;

const reachable = (start: string, edges: Edges): Set<string> => {
  const all = new Set([start]);
  for (const at of all) for (const next of edges.get(at) ?? []) all.add(next);
  return all;
};

type Parted = {
  edges: Edges;
  /** Identities that are as near to two sides of a parting. */
  between: ReadonlySet<string>;
};

/** Without what joins identities that an operator parted. */
const partEdges = (edges: Edges, { identities }: Known): Parted => {
  const partings = new Set([...identities.values()].flatMap(({ row }) => (row.apart ?? []).map((one) => one.parting)));
  return [...partings].sort().reduce<Parted>(
    (left, parting) => {
      const parted = sidesOf(parting, identities);
      const after = partOnce(left.edges, parted.side, joinedSince(parted.at, identities));
      return { edges: after.edges, between: new Set([...left.between, ...after.between]) };
    },
    { edges, between: new Set() },
  );
};

const sidesOf = (parting: string, identities: Known["identities"]): { side: Map<string, number>; at: Instant } => {
  const stands = [...identities].flatMap(([identity, { row }]) => {
    const one = row.apart?.find((some) => some.parting === parting);
    return one === undefined ? [] : [{ identity, ...one }];
  });
  return {
    side: new Map(stands.map(({ identity, side }) => [identity, side])),
    at: stands.reduce((newest, { at }) => (at > newest ? at : newest), ""),
  };
};

/** What an operator joined after a parting, both ways: it holds against that. */
const joinedSince = (at: Instant, identities: Known["identities"]): Edges => {
  const edges = new Map<string, Set<string>>();
  const join = (a: string, b: string) => edges.set(a, (edges.get(a) ?? new Set()).add(b));
  const isNaming = (identity: string) => identities.get(identity)?.ties.names === true;
  for (const { identity, other, by, at: since } of wordsThatJoin({ identities })) {
    if (by !== OPERATOR || since <= at || !isNaming(identity) || !isNaming(other)) continue;
    join(identity, other);
    join(other, identity);
  }
  return edges;
};

/** As near to two sides: with neither. */
const NEITHER = -1;

/**
 * From the parted identities outwards, step by step, each identity goes with the side that reaches it first, and takes along with it
 * whom it is joined with by a later word; one that two reach in the same step goes with neither, and by itself. What joins different
 * sides is cut.
 */
const partOnce = (edges: Edges, parted: ReadonlyMap<string, number>, rigid: Edges): Parted => {
  const side = new Map<string, number>();
  const settleGroup = (identity: string, own: number): string[] => {
    const fresh = [...reachable(identity, rigid)].filter((one) => !side.has(one));
    for (const one of fresh) side.set(one, own);
    return fresh;
  };
  for (const [identity, own] of parted) side.set(identity, own);
  const start = [...parted].flatMap(([identity, own]) => [identity, ...settleGroup(identity, own)]);
  for (let edge = start; edge.length > 0; ) {
    const reached = new Map<string, number>();
    for (const at of edge) {
      const own = side.get(at) ?? NEITHER;
      for (const next of edges.get(at) ?? []) {
        if (side.has(next)) continue;
        for (const one of reachable(next, rigid))
          reached.set(one, reached.has(one) && reached.get(one) !== own ? NEITHER : own);
      }
    }
    for (const [identity, own] of reached) if (!side.has(identity)) side.set(identity, own);
    edge = [...reached].flatMap(([identity, own]) => (own === NEITHER ? [] : identity));
  }
  const isCut = (a: string, b: string) =>
    !rigid.get(a)?.has(b) && (side.get(a) !== side.get(b) || (side.get(a) === NEITHER && side.get(b) === NEITHER));
  const left = [...edges].map(
    ([at, others]) => [at, new Set([...others].filter((other) => !isCut(at, other)))] as const,
  );
  return { edges: new Map(left), between: new Set([...side].flatMap(([at, own]) => (own === NEITHER ? [at] : []))) };
};

/**
 * Customer ids that an operator parted through the middle: as near to one side as to another. Whom they join are told apart by
 * their addresses, and so are its orders.
 */
export const partedThrough = (known: Known): ReadonlySet<string> => {
  const isParted = [...known.identities.values()].some(({ row }) => row.apart !== undefined);
  return isParted ? partEdges(edgesOf(known, namingNodes(known)), known).between : new Set();
};

const namingNodes = ({ identities }: Known): Set<string> =>
  new Set([...identities].flatMap(([identity, { ties }]) => (ties.names ? [identity] : [])));

const joinsBothWays = (a: string, b: string, { identities }: Known): boolean =>
  identities.get(a)?.ties.joins.has(b) === true && identities.get(b)?.ties.joins.has(a) === true;

/**
 * The identity that a holder goes by, be it one that was not reached; undefined where it names nobody, or that is not known here.
 * @param through customer ids that are parted through the middle: their orders go by the addresses they join
 */
export const namingIdentity = (
  holder: string,
  known: Known,
  through: ReadonlySet<string> = new Set(),
): string | undefined => {
  const { identities, beyond } = known;
  const { account, email, phone } = namedIn(holder);
  const tiesOf = (identity: string | undefined) =>
    identity === undefined ? undefined : (identities.get(identity)?.ties ?? beyond.get(identity));
  const isNaming = (identity: string | undefined) => tiesOf(identity)?.names === true;
  if (account !== undefined && email !== undefined && through.has(account) && joinsBothWays(account, email, known))
    return email;
  const ofAccount = tiesOf(account);
  if (ofAccount?.strangers?.has(holder)) return [email, phone].find(isNaming);
  const order = ofAccount !== undefined && goByAddresses(ofAccount) ? [email, account, phone] : [account, email, phone];
  return order.find(isNaming);
};
