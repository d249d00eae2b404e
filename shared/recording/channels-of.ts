import { shopsPhones } from "../identity/identity-settings.ts";
import {
  type CustomerChannel,
  type CustomerChannels,
  type HandedChannel,
  handedChannelSchema,
  handleKeyOf,
  isByPhone,
  normaliseHandle,
} from "../model/channel.ts";
import { type KeyedHash, normalisePhone, phoneIdentity } from "../model/identity.ts";
import { joinChannels, refusalsIn } from "./join-channels.ts";
import type { PersonKnowledge } from "./join-customer.ts";
import type { Numbers, Person } from "./know-around.ts";
import type { DeriveDeps } from "./record-deps.ts";

type Deps = Pick<DeriveDeps, "hash" | "settings">;

/**
 * Where a person can be reached beside mail, and what was said of that; undefined where nothing was told. Heard is, beside what
 * they said themselves, what was refused by whoever has an address of theirs as well; and, for a message to a phone number, by
 * whoever has that.
 */
export const channelsOf = (
  { holders, beside, numbers }: Pick<Person, "holders" | "beside" | "numbers">,
  facts: PersonKnowledge,
  deps: Deps,
): CustomerChannels | undefined => {
  const said = holders.map(({ channels = {} }) => channels).reduce(joinChannels, {});
  if (Object.keys(said).length === 0) return undefined;
  const refused = [
    ...beside.map(({ channels = {} }) => refusalsIn(channels)),
    ...(numbers?.holders ?? []).map(({ channels = {} }) => refusalsIn(channels, isByPhone)),
  ];
  const heard = refused.reduce(joinChannels, said);
  const number = numberOf(facts, numbers, deps);
  return Object.fromEntries(
    handedChannelSchema.options.flatMap((channel) => {
      const consents = heard[channel]?.consents;
      if (consents === undefined || said[channel] === undefined) return [];
      const handle = isByPhone(channel) ? number : facts.channels?.[channel]?.handle?.value;
      return [[channel, { consents, ...reachedAt(channel, handle, deps.hash) }] as const];
    }),
  );
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
  numbers: Numbers | undefined,
  { hash, settings }: Deps,
): string | undefined => {
  const number = normalisePhone(profile.phone);
  if (number === undefined) return undefined;
  const identity = phoneIdentity(hash(number));
  return shopsPhones(settings, hash).has(identity) || numbers?.nobodys.has(identity) ? undefined : number;
};
