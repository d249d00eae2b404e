import { isTold } from "../identity/ties.ts";
import { handleIdentityOfKey } from "../model/channel.ts";
import type { HolderRow } from "../model/evidence.ts";
import { hasAccount, holderNamedBy, identitiesOfHolder, salesIdOf } from "../model/holder.ts";
import {
  customerIdNamedBy,
  emailKeyNamedBy,
  isHandleIdentity,
  isOfOrder,
  orderIdentity,
  orderKeyNamedBy,
} from "../model/identity.ts";
import type { Order } from "../model/order.ts";
import type { Instant } from "../model/time.ts";
import type { ReadOrders } from "../ports/orders.ts";
import { EvidenceReader } from "./evidence.ts";
import { type Around, isKept, isThere, knowAround, type Person } from "./know-around.ts";
import type { DeriveDeps } from "./record-deps.ts";
import { refusedBesideAs } from "./told-back.ts";

/**
 * How far handles lead. `person`: to all that is joined with them. `held`: to what the customer ids among them bear, and to the
 * holders among them, alone; an address among them is theirs as far as nobody else has it.
 */
export type Reach = "person" | "held";

/** Everything by which one data subject is stored. */
export type Subject = {
  persons: readonly Person[];
  /** The same with all that is joined with them, and with whoever loses to the erasure what they go by elsewhere. */
  touched: readonly Person[];
  holders: readonly HolderRow[];
  /** Identities that are theirs, and handles that are nobody's. */
  identities: readonly string[];
  /** Of these, and of the handles, those that nobody else bears: what is told of them is told of the subject. */
  whole: readonly string[];
  /** Of what they bear or are joined with, that which others have as well: these are worked out anew without them. */
  shared: readonly string[];
  /** Keys of the addresses that are theirs, and nobody else's as far as is known. */
  emailKeys: readonly string[];
  /** Orders that handles name, and that name nobody. */
  nameless: readonly Order[];
  /** Every name under which a row of theirs may lie. */
  customerIds: readonly string[];
  /** Of these, the ids by which they are known themselves, and not somebody else whom they are joined with. */
  ownIds: readonly string[];
};

export type FindSubjectDeps = DeriveDeps & { readOrders: ReadOrders };

/** Later than any erasure. */
export const NEVER = "9999-12-31T23:59:59.999Z";

/**
 * Who the handles lead to: identities, names of holders, numbers of orders. A handle that leads to many, and so names nobody,
 * leads nowhere, unless it is asked what it holds. Takes nothing.
 *
 * @param before only what is older than this erasure: who came back after it is somebody else
 */
export const findSubject = async (
  handles: readonly string[],
  deps: FindSubjectDeps,
  { before = NEVER, reach = "person" }: { before?: Instant; reach?: Reach | undefined } = {},
): Promise<Subject> => {
  const orders = await ordersNamed(handles, before, deps);
  const identities = handles.filter((handle) => !isOfOrder(handle) && holderNamedBy(handle).length === 0);
  const named = handles.flatMap(holderNamedBy);
  const holders =
    reach === "held"
      ? [...named, ...(await heldBy(identities, deps, before))]
      : [...named, ...orders.flatMap(({ holder }) => holder ?? [])];
  const around = await knowAround({ identities, holders }, deps, before);
  const touched = around.persons.filter(
    (person) =>
      (reach === "person" && person.identities.some((identity) => identities.includes(identity))) ||
      person.holders.some(({ holder }) => holders.includes(holder)),
  );
  const besides = around.persons.flatMap(namesOf).flatMap(refusedBesideAs);
  await around.reader.read({ identities: besides, holders: besides });
  const persons = reach === "person" ? touched : touched.map((person) => heldOf(person, identities, holders));
  const subject = subjectOf({ persons, touched, identities, around, orders });
  const losing = await losingTo(subject, deps, before);
  return losing.length === 0 ? subject : { ...subject, ...withLosing(subject, losing) };
};

/**
 * Whose holders go though they were not asked for: what was said of an address under which nobody has an order goes with the address,
 * be it told of a customer id as well. They may be known by further identities, to which nothing leads without what goes.
 */
const losingTo = async ({ holders, touched }: Subject, deps: DeriveDeps, before: Instant): Promise<Person[]> => {
  const known = new Set(touched.flatMap((person) => person.holders.map(({ holder }) => holder)));
  const others = new Set(holders.flatMap(({ holder }) => (known.has(holder) ? [] : holder)));
  if (others.size === 0) return [];
  const { persons } = await knowAround({ identities: [], holders: [...others] }, deps, before);
  return persons.filter((person) => person.holders.some(({ holder }) => others.has(holder)));
};

