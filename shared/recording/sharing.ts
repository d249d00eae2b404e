import { handedChannelSchema, type ToldChannels } from "../model/channel.ts";
import type { HolderRow } from "../model/evidence.ts";
import { identitiesOfHolder } from "../model/holder.ts";
import { phoneIdentityOf } from "../model/identity.ts";
import type { EvidenceReader } from "./evidence.ts";
import type { DeriveDeps } from "./record-deps.ts";
import { holdersNamedBy, tiesOf } from "./ties-as-read.ts";

/** By handle: what was told of others who have it; and which handles name nobody: whoever is reached there is not known. */
export type Sharing = { holders: ReadonlyMap<string, readonly HolderRow[]>; nobodys: ReadonlySet<string> };

/** Handles at which these might be written to: of who granted nothing there, nobody needs to know more. */
export const handlesAmong = (holders: readonly HolderRow[], { hash }: Pick<DeriveDeps, "hash">): string[] =>
  holders.some(({ channels = {} }) => grantsAnything(channels))
    ? // A file tells of numbers that no row of an identity names.
      [
        ...new Set(
          holders.flatMap(({ phones, profile }) => [...phones, phoneIdentityOf(profile.phone, hash) ?? []].flat()),
        ),
      ]
    : [];

const grantsAnything = (channels: ToldChannels): boolean =>
  handedChannelSchema.options.some((channel) => Object.keys(channels[channel]?.consents.granted ?? {}).length > 0);

/** From a handle to whom it was told of, from there to what bears their customer id or address, and once more from there. */
const HOPS_FROM_HANDLE = 3;

/** A refusal is the person's, and may have been told of their customer id or address alone. */
export const readHoldersAtHandles = async (handles: readonly string[], reader: EvidenceReader): Promise<void> => {
  let identities = handles;
  for (let hop = 0; hop < HOPS_FROM_HANDLE; hop++) {
    await reader.read({ identities });
    const holders = identities.flatMap((identity) => holdersNamedBy(identity, reader));
    await reader.read({ holders });
    identities = holders.flatMap(identitiesOfHolder);
  }
};

/** The holders that were read so. */
const holdersFrom = (handle: string, reader: EvidenceReader): string[] => {
  let holders: readonly string[] = holdersNamedBy(handle, reader);
  for (let hop = 1; hop < HOPS_FROM_HANDLE; hop++) {
    const identities = [...new Set(holders.flatMap(identitiesOfHolder))];
    holders = [...holders, ...identities.flatMap((identity) => holdersNamedBy(identity, reader))];
  }
  return [...new Set(holders)];
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
  const others = handles.map(
    (handle) =>
      [
        handle,
        holdersFrom(handle, reader).flatMap((holder) => (own.has(holder) ? [] : reader.holder(holder))),
      ] as const,
  );
  return {
    ...person,
    sharing: {
      holders: new Map(others),
      nobodys: new Set(handles.filter((handle) => !tiesOf(handle, reader, deps).names)),
    },
  };
};
