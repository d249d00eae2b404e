import type { Customer } from "../model/customer.ts";
import { compareIdentities, isOfOrder } from "../model/identity.ts";

/** Names of one person that their row has room for (docs/limits.md). */
const MOST_NAMES = 500;
const MOST_NAMES_BYTES = 40_000;

/** Whether one person may have all these names; orders are no names. */
export const isRoomFor = (names: Iterable<string>): boolean => {
  const all = [...new Set(names)].filter((name) => !isOfOrder(name));
  return all.length <= MOST_NAMES && Buffer.byteLength(all.join("")) <= MOST_NAMES_BYTES;
};

/** Of an event's identities, whose they are, and the customers these are in the end, with the signposts on the way. */
export type Joining = {
  identities: readonly string[];
  owners: ReadonlyMap<string, string>;
  roots: readonly Customer[];
  signposts: readonly Customer[];
};

/** What is one already: identities that nobody has, or those that lead to one customer. */
type Circle = { identities: readonly string[]; names: readonly string[]; root: Customer | undefined };

/**
 * Which of an event's identities become one person, and which customers: all of them, as long as there is room for their
 * names. Else a name that leads to very many, such as a shop's own telephone number under the orders of its guests, stops
 * joining: the event is about whom it names besides, those of fewest names first. An order that lies with somebody stays
 * with them. Who is joined then depends on which event came first.
 */
export const whoJoins = (all: Joining): Joining => {
  const { identities, roots, signposts } = all;
  if (isRoomFor([...identities, ...roots.flatMap((root) => root.identities)])) return all;
  const circles = [undefined, ...roots].map((root) => circleOf(root, all)).filter(isThere);
  const joined: Circle[] = [];
  for (const circle of circles.sort(byTurn)) {
    const names = joined.flatMap((one) => one.names);
    if (names.length === 0 || isBound(circle) || isRoomFor([...names, ...circle.names])) joined.push(circle);
  }
  const joiningRoots = joined.flatMap(({ root }) => root ?? []);
  const ids = new Set(joiningRoots.map((root) => root.customerId));
  return {
    ...all,
    identities: joined.flatMap((circle) => circle.identities),
    roots: joiningRoots,
    signposts: signposts.filter(({ customerId }) => ids.has(endOf(customerId, all))),
  };
};

/** Whom a customer id leads to. */
const endOf = (customerId: string, { signposts }: Joining): string => {
  let end = customerId;
  for (let hop = 0; hop <= signposts.length; hop++) {
    const at = end;
    end = signposts.find((signpost) => signpost.customerId === at)?.mergedInto ?? end;
  }
  return end;
};

const circleOf = (root: Customer | undefined, all: Joining): Circle => {
  const identities = all.identities.filter((identity) => {
    const owner = all.owners.get(identity);
    return (owner === undefined ? undefined : endOf(owner, all)) === root?.customerId;
  });
  return { root, identities, names: (root?.identities ?? identities).filter((name) => !isOfOrder(name)) };
};

const isThere = ({ root, identities }: Circle): boolean => root !== undefined || identities.length > 0;

/** The order lies there, or the event wrote there before. */
const isBound = ({ root, identities }: Circle): boolean =>
  root !== undefined && (identities.length === 0 || identities.some(isOfOrder));

const byTurn = (a: Circle, b: Circle): number =>
  Number(isBound(b)) - Number(isBound(a)) ||
  a.names.length - b.names.length ||
  compareIdentities(a.names[0] ?? "", b.names[0] ?? "");
