import type { AddressKind } from "../model/address-kind.ts";
import { type HolderRow, type IdentityRow, MOST_NAMES } from "../model/evidence.ts";
import { addressOf, type Named, namedIn } from "../model/holder.ts";
import { sourceOfIdentity } from "../model/identity.ts";
import type { TieReason } from "../model/tie.ts";
import { areOfManyScripts, peopleNamed } from "./names.ts";

/** How many an identity may lead to before it names nobody (settings `identity`). */
export type Limits = {
  account: { names: number; addresses: number };
  address: { names: number; accounts: number };
  phone: { names: number };
};

/** What one identity joins, and whether it names anybody. */
export type Ties = {
  reason: TieReason;
  names: boolean;
  joins: ReadonlySet<string>;
  /** Where a source says which address is a customer id's own: holders of who ordered there, or under the id, by another name. */
  strangers?: ReadonlySet<string>;
};

const nobody = (reason: TieReason): Ties => ({ reason, names: false, joins: new Set() });

type Seen = { holder: HolderRow; named: Named };
const seen = (holder: HolderRow): Seen => ({ holder, named: namedIn(holder.holder) });

/** Whether a holder says anything of whom its identities belong to: its source said so, or an order lies there. */
export const isTold = (row: HolderRow): boolean => row.own === true || hasOrders(row);

/** Whether an order lies there, be it one that does not count. */
export const hasOrders = ({ entries, days, uncounted }: HolderRow): boolean =>
  Object.keys(entries).length > 0 || (days?.length ?? 0) > 0 || (uncounted?.length ?? 0) > 0;

/** How many people the names told of holders are of. Of one that has no room for more nobody can say: they are too many. */
const namesAt = (holders: readonly HolderRow[]): number => {
  const all = holders.map(({ names }) => names);
  const isFull = all.some((names) => names.length >= MOST_NAMES);
  return Math.max(peopleNamed(all.flat()), isFull ? MOST_NAMES : 0);
};

/** Whether names of different holders share no part. Of one holder, names may be of several: a family, or one after another. */
const doNamesDiffer = (holders: readonly HolderRow[]): boolean =>
  peopleNamed(holders.map(({ names }) => names.join(" "))) > 1;

/** Where its source says which addresses are its own, others that it typed are no addresses of its. */
export const leadsOfAccount = (holders: readonly HolderRow[]): { names: number; addresses: number } => {
  const told = holders.filter(isTold);
  const own = told.filter((row) => row.own);
  const addresses = new Set((own.length > 0 ? own : told).flatMap(({ holder }) => addressOf(holder)));
  return { names: namesAt(told), addresses: addresses.size };
};

/** What a source's customer id joins. @param holders all that bear it */
export const tiesOfAccount = (
  { full }: Pick<IdentityRow, "full">,
  holders: readonly HolderRow[],
  { account: limits }: Limits,
): Ties => {
  const told = holders.filter(isTold).map(seen);
  const addresses = new Set(told.flatMap(({ named }) => named.email ?? []));
  const leads = leadsOfAccount(holders);
  if (full || leads.names > limits.names || leads.addresses > limits.addresses) return nobody("too-many");
  const own = told.flatMap(({ holder, named }) => (holder.own ? (named.email ?? []) : []));
  if (own.length > 0) return { reason: "own", names: true, joins: new Set(own), strangers: strangersUnder(told) };
  if (addresses.size > 1 && (doNamesDiffer(told.map(({ holder }) => holder)) || areWrittenApart(told)))
    return { reason: "names-differ", names: true, joins: new Set() };
  return { reason: "joins", names: true, joins: addresses };
};

/** Whether names that stand each with an address of its own are in more ways of writing than one person's. */
const areWrittenApart = (told: readonly Seen[]): boolean => {
  const byAddress = Map.groupBy(told, ({ named }) => named.email ?? "");
  byAddress.delete("");
  return areOfManyScripts([...byAddress.values()].map(namesIn));
};

/** Who was given their own address under a customer id, by names that share no part with those at its own address. */
const strangersUnder = (told: readonly Seen[]): ReadonlySet<string> => {
  const others = told.filter(({ holder, named }) => !holder.own && named.email !== undefined);
  const own = namesIn(told.filter(({ holder }) => holder.own));
  const areApart = areWrittenApart(told);
  const areOthers = own === "" && (areApart || doNamesDiffer(others.map(({ holder }) => holder)));
  const isOther = (one: Seen) => areOthers || isNot(own, one) || (areApart && isUnlike(own, namesIn([one])));
  return new Set(others.filter(isOther).map(({ holder }) => holder.holder));
};

/** Whether both are known and have no part in common, in whatever script. */
const isUnlike = (names: string, others: string): boolean => {
  const parts = new Set(names.split(" "));
  return names !== "" && others !== "" && !others.split(" ").some((part) => parts.has(part));
};

const namesIn = (seen: readonly Seen[]): string => seen.flatMap(({ holder }) => holder.names).join(" ");
const isNot = (names: string, { holder }: Seen): boolean => peopleNamed([names, holder.names.join(" ")]) > 1;

