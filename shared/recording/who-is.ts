import { type JoiningWord, wordsThatJoin } from "../identity/graph.ts";
import type { HolderRow } from "../model/evidence.ts";
import { identitiesOfHolder } from "../model/holder.ts";
import { compareIdentities, isOfOrder, orderKeyNamedBy } from "../model/identity.ts";
import type { Currency } from "../model/money.ts";
import type { Order } from "../model/order.ts";
import type { TieTold } from "../model/tie.ts";
import type { Day } from "../model/time.ts";
import { fromEpochDay } from "../scoring/summaries/epoch-day.ts";
import { ordersAt, sumsOf } from "./entries.ts";
import type { FindSubjectDeps } from "./find-subject.ts";
import { type Around, isKept, isThere, knowAround, nameOf, type Person } from "./know-around.ts";
import { type Standing, standingOf } from "./stands-with.ts";
import { tellTie, tieWithin } from "./tell-tie.ts";
import { type WeakTrace, weakEvidence } from "./weak-evidence.ts";

/** What was told of one buyer as one source names them. */
export type HolderTold = {
  identities: readonly string[];
  orders: number;
  firstOn?: Day;
  lastOn?: Day;
  /** `unclear`: one was told that tells nobody apart, such as initials alone. */
  name: "known" | "unclear" | "none";
  /** Whether the source says that the address is the customer id's own. */
  isAddressOwn: boolean;
  sources: readonly string[];
};

/** A word of an operator or a source that holds: what it joined, or keeps apart. */
export type WordTold = JoiningWord & { said: "together" | "apart" };

export type PersonTold = {
  /** Absent for sales that name nobody, and for whom orders named that name others by now. */
  customerId?: string;
  identities: readonly TieTold[];
  holders: readonly HolderTold[];
  words: readonly WordTold[];
  /** Who bears a phone number or an address of theirs, and is somebody else of whom nobody has said anything yet. */
  weak: readonly WeakTrace[];
};

/** An order whose newest state names nobody. Money is in minor units of `currency`. */
export type SaleTold = Pick<Order, "orderKey" | "day" | "counted" | "netMinor"> & { currency: Currency };

/**
 * Who some handles lead to; of identities that name nobody, why; of those by which nobody goes, with whom what bears them stands; and
 * orders that name nobody.
 */
export type WhoIs = {
  persons: readonly PersonTold[];
  nobody: readonly TieTold[];
  standing: readonly Standing[];
  sales: readonly SaleTold[];
};

/** Which evidence makes the persons that the handles lead to: identities, and numbers of orders. */
export const whoIs = async (handles: readonly string[], deps: FindSubjectDeps): Promise<WhoIs> => {
  const { identities, holders, sales } = await meantBy(handles, deps);
  const around = await knowAround({ identities, holders }, deps);
  const persons = around.persons.filter((person) => isKept(person) && isMeant(person, { identities, holders }));
  const told = await Promise.all(persons.map((person) => tellPerson(person, around, deps)));
  return {
    persons: told,
    nobody: whyNobody([...identities, ...holders.flatMap(identitiesOfHolder)], around, deps),
    standing: await standingOf(identities, around, deps),
    sales,
  };
};

/** Of these, the identities that somebody bears, and that name nobody: with the reason. */
export const whyNobody = (
  identities: readonly string[],
  around: Around,
  deps: Pick<FindSubjectDeps, "settings">,
): TieTold[] =>
  [...new Set(identities)]
    .filter((identity) => around.reader.identity(identity).holders.length > 0)
    .flatMap((identity) => tellTie(identity, around, deps) ?? [])
    .filter(({ names }) => !names);

/** Identities, and those that the newest states of orders name, the best one first. */
export const identitiesMeant = async (handles: readonly string[], deps: FindSubjectDeps): Promise<string[]> => {
  const { identities, holders } = await meantBy(handles, deps);
  return [...identities, ...holders.flatMap(identitiesOfHolder)];
};

type Meant = { identities: readonly string[]; holders: readonly string[]; sales: readonly SaleTold[] };

