import { standingKeysOf } from "../mail/is-suppressed.ts";
import type { Customer } from "../model/customer.ts";
import { customerIdNamedBy } from "../model/identity.ts";
import type { Message } from "../model/message.ts";

/**
 * The messages that went to a person: all at their own addresses, and those at an address that something of theirs stands with which were
 * written to themselves. Somebody else may read there, too.
 */
export const ownMessages = (customer: Customer, messages: readonly Message[]): readonly Message[] => {
  const standing = standingKeysOf(customer);
  if (standing.length === 0) return messages;
  const names = [customer.customerId, ...customer.identities.map(customerIdNamedBy)];
  return messages.filter(({ emailKey, customerId }) => !standing.includes(emailKey) || names.includes(customerId));
};
