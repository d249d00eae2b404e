import type { ToldChannels } from "../model/channel.ts";
import { type Consent, nothingSaid } from "../model/consent.ts";
import type { HolderRow, IdentityRow } from "../model/evidence.ts";
import { accountOf, addressOf, identitiesOfHolder } from "../model/holder.ts";
import { isHandleIdentity } from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import type { SaveIdentity } from "../ports/evidence.ts";
import { EvidenceReader } from "./evidence.ts";
import { bornBy, type Subject } from "./find-subject.ts";
import { refusalsIn } from "./join-channels.ts";
import { keepRefusedAt } from "./keep-refused-at.ts";
import type { Person } from "./know-around.ts";
import type { DeriveDeps } from "./record-deps.ts";
import { byOwner, type Refused, type Refusing, refusedBy } from "./refused.ts";
import { refusedByOwner } from "./refused-by-owner.ts";
import { isReachedBy, namedAround, readHoldersAtHandles, refusedAt } from "./sharing.ts";
import { isAddress, refusingAt } from "./ties-as-read.ts";

export type KeepRefusalsDeps = DeriveDeps & { saveIdentity: SaveIdentity };

/**
 * Keeps what is refused by those who are about to be erased, in the rows of the addresses, numbers and other identities at which
 * others hear it (docs/adr/0006): who asks for more than a no does not turn it off. Nothing is kept there but what was refused, and
 * when. Doing it again changes nothing.
 *
 * @param at the erasure: what is newer is not asked
 */
export const keepRefusals = async (
  { holders, touched: persons }: Pick<Subject, "holders" | "touched">,
  at: Instant,
  deps: KeepRefusalsDeps,
): Promise<void> => {
  const gone = new Set(holders.map(({ holder }) => holder));
  const reader = new EvidenceReader(deps, at);
  const joined = persons.flatMap((person) => person.holders.map(({ holder }) => holder));
  await reader.read({ holders: [...gone, ...joined] });
  const rows = [...gone].map((holder) => reader.holder(holder));
  const named = rows.flatMap((row) => [...identitiesOfHolder(row.holder), ...row.phones]);
  await reader.read({ identities: named });
  const asked = [...rows, ...joined.map((holder) => reader.holder(holder))];
  const places = new Set([...bornBy(rows), ...rows.flatMap((row) => addressesOfAccount(row, reader))]);
  await readHoldersAtHandles([...places], reader);
  const heard = [...places].map((place) => [place, heardAt(place, gone, reader)] as const);
  await reader.read({ identities: persons.flatMap(({ identities }) => identities) });
  const pooled = persons.flatMap((person) => heardByPerson(person, gone, reader));
  await reader.read({ identities: pooled.map(([place]) => place) });
  for (const [place, all] of Map.groupBy([...heard, ...pooled], ([one]) => one)) {
    const row = reader.identity(place);
    const denied = isAddress(place) ? ownersRefusalLost(place, asked, gone, reader) : undefined;
    const refused = byOwner(refusedBy(all.flatMap(([, one]) => one ?? [])), denied);
    const isTheirs = persons.some(({ identities }) => identities.includes(place));
    if (refused && row.version > 0 && (isTheirs || isOthers(row, gone))) await keepRefusedAt(row, refused, deps);
  }
};

/** What a person hears of others. */
const heardBeside = ({ beside, sharing }: Person): Refusing[] => [
  ...beside,
  ...[...(sharing?.holders ?? [])].flatMap(([handle, others]) =>
    others.map(({ channels = {} }) => refusedWhereReached(channels, handle)),
  ),
];

/** What a customer id refused without an address it refused for every mailbox it stands with. */
const addressesOfAccount = ({ holder }: HolderRow, reader: EvidenceReader): string[] =>
  accountOf(holder).includes(holder) ? reader.identity(holder).holders.flatMap(addressOf) : [];

/**
 * How far from a place a refusal is heard there, as whoever is reached at a handle hears it: see `Sharing`. At an address or a number
 * that is where another channel is heard, a step of that is gone.
 */
