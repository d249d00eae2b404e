import { type KeyedHash, normaliseEmail, normalisePhone, phoneIdentity } from "../model/identity.ts";
import type { Settings } from "../model/settings.ts";
import type { OwnAddresses } from "./address-kinds.ts";
import type { Limits } from "./ties.ts";

export const limitsOf = ({ identity }: Settings): Limits => identity;

const ownAddresses = new WeakMap<Settings, OwnAddresses>();

/**
 * What a shop adds to the kept lists; its own addresses are known from its sender as well. Whoever is to be mailed while sending
 * is tried is a customer all the same.
 */
export const ownAddressesOf = (settings: Settings): OwnAddresses => {
  const known = ownAddresses.get(settings);
  if (known) return known;
  const { identity, mail } = settings;
  const tried = addressSet(mail.testRecipients);
  const own = addressSet([mail.sender.email, mail.replyTo, ...identity.ownAddresses]);
  const made: OwnAddresses = {
    shopsOwn: new Set([...own].filter((address) => !tried.has(address))),
    placeholders: addressSet(identity.placeholders),
    relayDomains: new Set(identity.relayDomains),
    disposableDomains: new Set(identity.disposableDomains),
    roles: new Set(identity.roles),
  };
  ownAddresses.set(settings, made);
  return made;
};

const addressSet = (addresses: readonly (string | undefined)[]): Set<string> =>
  new Set(addresses.flatMap((address) => normaliseEmail(address) ?? []));

/** The shop's own telephone numbers, as identities. */
export const shopsPhones = ({ identity }: Settings, hash: KeyedHash): ReadonlySet<string> =>
  new Set(
    identity.ownPhones.flatMap((phone) => {
      const normalised = normalisePhone(phone);
      return normalised === undefined ? [] : [phoneIdentity(hash(normalised))];
    }),
  );
