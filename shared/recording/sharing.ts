import {
  type HandedChannel,
  handedChannelSchema,
  handleKeyOf,
  isByPhone,
  type ToldChannels,
} from "../model/channel.ts";
import type { HolderRow } from "../model/evidence.ts";
import { identitiesOfHolder } from "../model/holder.ts";
import { type KeyedHash, phoneIdentityOf } from "../model/identity.ts";
import { type EvidenceReader, newHolder } from "./evidence.ts";
import { reachedBy } from "./reached-by.ts";
import type { DeriveDeps } from "./record-deps.ts";
import { refusingAt, tiesOf } from "./ties-as-read.ts";

/** By handle: what was told of others who have it; and which handles name nobody: whoever is reached there is not known. */
export type Sharing = { holders: ReadonlyMap<string, readonly HolderRow[]>; nobodys: ReadonlySet<string> };

/** Handles at which these might be written to: of who granted nothing there, nobody needs to know more. */
export const handlesAmong = (holders: readonly HolderRow[], { hash }: Pick<DeriveDeps, "hash">): string[] =>
  holders.flatMap(reachedBy).some(({ channels = {} }) => grantsAnything(channels))
    ? [
        ...new Set(
          holders.flatMap((row) => [...row.phones, ...reachedBy(row).flatMap((told) => reachedAt(told, hash))]),
        ),
      ]
    : [];

/** Where they would be reached now: a file tells of numbers that no row of an identity names. */
const reachedAt = ({ profile, channels = {} }: Pick<HolderRow, "profile" | "channels">, hash: KeyedHash): string[] => [
  ...[phoneIdentityOf(profile.phone, hash) ?? []].flat(),
  ...handedChannelSchema.options.flatMap(
    (channel) => handleKeyOf(channel, channels[channel]?.handle?.value, hash) ?? [],
  ),
];

const grantsAnything = (channels: ToldChannels): boolean =>
  handedChannelSchema.options.some((channel) => Object.keys(channels[channel]?.consents.granted ?? {}).length > 0);

/** Whether a channel reaches somebody by what an identity stands for. */
export const isReachedBy = (channel: HandedChannel, handle: string): boolean =>
  handle.startsWith(isByPhone(channel) ? "phone:" : `${channel}:`);

/** From a handle to whom it was told of, from there to what bears their customer id or address, and once more from there. */
const HOPS_FROM_HANDLE = 3;

/** A refusal is the person's, and may have been told of their customer id or address alone. */
export const readHoldersAtHandles = async (handles: readonly string[], reader: EvidenceReader): Promise<void> => {
  let identities = handles;
  for (let hop = 0; hop < HOPS_FROM_HANDLE; hop++) {
    await reader.read({ identities });
    const holders = identities.flatMap((identity) => refusingAt(identity, reader));
    await reader.read({ holders });
    identities = holders.flatMap(identitiesOfHolder);
  }
};

/**
 * All that so many steps from an identity bears it, and the identities by which that was come to.
 *
 * @param without holders by which nothing is come to
 */
export const namedAround = (
  start: string,
  reader: EvidenceReader,
  { hops = HOPS_FROM_HANDLE, without }: { hops?: number; without?: ReadonlySet<string> } = {},
): { identities: ReadonlySet<string>; holders: ReadonlySet<string> } => {
  const [identities, holders] = [new Set([start]), new Set<string>()];
  for (let hop = 0; hop < hops; hop++) {
    for (const identity of [...identities])
      for (const holder of refusingAt(identity, reader)) if (!without?.has(holder)) holders.add(holder);
    if (hop + 1 < hops) for (const holder of holders) for (const one of identitiesOfHolder(holder)) identities.add(one);
  }
  return { identities, holders };
};

/** What was refused there by somebody who is erased since, as if they were there still. */
export const refusedAt = (identity: string, reader: EvidenceReader): HolderRow[] => {
  const { refused } = reader.identity(identity);
  if (refused === undefined) return [];
  const { byOwner, ...heard } = refused;
  const owner = { ...newHolder(identity), own: true as const };
  return [
    { ...newHolder(identity), ...heard },
    ...(byOwner ? [{ ...owner, consents: { denied: byOwner, granted: {} } }] : []),
  ];
};

/** A person with who else is reached where they are, as far as that was read. */
export const withSharing = <Whom extends { holders: readonly HolderRow[] }>(
  person: Whom,
  reader: EvidenceReader,
  deps: DeriveDeps,
): Whom & { sharing?: Sharing } => {
  const handles = handlesAmong(person.holders, deps);
  if (handles.length === 0) return person;
  const own = new Set(person.holders.map(({ holder }) => holder));
  const others = handles.map((handle) => {
    const around = namedAround(handle, reader);
    const bearing = [...around.holders].flatMap((holder) => (own.has(holder) ? [] : reader.holder(holder)));
    return [handle, [...bearing, ...[...around.identities].flatMap((one) => refusedAt(one, reader))]] as const;
  });
  return {
    ...person,
    sharing: {
      holders: new Map(others),
      nobodys: new Set(handles.filter((handle) => !tiesOf(handle, reader, deps).names)),
    },
  };
};