const hopsFrom = (place: string): number => (isHandleIdentity(place) || isAddress(place) ? 2 : 1);
const HOPS_FROM_WHERE_REACHED = 3;

/** What others hear at a place by those who are about to go, and would hear no more: what these said, and what they lead to. */
const heardAt = (place: string, gone: ReadonlySet<string>, reader: EvidenceReader): Refused | undefined => {
  const [before, after] = [mailHeardAt(place, reader), mailHeardAt(place, reader, gone)];
  const mail = [...before].filter((holder) => !after.has(holder)).map((holder) => reader.holder(holder));
  const near = lostAround(place, { hops: hopsFrom(place), gone }, reader);
  const far = isHandleIdentity(place) ? lostAround(place, { hops: HOPS_FROM_WHERE_REACHED, gone }, reader) : [];
  return refusedBy([
    ...mail,
    ...near.map(({ channels }) => ({ consents: nothingSaid, channels })),
    ...far.map(({ channels = {} }) => refusedWhereReached(channels, place)),
  ]);
};

const lostAround = (
  place: string,
  { hops, gone }: { hops: number; gone: ReadonlySet<string> },
  reader: EvidenceReader,
): HolderRow[] => {
  const [around, left] = [namedAround(place, reader, { hops }), namedAround(place, reader, { hops, without: gone })];
  const holders = [...around.holders].filter((holder) => !left.holders.has(holder));
  const identities = [...around.identities].filter((identity) => !left.identities.has(identity));
  return [
    ...holders.map((holder) => reader.holder(holder)),
    ...identities.flatMap((identity) => refusedAt(identity, reader)),
  ];
};

/** Of channels by which a handle reaches somebody. */
const refusedWhereReached = (channels: ToldChannels, handle: string): Refusing => ({
  consents: nothingSaid,
  channels: refusalsIn(channels, (channel) => isReachedBy(channel, handle)),
});

/** Who is heard, of mail, by whoever is mailed at a place: see `Person.beside`. */
const mailHeardAt = (place: string, reader: EvidenceReader, without?: ReadonlySet<string>): ReadonlySet<string> => {
  const bearing = isAddress(place) ? refusingAt(place, reader).filter((holder) => !without?.has(holder)) : [];
  return new Set([...bearing, ...bearing.flatMap(accountOf)].filter((holder) => !without?.has(holder)));
};

/** What is refused at an address by whom it is of, and nobody would know any more to be theirs. */
const ownersRefusalLost = (
  place: string,
  asked: readonly HolderRow[],
  gone: ReadonlySet<string>,
  reader: EvidenceReader,
): Consent | undefined => {
  const bearing = refusingAt(place, reader);
  const all = new Set([...asked.map(({ holder }) => holder), ...bearing, ...bearing.flatMap(accountOf)]);
  const rows = [...[...all].map((holder) => reader.holder(holder)), ...refusedAt(place, reader)];
  const left = rows.filter(({ holder, own }) => !gone.has(holder) || (own === true && holder === place));
  return refusedByOwner(place, left) === undefined ? refusedByOwner(place, rows) : undefined;
};

/**
 * Of one person a part may go, or one part after the other: what any of them refused was the whole person's, and may have come to the
 * rest by who goes.
 */
const heardByPerson = (
  person: Person,
  gone: ReadonlySet<string>,
  reader: EvidenceReader,
): (readonly [string, Refused | undefined])[] => {
  const rest = person.holders.filter(({ holder }) => !gone.has(holder));
  if (rest.length === person.holders.length) return [];
  const own = person.holders.map(({ holder }) => reader.holder(holder));
  const refused = refusedBy([...own, ...heardBeside(person)]);
  const alone = person.identities.filter((identity) => !isOthers(reader.identity(identity), gone));
  const places = new Set([...rest.flatMap(({ holder }) => identitiesOfHolder(holder)), ...alone]);
  return [...places].map((place) => [place, refused]);
};

const isOthers = ({ full, holders }: IdentityRow, gone: ReadonlySet<string>): boolean =>
  full === true || holders.some((holder) => !gone.has(holder));
