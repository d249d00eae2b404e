import {
  type ChannelSaid,
  channelConsentsOf,
  type HandedChannel,
  handedChannelSchema,
  handleIdentityOf,
  handleKeyOf,
  isByPhone,
  normaliseHandle,
  type ToldChannels,
  type ToldOfChannel,
} from "../model/channel.ts";
import { type Consent, joinConsentsWithin } from "../model/consent.ts";
import { type KeyedHash, phoneIdentitiesRefused } from "../model/identity.ts";
import type { Instant } from "../model/time.ts";

/** Handles of one channel of one person for which a row has room for a grant (docs/limits.md). */
const MOST_GRANTS = 40;

/** Handles of one channel of one person that a row remembers (docs/limits.md). */
const MOST_HANDLES = 40;

/** When a handle was told that nobody says the time of: it gives way to every other. */
export const EARLIEST = "1970-01-01T00:00:00.000Z";

/** What two tellings say together of each channel. Commutative, associative, idempotent. */
export const joinChannels = (a: ToldChannels, b: ToldChannels): ToldChannels =>
  Object.fromEntries(
    handedChannelSchema.options.flatMap((channel) => {
      const told = joinChannel(a[channel], b[channel]);
      return told === undefined ? [] : [[channel, told] as const];
    }),
  );

const joinChannel = (a: ToldOfChannel | undefined, b: ToldOfChannel | undefined): ToldOfChannel | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  const handle = laterHandle(a.handle, b.handle);
  const handles = joinHandles(a.handles, b.handles);
  return {
    consents: joinConsentsWithin(MOST_GRANTS, a.consents, b.consents),
    ...(handle && { handle }),
    ...(handles && { handles }),
  };
};

type Handles = ToldOfChannel["handles"];

/** Each with its last telling, the latest of them: what was sent to a handle is asked of the ledger also when its grant is gone. */
const joinHandles = (a: Handles, b: Handles): Handles => {
  if (a === undefined || b === undefined) return a ?? b;
  const told = [...new Set([...Object.keys(a), ...Object.keys(b)])].map(
    (key) => [key, laterInstant(a[key] ?? EARLIEST, b[key] ?? EARLIEST)] as const,
  );
  const latest = told.sort(([x, xAt], [y, yAt]) => Date.parse(yAt) - Date.parse(xAt) || (x < y ? -1 : 1));
  return Object.fromEntries(latest.slice(0, MOST_HANDLES).sort(([x], [y]) => (x < y ? -1 : 1)));
};

const laterInstant = (a: Instant, b: Instant): Instant => (Date.parse(a) >= Date.parse(b) ? a : b);

type Handle = NonNullable<ToldOfChannel["handle"]>;

/** The later told one; of two told at once, the greater text. */
const laterHandle = (a: Handle | undefined, b: Handle | undefined): Handle | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  const difference = Date.parse(a.at) - Date.parse(b.at);
  return difference > 0 || (difference === 0 && a.value >= b.value) ? a : b;
};

/**
 * What one body says of channels, as a holder keeps it; undefined for nothing.
 * @param at when it was told, for a handle
 */
export const channelsTold = (said: readonly ChannelSaid[], at: Instant, hash: KeyedHash): ToldChannels | undefined => {
  const told = said.filter(({ channel, handle, consent }) => isSaid(consent) || (!isByPhone(channel) && handle));
  return told.length === 0 ? undefined : told.map((one) => toldOf(one, at, hash)).reduce(joinChannels, {});
};

/** Identities of the handles at which something is said: whoever else is reached there hears a refusal, and loses a handle. */
export const handlesNamed = (said: readonly ChannelSaid[], hash: KeyedHash): string[] =>
  said.flatMap(({ channel, handle, consent }) =>
    isByPhone(channel) && consent?.state === "denied"
      ? phoneIdentitiesRefused(handle, hash)
      : (handleIdentityOf(channel, handle, hash) ?? []),
  );

const isSaid = (consent: Consent | undefined): boolean => consent !== undefined && consent.state !== "unknown";

const toldOf = (said: ChannelSaid, at: Instant, hash: KeyedHash): ToldChannels => {
  const value = isByPhone(said.channel) ? undefined : normaliseHandle(said.channel, said.handle);
  const key = handleKeyOf(said.channel, said.handle, hash);
  return {
    [said.channel]: {
      consents: channelConsentsOf(said, hash),
      ...(value !== undefined && { handle: { value, at } }),
      ...(key !== undefined && { handles: { [key]: at } }),
    },
  };
};

/** What is refused there, and nothing else; of all channels, or of some. */
export const refusalsIn = (
  told: ToldChannels,
  concerns: (channel: HandedChannel) => boolean = () => true,
): ToldChannels =>
  Object.fromEntries(
    handedChannelSchema.options.flatMap((channel) => {
      const denied = told[channel]?.consents.denied;
      return denied === undefined || !concerns(channel)
        ? []
        : [[channel, { consents: { denied, granted: {} } }] as const];
    }),
  );
