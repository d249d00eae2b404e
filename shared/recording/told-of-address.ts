import type { ToldChannels } from "../model/channel.ts";
import { joinConsentsWithin, nothingSaid } from "../model/consent.ts";
import type { HolderRow } from "../model/evidence.ts";
import { emailKeyNamedBy } from "../model/identity.ts";
import { EARLIEST } from "./join-channels.ts";
import { joinPersons, nothingKnown, type PersonKnowledge } from "./join-customer.ts";

type ToldOfAddress = NonNullable<HolderRow["toldOfAddress"]>;

/** Handles of one channel for which there is room for a grant (docs/limits.md): who reads an address has few at a time. */
const MOST_GRANTS = 8;

/**
 * What a source told of an address itself, with what it tells now beside orders. Of that alone: no order, whoever placed it, adds to
 * it, or takes of it away. Commutative, associative, idempotent.
 */
export const toldOfAddress = (
  address: string,
  before: ToldOfAddress | undefined,
  alone: PersonKnowledge,
): ToldOfAddress => opening(address, joinPersons({ ...nothingKnown, ...before }, alone));

/** No more than what opens mail there and other channels, or is asked about that: the row has all else as well. */
const opening = (
  address: string,
  { profile: { phone, updatedAt = EARLIEST }, profileTimes, consents, channels }: PersonKnowledge,
): ToldOfAddress => {
  const key = emailKeyNamedBy(address);
  const grant = key === undefined ? undefined : consents.granted[key];
  return {
    profile: phone === undefined ? {} : { phone, updatedAt: profileTimes?.["phone"] ?? updatedAt },
    consents: { ...consents, granted: key === undefined || grant === undefined ? {} : { [key]: grant } },
    ...(channels && { channels: openingOf(channels) }),
  };
};

const openingOf = (channels: ToldChannels): ToldChannels =>
  Object.fromEntries(
    Object.entries(channels).map(([channel, { handles: _keys, consents, ...told }]) => [
      channel,
      { ...told, consents: joinConsentsWithin(MOST_GRANTS, consents, nothingSaid) },
    ]),
  );
