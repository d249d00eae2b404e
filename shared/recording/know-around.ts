import { type Known, namingIdentity, partedThrough, personsAmong } from "../identity/graph.ts";
import { hasOrders, type Ties } from "../identity/ties.ts";
import type { HolderRow } from "../model/evidence.ts";
import { accountOf, addressOf, identitiesOfHolder } from "../model/holder.ts";
import { customerIdOf } from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import { EvidenceReader } from "./evidence.ts";
import type { DeriveDeps } from "./record-deps.ts";
import { handlesAmong, readHoldersAtHandles, refusedAt, type Sharing, withSharing } from "./sharing.ts";
import { holdersAt, holdersNamedBy, isAddress, refusingAt, tiesOf } from "./ties-as-read.ts";

/** One person, or the sales that one holder makes for nobody. */
export type Person = {
  /** Empty for sales. */
  identities: readonly string[];
  holders: readonly HolderRow[];
  /** Holders of others that bear an address of theirs, and what erasures left of such: what was refused there is heard. */
  beside: readonly HolderRow[];
  /** Addresses of theirs that more bear than a row has room for: a refusal there may not be heard, and nobody is mailed there. */
  crowded?: ReadonlySet<string>;
  /** Who else has their phone numbers and other handles; absent of who granted nothing there. */
  sharing?: Sharing;
};

/** What is known around some identities. */
export type Around = Known & { reader: EvidenceReader; persons: readonly Person[] };

/** Identities of one person; who would have more is joined by nothing but customer ids (docs/limits.md). */
const MOST_IDENTITIES = 200;

/**
 * Works out who is who around some identities and holders (docs/adr/0012): follows what they join until nothing new comes up. Of
 * customer ids that stand at an address it is asked what they join, too; beyond what is not joined it does not go.
 *
 * @param before as an erasure of this time sees them
 */
export const knowAround = async (
  start: { identities: readonly string[]; holders: readonly string[] },
  deps: DeriveDeps,
  before?: Instant,
): Promise<Around> => {
  const reader = new EvidenceReader(deps, before);
  const from = [...new Set([...start.identities, ...start.holders.flatMap(identitiesOfHolder)])];
  const reached = new Map<string, Ties>();
  await reader.read({ identities: from, holders: start.holders });
  let handles = start.holders.flatMap((holder) => reader.holder(holder).phones);
  for (let fresh = from; fresh.length > 0 && reached.size <= MOST_IDENTITIES; ) {
    await readHoldersOf(fresh, reader, handles);
    handles = [];
    for (const identity of fresh) reached.set(identity, tiesOf(identity, reader, deps));
    const next = fresh.flatMap((identity) => leadsTo(identity, reached.get(identity), reader));
    fresh = [...new Set(next)].filter((identity) => !reached.has(identity));
    await reader.read({ identities: fresh });
  }
  await readHoldersAtAddressesOf(reached, reader);
  await readHoldersOf(addressesGoneBy(reached, reader), reader);
  const known = knownOf(reached, start.holders, reader, deps);
  await readHoldersAtHandles(handlesAmong([...known.holders.values()], deps), reader);
  return { ...known, reader, persons: personsOf(known, reader).map((person) => withSharing(person, reader, deps)) };
};

/** The holders of identities; of addresses, all that bears the customer ids which stand there; and who is named by handles. */
const readHoldersOf = async (
  identities: readonly string[],
  reader: EvidenceReader,
  handles: readonly string[] = [],
): Promise<void> => {
  const holders = identities.flatMap((identity) => refusingAt(identity, reader));
  await reader.read({ holders });
  const beside = identities
    .filter(isAddress)
    .flatMap((identity) => holdersNamedBy(identity, reader))
    .flatMap(accountOf);
  await reader.read({ identities: [...beside, ...handles] });
  // What was told of a customer id alone is asked for also where its row has no room for all that bears it.
  await reader.read({ holders: [...beside, ...beside.flatMap((identity) => holdersNamedBy(identity, reader))] });
};

/**
 * A customer id that joins none of its addresses is mailed at one of them all the same: what others refused there is to be heard.
 */
const readHoldersAtAddressesOf = async (reached: ReadonlyMap<string, Ties>, reader: EvidenceReader): Promise<void> => {
  const naming = [...reached].filter(([identity, { names }]) => names && !isAddress(identity));
  const addresses = naming.flatMap(([identity]) => holdersNamedBy(identity, reader).flatMap(addressOf));
  await reader.read({ identities: addresses });
  const beside = addresses.flatMap((address) => refusingAt(address, reader));
  await reader.read({ holders: [...beside, ...beside.flatMap(accountOf)] });
};

/** Addresses by which orders of customer ids go that do not join them: whether these name anybody is asked, too. */
const addressesGoneBy = (reached: ReadonlyMap<string, Ties>, reader: EvidenceReader): string[] =>
  [...reached]
    .flatMap(([identity, { reason, strangers = [] }]) =>
      reason === "names-differ" ? holdersNamedBy(identity, reader) : [...strangers],
    )
    .flatMap(addressOf)
    .filter((address) => !reached.has(address));

