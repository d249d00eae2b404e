import { peopleNamed } from "../identity/names.ts";
import type { HolderRow } from "../model/evidence.ts";
import { accountOf, hasAccount, holderName, identitiesOfHolder } from "../model/holder.ts";
import { orderIdentity, orderKeyNamedBy, sourceOfIdentity } from "../model/identity.ts";
import { type BearersDeps, scanBearers } from "./bearers.ts";
import { type FindSubjectDeps, NEVER } from "./find-subject.ts";
import { type Around, isKept, knowAround } from "./know-around.ts";
import { holdersAt, isAddress } from "./ties-as-read.ts";
import type { WeakTrace } from "./weak-evidence.ts";

/** Whom a source's privacy request names, as identities, and the numbers of orders that it lists. */
export type Requested = {
  account?: string | undefined;
  addresses: readonly string[];
  phones: readonly string[];
  /** Accounts whose login the address or the number is: asked for with it, where it names them without a customer id. */
  logins?: readonly string[];
  orders: readonly string[];
};

export type HeldDeps = FindSubjectDeps & BearersDeps;

/** What strong evidence gives to the request, as handles that are asked what they hold; and listed orders that are others'. */
export type Held = { handles: readonly string[]; others: readonly WeakTrace[] };

/**
 * What a source's privacy request reaches (docs/adr/0012): all that bears the customer id; and, of what was ordered under no other
 * name, all at an address that its source says is its own, or that the request names and that stands with it. Without a customer id
 * the address is asked for, and the account whose login it is; without either, the phone number. A customer id that nothing was told of holds nothing: what the
 * address beside it leads to was told of somebody else.
 */
export const heldByRequest = async (requested: Requested, deps: HeldDeps): Promise<Held> => {
  const { account, addresses, phones, logins = [] } = requested;
  const weaker = [...(addresses.length > 0 ? addresses : phones), ...logins];
  const named = account === undefined ? weaker : [account, ...addresses];
  const around = await knowAround({ identities: named, holders: [] }, deps, NEVER);
  const isFree = (identity: string) => !isKept({ holders: holdersAt({ identity }, around.reader) });
  const asked = account === undefined ? weaker : [account];
  const full = asked.filter((identity) => hasAccount(identity) && around.reader.identity(identity).full);
  const beyond = (await Promise.all(full.map((identity) => scanBearers(identity, deps)))).flat();
  const held = [
    ...asked.flatMap((identity) => [identity, ...heldFrom(identity, addresses, around)]),
    ...beyond.map(holderName),
  ];
  const orders = await ordersHeld(requested, new Set(held), deps);
  return {
    handles: [...new Set([...held, ...addresses.filter(isFree), ...orders.handles])],
    others: orders.others,
  };
};

/** Further customer ids and addresses that are theirs by strong evidence, and the holders at these addresses. */
const heldFrom = (start: string, addresses: readonly string[], around: Around): string[] => {
  const person = around.persons.find(({ identities }) => identities.includes(start));
  if (person === undefined) return [];
  const reached = new Set([start]);
  for (const identity of reached)
    for (const next of [...strongBeside(identity, start, around), ...(identity === start ? addresses : [])])
      if (person.identities.includes(next)) reached.add(next);
  const bears = (row: HolderRow) => identitiesOfHolder(row.holder).filter((identity) => reached.has(identity));
  const names = person.holders
    .filter((row) => bears(row).some(hasAccount))
    .flatMap((row) => row.names)
    .join(" ");
  const isOthers = ({ holder }: HolderRow) => accountOf(holder).some((account) => !reached.has(account));
  const held = person.holders.filter(
    (row) => bears(row).length > 0 && !isOthers(row) && peopleNamed([names, row.names.join(" ")]) < 2,
  );
  return [...reached, ...[...held.map(({ holder }) => holder), ...guestsToCome(reached, around)].map(holderName)];
};

/**
 * A guest's order of before the request may be on its way, and is at an address that is theirs: as nobody is kept as a guest there,
 * it is theirs too, and whoever records it is to find that it is erased.
 */
const guestsToCome = (reached: ReadonlySet<string>, { reader }: Around): string[] =>
  [...reached].filter((identity) => isAddress(identity) && !reader.identity(identity).holders.includes(identity));

/**
 * What a source says is a customer id's own, and whom an operator or a source said to be one. Another source's customer id is not
 * what this one holds, whatever address both have: it is listed, and an operator decides.
 */
const strongBeside = (identity: string, start: string, { identities, reader }: Around): string[] => {
  const isOfSource = (one: string) => !hasAccount(one) || sourceOfIdentity(one) === sourceOfIdentity(start);
  const told = holdersAt({ identity }, reader).filter(({ own }) => own);
  const saysSo = (other: string) => identities.get(other)?.row.together?.some((one) => one.identity === identity);
  const together = identities.get(identity)?.row.together ?? [];
  return [
    ...told.flatMap(({ holder }) => identitiesOfHolder(holder)).filter(isOfSource),
    ...together.map((one) => one.identity).filter(saysSo),
  ];
};

/** An order that names nobody, and a guest's with the request's address, are theirs by the source's list; another's is not. */
const ordersHeld = async (
  { addresses, orders: numbers }: Requested,
  held: ReadonlySet<string>,
  deps: FindSubjectDeps,
): Promise<Held> => {
  const orders = await deps.readOrders(numbers.map(orderKeyNamedBy));
  const isHeld = (holder: string) =>
    held.has(holderName(holder)) || identitiesOfHolder(holder).some((one) => hasAccount(one) && held.has(one));
  const told = orders.map(({ orderKey, holder }) => ({ number: orderIdentity(orderKey), holder }));
  const nameless = told.flatMap(({ number, holder }) => (holder === undefined ? number : []));
  const guests = told.flatMap(({ holder = "" }) => (addresses.includes(holder) ? [holder, holderName(holder)] : []));
  const others = told.flatMap(({ number, holder }): WeakTrace[] => {
    const [other] =
      holder === undefined || isHeld(holder) || addresses.includes(holder) ? [] : identitiesOfHolder(holder);
    return other === undefined ? [] : [{ by: "order", shared: number, other }];
  });
  const isNamed = held.size + nameless.length + guests.length > 0;
  return { handles: isNamed ? [...nameless, ...guests] : numbers, others };
};
