import { handedChannelSchema, handleIdentityOfKey, handleKeyOf, isByPhone } from "../model/channel.ts";
import type { HolderRow } from "../model/evidence.ts";
import { emailKeyNamedBy, isHandleIdentity, type KeyedHash, phoneIdentityOf } from "../model/identity.ts";
import type { Message } from "../model/message.ts";
import type { ReadMessagesTo } from "../ports/messages.ts";
import { EvidenceReader } from "./evidence.ts";
import { bornBy, type Subject } from "./find-subject.ts";
import { reachedBy } from "./reached-by.ts";
import type { DeriveDeps } from "./record-deps.ts";

/** Keys of every handle at which these were, or might have been, written to on channels other than mail. */
export const handleKeysOfHolders = (holders: readonly HolderRow[], hash: KeyedHash): string[] => [
  ...new Set(
    holders.flatMap(reachedBy).flatMap(({ channels = {}, profile }) =>
      handedChannelSchema.options.flatMap((channel) => {
        const told = channels[channel];
        if (told === undefined) return [];
        const handle = isByPhone(channel) ? profile.phone : told.handle?.value;
        const known = [...Object.keys(told.consents.granted), ...Object.keys(told.handles ?? {})];
        return [...known, handleKeyOf(channel, handle, hash) ?? []].flat();
      }),
    ),
  ),
];

/** Of handles' keys those that somebody else was told with as well; who only refused there has no other name to be reached under. */
export const handlesOfOthers = async (
  handleKeys: readonly string[],
  holders: readonly HolderRow[],
  deps: DeriveDeps,
): Promise<readonly string[]> => {
  const reader = new EvidenceReader(deps);
  const identities = handleKeys.map(handleIdentityOfKey);
  await reader.read({ identities });
  const bearing = (identity: string) => reader.identity(identity).holders.filter((holder) => holder !== identity);
  const isOfMany = (identity: string) => reader.identity(identity).full === true;
  await reader.read({ holders: identities.flatMap(bearing) });
  const own = new Set(holders.map(({ holder }) => holder));
  const isOthers = (holder: string) => !own.has(holder) && reader.holder(holder).sources.length > 0;
  return handleKeys.filter((key) => {
    const identity = handleIdentityOfKey(key);
    return isOfMany(identity) || bearing(identity).some(isOthers);
  });
};

/** Numbers and other handles of theirs, as identities, that nobody else was told with. */
export const ownHandlesOf = async (holders: readonly HolderRow[], deps: DeriveDeps): Promise<readonly string[]> => {
  const numbers = holders.flatMap(reachedBy).flatMap(({ profile }) => phoneIdentityOf(profile.phone, deps.hash) ?? []);
  const all = [...new Set([...bornBy(holders).filter(isHandleIdentity), ...numbers])];
  const others = new Set(await handlesOfOthers(all, holders, deps));
  return all.filter((handle) => !others.has(handle));
};

/** Keys of addresses that they bear and that others have as well. */
export const sharedKeysOf = ({ holders, emailKeys }: Pick<Subject, "holders" | "emailKeys">): string[] =>
  bornBy(holders)
    .flatMap((identity) => emailKeyNamedBy(identity) ?? [])
    .filter((key) => !emailKeys.includes(key));

export type Written = {
  emailKeys: readonly string[];
  /** Handles on channels other than mail. */
  handleKeys: readonly string[];
  /** Addresses, and in an erasure handles, that others have as well. */
  sharedKeys: readonly string[];
  customerIds: readonly string[];
};

/**
 * What was written to somebody: all that went to their addresses, and what was written to them at a handle or an address that
 * others have too.
 */
export const readMessagesOf = async (
  { emailKeys, handleKeys, sharedKeys, customerIds }: Written,
  readMessagesTo: ReadMessagesTo,
): Promise<readonly Message[]> => {
  const theirs = new Set(customerIds);
  const keys = [...handleKeys, ...sharedKeys];
  const shared = keys.length === 0 ? [] : await readMessagesTo(keys);
  return [...(await readMessagesTo(emailKeys)), ...shared.filter(({ customerId }) => theirs.has(customerId))];
};
