import { handedChannelSchema, handleKeyOf, isByPhone } from "../model/channel.ts";
import type { HolderRow } from "../model/evidence.ts";
import type { KeyedHash } from "../model/identity.ts";
import type { Message } from "../model/message.ts";
import type { ReadMessagesTo } from "../ports/messages.ts";

/** Keys of every handle at which these were, or might have been, written to on channels other than mail. */
export const handleKeysOfHolders = (holders: readonly HolderRow[], hash: KeyedHash): string[] => [
  ...new Set(
    holders.flatMap(({ channels = {}, profile }) =>
      handedChannelSchema.options.flatMap((channel) => {
        const told = channels[channel];
        if (told === undefined) return [];
        const handle = isByPhone(channel) ? profile.phone : told.handle?.value;
        return [...Object.keys(told.consents.granted), handleKeyOf(channel, handle, hash) ?? []].flat();
      }),
    ),
  ),
];

export type Written = {
  emailKeys: readonly string[];
  handleKeys: readonly string[];
  customerIds: readonly string[];
};

/**
 * What was written to somebody: all that went to their addresses, and what went to a handle while it was theirs; for a phone
 * number joins nobody, and others may be reached at it.
 */
export const readMessagesOf = async (
  { emailKeys, handleKeys, customerIds }: Written,
  readMessagesTo: ReadMessagesTo,
): Promise<readonly Message[]> => {
  const theirs = new Set(customerIds);
  const handed = handleKeys.length === 0 ? [] : await readMessagesTo(handleKeys);
  return [...(await readMessagesTo(emailKeys)), ...handed.filter(({ customerId }) => theirs.has(customerId))];
};
