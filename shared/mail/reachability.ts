import { kindOfAddress, type OwnAddresses } from "../identity/address-kinds.ts";
import { reasonOfKind } from "../model/address-kind.ts";
import { consentFor } from "../model/consent.ts";
import type { ScannedCustomer } from "../model/customer.ts";
import type { Reachability } from "../model/customer-row.ts";
import type { Suppressed } from "../model/suppression.ts";
import { suppressionOf } from "./is-suppressed.ts";
import { mailableAddress } from "./mailable-address.ts";

/**
 * Whether a customer may be written to as far as a night can know, or the first reason why not, in the order of the gates.
 * The gates ask again, and more, before a mail goes out.
 *
 * @param suppressions those among `emailKeysOf(customer)`
 * @param own what the shop adds to the kept lists of addresses that are no person's
 */
export const reachabilityOf = (
  customer: Pick<ScannedCustomer, "emailKey" | "identities" | "profile" | "consents">,
  suppressions: ReadonlyMap<string, Suppressed>,
  own: OwnAddresses,
): Reachability => {
  if (mailableAddress(customer.profile.email) === undefined) return "no-address";
  const reason = suppressionOf(customer, suppressions);
  if (reason !== undefined) return reason;
  const kind = kindOfAddress(customer.profile.email, own);
  if (kind !== undefined) return reasonOfKind(kind);
  return consentFor(customer.consents, customer.emailKey).state === "granted" ? "yes" : "no-consent";
};