/** Identities are themselves; the number of an order is whom its newest state names. */
const meantBy = async (handles: readonly string[], { readOrders }: FindSubjectDeps): Promise<Meant> => {
  const keys = handles.filter(isOfOrder).map(orderKeyNamedBy);
  const orders = keys.length === 0 ? [] : await readOrders(keys);
  return {
    identities: handles.filter((handle) => !isOfOrder(handle)),
    holders: [...new Set(orders.flatMap(({ holder }) => holder ?? []))],
    sales: orders.flatMap(({ holder, facts, orderKey, day, counted, netMinor }) =>
      holder !== undefined || facts === undefined
        ? []
        : [{ orderKey, ...(day && { day }), counted, netMinor, currency: facts.currency }],
    ),
  };
};

const isMeant = (person: Person, { identities, holders }: Omit<Meant, "sales">): boolean =>
  person.holders.some(({ holder }) => holders.includes(holder)) ||
  person.identities.some((identity) => identities.includes(identity)) ||
  // Sales of an identity that names nobody.
  (person.identities.length === 0 &&
    person.holders.some(({ holder }) => identitiesOfHolder(holder).some((one) => identities.includes(one))));

const tellPerson = async (person: Person, around: Around, deps: FindSubjectDeps): Promise<PersonTold> => {
  const customerId = isThere(person) ? nameOf(person) : undefined;
  const words = wordsOf(person, around);
  const decided = new Set(words.map(({ other }) => other));
  const weak = customerId === undefined ? [] : await oneOfEach(await weakEvidence(person, deps), deps);
  return {
    ...(customerId !== undefined && { customerId }),
    identities: [...person.identities]
      .sort(compareIdentities)
      .flatMap((identity) => tellTie(identity, around, deps) ?? [])
      .map((tie) => tieWithin(tie, person.identities)),
    holders: person.holders.map(tellHolder),
    words,
    weak: weak.filter(({ other }) => !decided.has(other)),
  };
};

/** Of those who are one person the best trace; who names nobody cannot be joined. */
const oneOfEach = async (traces: readonly WeakTrace[], deps: FindSubjectDeps): Promise<WeakTrace[]> => {
  const others = [...new Set(traces.map(({ other }) => other))];
  const { persons } = await knowAround({ identities: others, holders: [] }, deps);
  const best = persons.flatMap(({ identities }) => {
    const theirs = traces.filter(({ other }) => identities.includes(other));
    return [...theirs].sort((a, b) => compareIdentities(a.other, b.other))[0] ?? [];
  });
  return traces.filter((trace) => best.includes(trace));
};

const tellHolder = (row: HolderRow): HolderTold => {
  const { bought, uncounted } = sumsOf(row);
  const days = [...bought.map(({ day }) => fromEpochDay(day)), ...uncounted.map(([day]) => day)].sort();
  const [firstOn, lastOn] = [days[0], days.at(-1)];
  return {
    identities: identitiesOfHolder(row.holder),
    orders: ordersAt(row),
    ...(firstOn !== undefined && { firstOn }),
    ...(lastOn !== undefined && { lastOn }),
    name: nameTold(row),
    isAddressOwn: row.own === true,
    sources: row.sources,
  };
};

const nameTold = ({ names, profile: { firstName = "", lastName = "" } }: HolderRow): HolderTold["name"] =>
  names.length > 0 ? "known" : `${firstName}${lastName}`.trim() === "" ? "none" : "unclear";

/** Words that hold: what joins two of theirs, and what keeps somebody else from them. */
const wordsOf = ({ identities }: Person, { identities: known }: Around): WordTold[] => {
  const own = new Set(identities);
  const told = identities.flatMap((identity) => {
    const { apart = [] } = known.get(identity)?.row ?? {};
    const parted = apart.flatMap(({ parting, side, at, by }) =>
      [...known]
        .filter(([, { row }]) => row.apart?.some((one) => one.parting === parting && one.side !== side))
        .map(([other]): WordTold => ({ said: "apart", identity, other, at, by })),
    );
    return parted;
  });
  const joined = wordsThatJoin({ identities: known })
    .filter(({ identity, other }) => own.has(identity) && own.has(other))
    .map((word): WordTold => ({ said: "together", ...word }));
  return [...joined, ...told].sort((a, b) => (a.at < b.at ? -1 : 1));
};