/** Their rows tell of who goes, and are worked out anew without that. */
const withLosing = (
  { touched, shared, whole, customerIds }: Subject,
  losing: readonly Person[],
): Pick<Subject, "touched" | "shared" | "customerIds"> => {
  const identities = losing.flatMap((person) => person.identities);
  const beside = identities.filter((identity) => !isHandleIdentity(identity) && !whole.includes(identity));
  return {
    touched: [...touched, ...losing],
    shared: [...new Set([...shared, ...beside])],
    customerIds: [...new Set([...customerIds, ...identities.map(customerIdNamedBy)])].sort(),
  };
};

/** All that bears these customer ids, whoever it goes by. */
const heldBy = async (identities: readonly string[], deps: FindSubjectDeps, before: Instant): Promise<string[]> => {
  const accounts = identities.filter(hasAccount);
  const reader = new EvidenceReader(deps, before);
  await reader.read({ identities: accounts });
  return accounts.flatMap((account) => reader.identity(account).holders);
};

const heldOf = (person: Person, identities: readonly string[], holders: readonly string[]): Person => ({
  ...person,
  identities: person.identities.filter((identity) => identities.includes(identity)),
  holders: person.holders.filter(({ holder }) => holders.includes(holder)),
});

const ordersNamed = async (
  handles: readonly string[],
  before: Instant,
  { readOrders }: FindSubjectDeps,
): Promise<readonly Order[]> => {
  const keys = handles.filter(isOfOrder).map(orderKeyNamedBy);
  return keys.length === 0 ? [] : (await readOrders(keys)).filter(({ epoch = "" }) => epoch < before);
};

type Found = {
  persons: readonly Person[];
  /** The same with all that is joined with them. */
  touched: readonly Person[];
  identities: readonly string[];
  around: Around;
  orders: readonly Order[];
};

const subjectOf = ({ persons, touched, identities, around, orders }: Found): Subject => {
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
  const leaving = [...holders, ...untoldAt(whole, own, around), ...toldBackOf(persons, own, around)];
  const joined = touched.flatMap((person) => person.identities);
  const beside = [...new Set([...bornBy(leaving), ...joined])].filter((identity) => !whole.includes(identity));
  // An address by which nobody goes is its bearers', and not theirs.
  const going = new Set(persons.flatMap((person) => (person.holders.length > 0 ? person.identities : [])));
  const addresses = [...all, ...beside].filter((identity) => going.has(identity) || isWhole(identity));
  return {
    persons,
    touched,
    holders: leaving,
    identities: all.sort(),
    whole,
    shared: beside.filter((identity) => !isHandleIdentity(identity)),
    emailKeys: [...new Set(addresses.flatMap((identity) => emailKeyNamedBy(identity) ?? []))],
    nameless,
    ownIds: all.map(customerIdNamedBy),
    customerIds: [
      ...new Set([
        ...[...all, ...joined].map(customerIdNamedBy),
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

const namesOf = ({ identities, holders }: Person): string[] => [
  ...identities,
  ...holders.flatMap(({ holder }) => identitiesOfHolder(holder)),
];

/** Refusals that were told of a name of theirs beside them, as long as nobody else has that name. */
const toldBackOf = (persons: readonly Person[], own: ReadonlySet<string>, { reader }: Around): HolderRow[] =>
  [...new Set(persons.flatMap(namesOf).flatMap(refusedBesideAs))]
    .map((name) => reader.holder(name))
    .filter((row) => !own.has(row.holder) && isKept({ holders: [row] }) && !isThere({ holders: [row] }))
    .filter(({ holder: name }) => {
      const { full, holders } = reader.identity(name);
      return !full && holders.every((holder) => holder === name || own.has(holder));
    });

/** All identities that the holders bear, phone numbers and other handles too, also such as have given way: rows that name them. */
export const bornBy = (holders: readonly HolderRow[]): string[] => [
  ...new Set(
    holders.flatMap(({ holder, phones, lostPhones = [], channels = {} }) => [
      ...[...identitiesOfHolder(holder), ...phones, ...lostPhones],
      ...Object.values(channels).flatMap(({ handles = {} }) => Object.keys(handles).map(handleIdentityOfKey)),
    ]),
  ),
];