const askedOfAddress = (
  identity: string,
  holders: readonly HolderRow[],
  accountTies: ReadonlyMap<string, Ties>,
): Seen[] =>
  holders
    .filter(isTold)
    .map(seen)
    .filter(({ holder, named: { account } }) => {
      const ties = account === undefined ? undefined : accountTies.get(account);
      return account === undefined || joinsIt(ties, identity) || ties?.strangers?.has(holder.holder) === true;
    });

export const leadsOfAddress = (...asking: Parameters<typeof askedOfAddress>): { names: number; accounts: number } => {
  const asked = askedOfAddress(...asking);
  const accounts = new Set(asked.flatMap(({ named }) => named.account ?? []));
  return { names: namesAt(asked.map(({ holder }) => holder)), accounts: accounts.size };
};

/**
 * What an address joins. Only holders whose customer id has the address for its own are asked: what somebody typed under theirs
 * says nothing of whose it is.
 *
 * @param holders all that bear it
 * @param accountTies of each customer id among them
 */
export const tiesOfAddress = (
  { identity, full }: Pick<IdentityRow, "identity" | "full">,
  holders: readonly HolderRow[],
  accountTies: ReadonlyMap<string, Ties>,
  kind: AddressKind | undefined,
  { address: limits }: Limits,
): Ties => {
  if (kind === "placeholder" || kind === "shops-own") return nobody("placeholder");
  const asked = askedOfAddress(identity, holders, accountTies);
  const { names: people, accounts } = leadsOfAddress(identity, holders, accountTies);
  const isTooMany = accounts > limits.accounts && (people > 1 || areMany(asked, limits));
  if (full || people > limits.names || isTooMany) return nobody("too-many");
  if (kind === "role" || kind === "staff") return { reason: "role", names: true, joins: new Set() };
  const heard = heardOf(asked);
  if (doNamesDiffer(heard.map(({ holder }) => holder)))
    return { reason: "names-differ", names: true, joins: new Set() };
  const joins = new Set(heard.flatMap(({ named }) => named.account ?? []));
  return { reason: "joins", names: true, joins, strangers: strangersAt(asked, heard) };
};

/**
 * Whether so many customer ids at one address, of no two different names, are of many people. Some systems give a guest another id
 * with each order, and tell no name: as many are one person's. An id that tells no name counts where it is more than that: its
 * source says that the address is its own, or it ordered twice. So do those of one day beyond the first, and many numbers: a till's
 * address is typed again and again, for everybody.
 */
const areMany = (asked: readonly Seen[], limits: Limits["address"]): boolean => {
  const nameless = asked.filter(({ holder, named }) => named.account !== undefined && holder.names.length === 0);
  const accounts = nameless.filter(({ holder }) => holder.own === true || ordersOf(holder) > 1);
  const once = nameless.filter((one) => !accounts.includes(one));
  const days = new Set(once.flatMap(({ holder }) => Object.values(holder.entries).map(({ day }) => day)));
  const numbers = new Set(nameless.flatMap(({ holder }) => holder.phones));
  return accounts.length + Math.max(0, once.length - days.size) > limits.accounts || numbers.size > limits.names;
};

/** Those of further days lie apart, and are many. */
const ordersOf = ({ entries, days }: HolderRow): number =>
  days === undefined ? Object.values(entries).filter(({ reason }) => reason === undefined).length : MOST_NAMES;

/** Guests of whose names none shares a part with those of whom the address belongs to: what they ordered is not theirs. */
const strangersAt = (asked: readonly Seen[], heard: readonly Seen[]): ReadonlySet<string> => {
  const own = namesIn(heard);
  const others = asked.filter((one) => one.named.account === undefined && !heard.includes(one) && isNot(own, one));
  return new Set(others.map(({ holder }) => holder.holder));
};

/**
 * Who is heard of whose an address is. Where a source says that it is one customer id's own, another of its customer ids has but
 * typed it. Where no source says so, those who ordered without a customer id are heard too: an address at another name's order
 * is weak evidence.
 */
const heardOf = (asked: readonly Seen[]): Seen[] => {
  const sourceOf = ({ named }: Seen) => named.account && sourceOfIdentity(named.account);
  const owning = new Set(asked.filter(({ holder }) => holder.own).map(sourceOf));
  return asked.filter((one) =>
    one.named.account === undefined ? owning.size === 0 : one.holder.own || !owning.has(sourceOf(one)),
  );
};

const joinsIt = (ties: Ties | undefined, address: string): boolean =>
  ties !== undefined && (goByAddresses(ties) || ties.joins.has(address));

/** Whether orders of a customer id go by the addresses given with them: it names nobody, or many, of whom it joins none. */
export const goByAddresses = ({ names, reason }: Ties): boolean => !names || reason === "names-differ";

export const leadsOfPhone = (holders: readonly HolderRow[]): { names: number } => ({
  names: namesAt(holders.filter(isTold)),
});

/** Whether a phone number names who has nothing else; it joins nobody. */
export const tiesOfPhone = (
  { full }: Pick<IdentityRow, "full">,
  holders: readonly HolderRow[],
  isShopsOwn: boolean,
  { phone: limits }: Limits,
): Ties => {
  if (isShopsOwn) return nobody("placeholder");
  return full || leadsOfPhone(holders).names > limits.names
    ? nobody("too-many")
    : { reason: "joins", names: true, joins: new Set() };
};
