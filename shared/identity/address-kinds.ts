import type { AddressKind } from "../model/address-kind.ts";
import { normaliseEmail } from "../model/identity.ts";
import { disposableDomains, placeholderDomains, placeholderNames, relayDomains } from "./kept-addresses.ts";
import { roleNames } from "./kept-role-names.ts";

/**
 * What a shop adds to the kept lists, all lower case (settings `identity`). `ownDomains` are the shop's own as a whole; whoever is
 * among `tried` is a customer, whatever else they are.
 */
export type OwnAddresses = Record<
  "shopsOwn" | "ownDomains" | "tried" | "placeholders" | "relayDomains" | "disposableDomains" | "roles",
  ReadonlySet<string>
>;

/** The kind of an address; undefined for one that is a person's as far as can be told, and for what is no address. */
export const kindOfAddress = (address: string | undefined, own: OwnAddresses): AddressKind | undefined => {
  const normalised = normaliseEmail(address);
  if (normalised === undefined || own.tried.has(normalised)) return undefined;
  const at = normalised.lastIndexOf("@");
  const [name, domain] = [untagged(normalised.slice(0, at)), normalised.slice(at + 1)];
  const isAmong = (addresses: ReadonlySet<string>) => addresses.has(normalised) || addresses.has(`${name}@${domain}`);
  if (isAmong(own.shopsOwn)) return "shops-own";
  if (isAmong(own.placeholders) || placeholderNames.has(name) || isUnder(domain, placeholderDomains))
    return "placeholder";
  if (isUnder(domain, own.ownDomains)) return "staff";
  if (isUnder(domain, relayDomains) || isUnder(domain, own.relayDomains)) return "relay";
  if (isUnder(domain, disposableDomains) || isUnder(domain, own.disposableDomains)) return "disposable";
  if (roleNames.has(name) || own.roles.has(name)) return "role";
  return undefined;
};

/** `info` of `info+shop`: what stands behind the plus sorts mail, and is the same mailbox. */
const untagged = (name: string): string => name.replace(/(?<=.)\+.*$/u, "");

/** Whether a domain is one of these, or under one of them. */
export const isUnder = (domain: string, domains: ReadonlySet<string>): boolean => {
  if (domains.size === 0) return false;
  for (let dot = -1; ; ) {
    if (domains.has(domain.slice(dot + 1))) return true;
    dot = domain.indexOf(".", dot + 1);
    if (dot === -1) return false;
  }
};
