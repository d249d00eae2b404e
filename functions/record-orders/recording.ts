import { isDeepStrictEqual } from "node:util";
import type { Customer } from "../../shared/model/customer.ts";
import { identityNaming } from "../../shared/model/identity.ts";
import type { Settings } from "../../shared/model/settings.ts";
import type { ReadCustomer, ReadCustomers, SaveCustomer } from "../../shared/ports/customers.ts";
import type { ClaimIdentity, ReadIdentities, RepointIdentity } from "../../shared/ports/identities.ts";
import type { ClaimMessage, ReadMessagesOf, RemoveMessage } from "../../shared/ports/messages.ts";
import type { ReadOrder, ReadOrdersOf, RemoveOrder, ReplaceOrder } from "../../shared/ports/orders.ts";
import { emailKeyOf, type KeyedHash } from "./intent.ts";
import { nothingKnown, type PersonKnowledge } from "./join-customer.ts";

/** What recording needs from the world. */
export type RecordDeps = {
  readIdentities: ReadIdentities;
  claimIdentity: ClaimIdentity;
  repointIdentity: RepointIdentity;
  readCustomer: ReadCustomer;
  readCustomers: ReadCustomers;
  saveCustomer: SaveCustomer;
  readOrder: ReadOrder;
  readOrdersOf: ReadOrdersOf;
  replaceOrder: ReplaceOrder;
  removeOrder: RemoveOrder;
  readMessagesOf: ReadMessagesOf;
  claimMessage: ClaimMessage;
  removeMessage: RemoveMessage;
  hash: KeyedHash;
  settings: Settings;
  /** Waits before another attempt, longer each time and by a random share, so that rivals do not meet again. */
  pause: (attempt: number) => Promise<void>;
};

/** A step that another writer overtook answers "conflict": start over with fresh data. */
export type Step = "done" | "conflict";

/**
 * A customer of whom nothing is stored. Their id is one of their identities from the start, also where a writer stopped
 * between claim and save: names only ever get better, so merges cannot run in a circle.
 */
export const newCustomer = (customerId: string): Customer => ({
  customerId,
  version: 0,
  ...nothingKnown,
  identities: [identityNaming(customerId)],
  days: new Uint8Array(),
  orderSources: [],
});

/** A customer row with other knowledge of the person in it; the e-mail key follows the address. */
export const withKnowledge = (customer: Customer, known: PersonKnowledge, hash: KeyedHash): Customer => {
  const { profile: _p, profileTimes: _t, emailKey: _k, ...rest } = customer;
  const emailKey = emailKeyOf(known.profile.email, hash);
  return { ...rest, ...known, ...(emailKey && { emailKey }) };
};

/** Whether two rows say the same; nothing is written then. */
export const sameRow = (a: unknown, b: unknown): boolean => isDeepStrictEqual(a, b);
