import { kindOfAddress, type OwnAddresses } from "../identity/address-kinds.ts";
import { ownAddressesOf } from "../identity/identity-settings.ts";
import { reasonOfKind } from "../model/address-kind.ts";
import { consentFor } from "../model/consent.ts";
import type { ScannedCustomer } from "../model/customer.ts";
import type { Reachability } from "../model/customer-row.ts";
import type { Settings } from "../model/settings.ts";
import type { Suppressed } from "../model/suppression.ts";
import type { Day } from "../model/time.ts";
import { whatConsentLacks } from "./consent-stands.ts";
import { suppressionOf } from "./is-suppressed.ts";
import { mailableAddress } from "./mailable-address.ts";

export type ReachabilityRules = {
  /** What the shop adds to the kept lists of addresses that are no person's. */
  own: OwnAddresses;
  /** What it asks of a consent, on the day that mail leaves. */
  consent: Settings["mail"]["consent"];
  sendDay: Day;
};

/** The rules for many customers, made once. */
export const reachabilityRules = (settings: Settings, sendDay: Day): ReachabilityRules => ({
  own: ownAddressesOf(settings),
  consent: settings.mail.consent,
  sendDay,
});

/**
 * Whether a customer may be written to as far as a night can know, or the first reason why not, in the order of the gates.
 * The gates ask again, and more, before a mail goes out.
 *
 * @param suppressions those among `askedEmailKeysOf(customer)`
 */
export const reachabilityOf = (
  customer: Pick<ScannedCustomer, "emailKey" | "identities" | "holders" | "profile" | "consents">,
  suppressions: ReadonlyMap<string, Suppressed>,
  rules: ReachabilityRules,
): Reachability => {
  if (mailableAddress(customer.profile.email) === undefined) return "no-address";
  const reason = suppressionOf(customer, suppressions);
  if (reason !== undefined) return reason;
  const kind = kindOfAddress(customer.profile.email, rules.own);
  if (kind !== undefined) return reasonOfKind(kind);
  const consent = consentFor(customer.consents, customer.emailKey);
  return whatConsentLacks(consent, "email", rules.consent, rules.sendDay) ?? "yes";
};
