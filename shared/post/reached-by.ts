import type { GateFacts, Mailbox } from "../campaigns/gate-facts.ts";
import { kindOfAddress } from "../identity/address-kinds.ts";
import { ownAddressesOf } from "../identity/identity-settings.ts";
import { isSuppressed, isSuppressedAt } from "../mail/is-suppressed.ts";
import { mailableAddress } from "../mail/mailable-address.ts";
import type { Channel } from "../model/channel.ts";
import { consentFor, nothingSaid } from "../model/consent.ts";
import type { Customer } from "../model/customer.ts";
import type { Settings } from "../model/settings.ts";
import type { Suppressed } from "../model/suppression.ts";

type Reached = Pick<GateFacts, "mailbox" | "heldOutBy" | "suppressed" | "addressKind" | "consent">;

/** Where somebody is reached by a channel, and what speaks for and against it. */
export const reachedBy = (
  channel: Channel,
  customer: Customer,
  suppressions: ReadonlyMap<string, Suppressed>,
  settings: Settings,
): Reached => {
  if (channel === "email") {
    return {
      mailbox: mailboxOf(customer),
      heldOutBy: customer.emailKey,
      suppressed: isSuppressed(customer, suppressions),
      addressKind: kindOfAddress(customer.profile.email, ownAddressesOf(settings)),
      consent: consentFor(customer.consents, customer.emailKey),
    };
  }
  const { handle, key, consents = nothingSaid } = customer.channels?.[channel] ?? {};
  return {
    mailbox: handle === undefined || key === undefined ? undefined : { address: handle, emailKey: key },
    heldOutBy: customer.customerId,
    suppressed: isSuppressedAt(key, customer, suppressions),
    addressKind: undefined,
    consent: consentFor(consents, key),
  };
};

const mailboxOf = ({ emailKey, profile }: Customer): Mailbox | undefined => {
  const address = mailableAddress(profile.email);
  return address === undefined || emailKey === undefined ? undefined : { address, emailKey };
};