const leadsTo = (identity: string, ties: Ties | undefined, reader: EvidenceReader): string[] => {
  const { together = [], joined = [] } = reader.identity(identity);
  return [
    ...(ties?.joins ?? []),
    ...together.map((one) => one.identity),
    ...joined.flatMap(({ of, members }) => [...of, ...members]),
  ];
};

const knownOf = (
  reached: ReadonlyMap<string, Ties>,
  started: readonly string[],
  reader: EvidenceReader,
  deps: DeriveDeps,
): Known => {
  const isTooMany = reached.size > MOST_IDENTITIES;
  const identities = new Map(
    [...reached].map(([identity, ties]) => {
      const row = reader.identity(identity);
      return [
        identity,
        isTooMany ? { row: { ...row, together: [], joined: [] }, ties: joiningNobody(ties) } : { row, ties },
      ];
    }),
  );
  const holders = [...reached.keys()].flatMap((identity) => holdersAt(reader.identity(identity), reader));
  const all = [...holders, ...started.map((holder) => reader.holder(holder))];
  const accounts = all.flatMap(({ holder }) => accountOf(holder));
  const beyond = [...new Set([...accounts, ...addressesGoneBy(reached, reader)])].filter(
    (identity) => !reached.has(identity),
  );
  return {
    identities,
    holders: new Map(all.map((row) => [row.holder, row])),
    beyond: new Map(beyond.map((identity) => [identity, tiesOf(identity, reader, deps)])),
  };
};

const joiningNobody = (ties: Ties): Ties => ({ ...ties, joins: new Set() });

const personsOf = (known: Known, reader: EvidenceReader): Person[] => {
  const persons = personsAmong(known).map((identities) => ({ identities, holders: [] as HolderRow[] }));
  const byIdentity = new Map(persons.flatMap((person) => person.identities.map((one) => [one, person] as const)));
  const through = partedThrough(known);
  const sales: Person[] = [];
  for (const row of [...known.holders.values()].sort((a, b) => (a.holder < b.holder ? -1 : 1))) {
    const naming = namingIdentity(row.holder, known, through);
    const person = naming === undefined ? undefined : byIdentity.get(naming);
    if (person && !isStranger(row, person, known)) person.holders.push(row);
    // Whoever it goes by was not reached: it is no concern of these.
    else if (identitiesOfHolder(row.holder).every((identity) => known.identities.has(identity)))
      sales.push({ identities: [], holders: [row], beside: [] });
  }
  return [...persons.map((person) => ({ ...person, ...atTheirAddresses(person, reader) })), ...sales];
};

/** Somebody else's order at an address of theirs: a sale of nobody, as long as the address is theirs. */
const isStranger = ({ holder }: HolderRow, person: Pick<Person, "identities">, { identities }: Known): boolean => {
  const ties = identities.get(holder)?.ties;
  return ties?.strangers?.has(holder) === true && [...ties.joins].some((one) => person.identities.includes(one));
};

const atTheirAddresses = (
  { identities, holders }: Pick<Person, "identities" | "holders">,
  reader: EvidenceReader,
): Pick<Person, "beside" | "crowded"> => {
  const all = new Set([...identities.filter(isAddress), ...holders.flatMap(({ holder }) => addressOf(holder))]);
  const crowded = [...all].filter((address) => reader.identity(address).full);
  return { beside: besideOf(holders, [...all], reader), ...(crowded.length > 0 && { crowded: new Set(crowded) }) };
};

const besideOf = (holders: readonly HolderRow[], addresses: readonly string[], reader: EvidenceReader): HolderRow[] => {
  const own = new Set(holders.map(({ holder }) => holder));
  const bearing = [...addresses.flatMap((address) => refusingAt(address, reader)), ...own];
  // What a customer id refused without an address it refused for every mailbox it stands with, be it another's as well: who reads
  // a shared one is not known, and a refusal costs less than a mail against somebody's will.
  const beside = new Set([...bearing, ...bearing.flatMap(accountOf)]);
  const others = [...beside].filter((holder) => !own.has(holder)).map((holder) => reader.holder(holder));
  return [...others, ...addresses.flatMap((address) => refusedAt(address, reader))];
};

/** The name of a person; of sales, none. */
export const nameOf = ({ identities }: Person): string | undefined =>
  identities.length === 0 ? undefined : customerIdOf(identities);

/** Whether they are a customer, or a prospect: an order names them, or their source told of them beside orders. */
export const isThere = ({ holders }: Pick<Person, "holders">): boolean =>
  holders.some((row) => row.toldAlone === true || hasOrders(row));

/** Whether anything is kept of them: also what orders told that name others by now. */
export const isKept = ({ holders }: Pick<Person, "holders">): boolean =>
  holders.some(({ sources }) => sources.length > 0);
