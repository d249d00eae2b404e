import type { AddressKind } from "../model/address-kind.ts";
import { normaliseEmail } from "../model/identity.ts";
import { disposableDomains, placeholderDomains, placeholderNames, relayDomains, roleNames } from "./kept-addresses.ts";

/** What a shop adds to the kept lists, all lower case (settings `identity`). */
export type OwnAddresses = Record<
  "shopsOwn" | "placeholders" | "relayDomains" | "disposableDomains" | "roles",
  ReadonlySet<string>
>;

/** The kind of an address; undefined for one that is a person's as far as can be told, and for what is no address. */
export const kindOfAddress = (address: string | undefined, own: OwnAddresses): AddressKind | undefined => {
  const normalised = normaliseEmail(address);
  if (normalised === undefined) return undefined;
  const at = normalised.lastIndexOf("@");
  const [name, domain] = [normalised.slice(0, at), normalised.slice(at + 1)];
  if (own.shopsOwn.has(normalised)) return "shops-own";
  if (own.placeholders.has(normalised) || placeholderNames.has(name) || isUnder(domain, placeholderDomains))
    return "placeholder";
  if (isUnder(domain, relayDomains) || isUnder(domain, own.relayDomains)) return "relay";
  if (isUnder(domain, disposableDomains) || isUnder(domain, own.disposableDomains)) return "disposable";
  if (roleNames.has(name) || own.roles.has(name)) return "role";
  return undefined;
};

/** Whether a domain is one of these, or under one of them. */
const isUnder = (domain: string, domains: ReadonlySet<string>): boolean => {
  const labels = domain.split(".");
  return labels.some((_label, at) => domains.has(labels.slice(at).join(".")));
};
