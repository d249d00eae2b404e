import { isDeepStrictEqual } from "node:util";
import type { Customer } from "../model/customer.ts";
import { emailKeyOf, identityNaming, type KeyedHash } from "../model/identity.ts";
import { nothingKnown, type PersonKnowledge } from "./join-customer.ts";

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
