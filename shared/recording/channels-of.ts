import { shopsPhones } from "../identity/identity-settings.ts";
import {
  type CustomerChannel,
  type CustomerChannels,
  type HandedChannel,
  handedChannelSchema,
  handleIdentityOfKey,
  handleKeyOf,
  isByPhone,
  normaliseHandle,
  type ToldChannels,
} from "../model/channel.ts";
import { nothingSaid } from "../model/consent.ts";
import type { HolderRow } from "../model/evidence.ts";
import { hasAccount } from "../model/holder.ts";
import { type KeyedHash, normalisePhone, phoneIdentity } from "../model/identity.ts";
import { EARLIEST, joinChannels, refusalsIn } from "./join-channels.ts";
import type { PersonKnowledge } from "./join-customer.ts";
import type { Person } from "./know-around.ts";
import type { DeriveDeps } from "./record-deps.ts";
import { isReachedBy, type Sharing } from "./sharing.ts";

type Deps = Pick<DeriveDeps, "hash" | "settings">;

/**
 * Of who has an account, what a guest typed at their address opens nothing: whoever typed it may be somebody else. What a source
 * told of the address itself, beside orders, does.
 */
export const openingAmong = (holders: readonly HolderRow[]): readonly HolderRow[] =>
  holders.some(({ holder }) => hasAccount(holder))
    ? holders.flatMap((row) => (hasAccount(row.holder) ? row : toldOfAddress(row)))
    : holders;

const toldOfAddress = ({ profileTimes: _of, channels: _all, ...row }: HolderRow): HolderRow[] =>
  row.toldOfAddress === undefined ? [] : [{ ...row, ...row.toldOfAddress }];

/**
 * Where a person can be reached beside mail, and what was said of that; undefined where nothing was told. Heard is, beside what
 * they said themselves, what was refused by whoever has an address of theirs as well, or a handle of that channel.
 *
 * @param facts of the holders that open something
 */
export const channelsOf = (
  { holders, beside, sharing }: Pick<Person, "holders" | "beside" | "sharing">,
  facts: PersonKnowledge,
  deps: Deps,
): CustomerChannels | undefined => {
  const told = joinedChannels(holders);
  if (Object.keys(told).length === 0) return undefined;
  const refused = [
    ...[...holders, ...beside].map(({ channels = {} }) => refusalsIn(channels)),
    ...[...(sharing?.holders ?? [])].flatMap(([handle, others]) =>
      others.map(({ channels = {} }) => refusalsIn(channels, (channel) => isReachedBy(channel, handle))),
    ),
  ];
  const heard = refused.reduce(joinChannels, joinedChannels(openingAmong(holders)));
  const number = numberOf(facts, sharing, deps);
  return Object.fromEntries(
    handedChannelSchema.options.flatMap((channel) => {
      const { handles } = told[channel] ?? {};
      if (told[channel] === undefined) return [];
      const handle = isByPhone(channel) ? number : facts.channels?.[channel]?.handle?.value;
      const reached = reachedAt(channel, handle, deps.hash);
      const isTheirs = !isNobodys(reached.key, sharing) && !isToldLaterOf(channel, reached.key, handles, sharing);
      const consents = heard[channel]?.consents ?? nothingSaid;
      const keys = handles && Object.keys(handles);
      return [[channel, { consents, ...(keys && { keys }), ...(isTheirs && reached) }] as const];
    }),
  );
};

const joinedChannels = (holders: readonly HolderRow[]): ToldChannels =>
  holders.map(({ channels = {} }) => channels).reduce(joinChannels, {});

/** Where too many are told with a handle, such as `null` for each device that has none, nobody can say who is reached there. */
const isNobodys = (key: string | undefined, sharing: Sharing | undefined): boolean =>
  key !== undefined && sharing?.nobodys.has(handleIdentityOfKey(key)) === true;

/** A device or an account is whose it was told to be last; told of two at once, it is nobody's. A number may be a family's. */
const isToldLaterOf = (
  channel: HandedChannel,
  key: string | undefined,
  handles: Readonly<Record<string, string>> = {},
  sharing: Sharing | undefined,
): boolean => {
  if (isByPhone(channel) || key === undefined) return false;
  const since = Date.parse(handles[key] ?? EARLIEST);
  return (sharing?.holders.get(key) ?? []).some(({ channels = {} }) => {
    const at = channels[channel]?.handles?.[key];
    return at !== undefined && Date.parse(at) >= since;
  });
};

const reachedAt = (
  channel: HandedChannel,
  told: string | undefined,
  hash: KeyedHash,
): Pick<CustomerChannel, "handle" | "key"> => {
  const handle = normaliseHandle(channel, told);
  const key = handleKeyOf(channel, told, hash);
  return handle === undefined || key === undefined ? {} : { handle, key };
};

/** Their number, unless it names nobody. */
const numberOf = (
  { profile }: Pick<PersonKnowledge, "profile">,
  sharing: Sharing | undefined,
  { hash, settings }: Deps,
): string | undefined => {
  const number = normalisePhone(profile.phone);
  if (number === undefined) return undefined;
  const identity = phoneIdentity(hash(number));
  return shopsPhones(settings, hash).has(identity) || sharing?.nobodys.has(identity) ? undefined : number;
};
