import { isTold } from "../identity/ties.ts";
import type { HolderRow } from "../model/evidence.ts";
import { holderNamedBy, identitiesOfHolder, salesIdOf } from "../model/holder.ts";
import {
  customerIdNamedBy,
  emailKeyNamedBy,
  emailKeyOf,
  isOfOrder,
  orderIdentity,
  orderKeyNamedBy,
} from "../model/identity.ts";
import type { Order } from "../model/order.ts";
import type { Instant } from "../model/time.ts";
import type { ReadOrders } from "../ports/orders.ts";
import { type Around, knowAround, type Person } from "./know-around.ts";
import type { DeriveDeps } from "./record-deps.ts";

/** Everything by which one data subject is stored. */
export type Subject = {
  persons: readonly Person[];
  holders: readonly HolderRow[];
  /** Identities that are theirs, and handles that are nobody's. */
  identities: readonly string[];
  /** Of these, and of the handles, those that nobody else bears: what is told of them is told of the subject. */
  whole: readonly string[];
  /** Orders that handles name, and that name nobody. */
  nameless: readonly Order[];
  /** Every name under which a row of theirs may lie. */
  customerIds: readonly string[];
};

export type FindSubjectDeps = DeriveDeps & { readOrders: ReadOrders };

/** Later than any erasure. */
const NEVER = "9999-12-31T23:59:59.999Z";

/**
 * Who the handles lead to: identities, names of holders, numbers of orders. A handle that leads to many, and so names nobody,
 * leads nowhere. Takes nothing.
 *
 * @param before only what is older than this erasure: who came back after it is somebody else
 */
export const findSubject = async (
  handles: readonly string[],
  deps: FindSubjectDeps,
  before: Instant = NEVER,
): Promise<Subject> => {
  const orders = await ordersNamed(handles, before, deps);
  const holders = [...handles.flatMap(holderNamedBy), ...orders.flatMap(({ holder }) => holder ?? [])];
  const identities = handles.filter((handle) => !isOfOrder(handle) && holderNamedBy(handle).length === 0);
  const around = await knowAround({ identities, holders }, deps, before);
  const asked = new Set([...identities, ...holders]);
  const persons = around.persons.filter(
    (person) =>
      person.identities.some((identity) => asked.has(identity)) ||
      person.holders.some(({ holder }) => asked.has(holder)),
  );
  return subjectOf({ persons, identities, around, orders });
};

const ordersNamed = async (
  handles: readonly string[],
  before: Instant,
  { readOrders }: FindSubjectDeps,
): Promise<readonly Order[]> => {
  const keys = handles.filter(isOfOrder).map(orderKeyNamedBy);
  return keys.length === 0 ? [] : (await readOrders(keys)).filter(({ epoch = "" }) => epoch < before);
};

type Found = { persons: readonly Person[]; identities: readonly string[]; around: Around; orders: readonly Order[] };

const subjectOf = ({ persons, identities, around, orders }: Found): Subject => {
  const holders = persons.flatMap((person) => person.holders);
  const own = new Set(holders.map(({ holder }) => holder));
  const theirs = new Set(persons.flatMap((person) => person.identities));
  const isWhole = (identity: string): boolean => {
    const { full, holders: named } = around.reader.identity(identity);
    // Who came back since is somebody else.
    const others = named.filter((holder) => !own.has(holder)).map((holder) => around.reader.stored(holder));
    return !full && !others.some((row) => row !== undefined && row.erasedAt === undefined && isTold(row));
  };
  const all = [...new Set([...theirs, ...identities])].filter((identity) => theirs.has(identity) || isWhole(identity));
  const nameless = orders.filter(({ holder }) => holder === undefined);
  const whole = all.filter(isWhole);
  const leaving = [...holders, ...untoldAt(whole, own, around)];
  return {
    persons,
    holders: leaving,
    identities: all.sort(),
    whole,
    nameless,
    customerIds: [
      ...new Set([
        ...all.map(customerIdNamedBy),
        ...leaving.map(({ holder }) => salesIdOf(holder)),
        ...nameless.map(({ orderKey }) => salesIdOf(orderIdentity(orderKey))),
      ]),
    ].sort(),
  };
};

/** What was said of an identity under which nobody has an order any more: it goes with the identity, whoever's it was. */
const untoldAt = (identities: readonly string[], own: ReadonlySet<string>, { reader }: Around): HolderRow[] => {
  const named = identities.flatMap((identity) => reader.identity(identity).holders);
  return [...new Set(named)].flatMap((holder) => (own.has(holder) ? [] : reader.holder(holder)));
};

/** Keys of every address that is mailed as theirs, or that they are known by. */
export const emailKeysOfSubject = ({ persons, identities }: Subject, { hash }: Pick<DeriveDeps, "hash">): string[] => [
  ...new Set([
    ...identities.flatMap((identity) => emailKeyNamedBy(identity) ?? []),
    ...persons.flatMap((person) => person.holders.flatMap(({ profile }) => emailKeyOf(profile.email, hash) ?? [])),
  ]),
];

/** All identities that the holders bear, phone numbers too: rows that name them. */
export const bornBy = (holders: readonly HolderRow[]): string[] => [
  ...new Set(holders.flatMap((row) => [...identitiesOfHolder(row.holder), ...row.phones])),
];
