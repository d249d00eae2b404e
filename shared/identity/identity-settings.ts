import { type KeyedHash, normaliseEmail, phoneIdentityOf } from "../model/identity.ts";
import type { Settings } from "../model/settings.ts";
import type { OwnAddresses } from "./address-kinds.ts";
import { isSharedMailDomain } from "./kept-mail-hosts.ts";
import type { Limits } from "./ties.ts";

export const limitsOf = ({ identity }: Settings): Limits => identity;

const ownAddresses = new WeakMap<Settings, OwnAddresses>();

/**
 * What a shop adds to the kept lists; its own addresses are known from its sender as well, and its own domains from its sender and
 * its web address. Whoever is to be mailed while sending is tried is a customer all the same.
 */
export const ownAddressesOf = (settings: Settings): OwnAddresses => {
  const known = ownAddresses.get(settings);
  if (known) return known;
  const { identity, mail } = settings;
  const made: OwnAddresses = {
    shopsOwn: addressSet([mail.sender.email, mail.replyTo, ...identity.ownAddresses]),
    ownDomains: new Set(identity.ownDomains ?? domainsOf(settings)),
    tried: addressSet(mail.testRecipients),
    placeholders: addressSet(identity.placeholders),
    relayDomains: new Set(identity.relayDomains),
    disposableDomains: new Set(identity.disposableDomains),
    roles: new Set(identity.roles),
  };
  ownAddresses.set(settings, made);
  return made;
};

/** The domains that a shop writes from and is found at, but for those under which anybody may have a mailbox. */
const domainsOf = ({ mail, shop }: Settings): string[] => {
  const written = normaliseEmail(mail.sender.email)?.split("@").slice(-1) ?? [];
  const found = shop.url === undefined ? [] : [new URL(shop.url).hostname.replace(/^www\./, "")];
  return [...written, ...found].filter((domain) => !isSharedMailDomain(domain));
};

const addressSet = (addresses: readonly (string | undefined)[]): Set<string> =>
  new Set(addresses.flatMap((address) => normaliseEmail(address) ?? []));

/** The shop's own telephone numbers, as identities. */
export const shopsPhones = ({ identity }: Settings, hash: KeyedHash): ReadonlySet<string> =>
  new Set(identity.ownPhones.flatMap((phone) => phoneIdentityOf(phone, hash) ?? []));
