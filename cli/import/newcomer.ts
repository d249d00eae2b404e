import { consentsOf } from "../../shared/model/consent.ts";
import type { Customer } from "../../shared/model/customer.ts";
import { emailKeyOf, type KeyedHash, orderKeyOf } from "../../shared/model/identity.ts";
import type { Order } from "../../shared/model/order.ts";
import { customerAfter } from "../../shared/recording/customer-after.ts";
import { foldOrder } from "../../shared/recording/fold-order.ts";
import { joinPersons, nothingKnown, type PersonKnowledge } from "../../shared/recording/join-customer.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import { newCustomer } from "../../shared/recording/stored-customer.ts";
import type { CustomerGroup } from "./group-customers.ts";

/** A customer of a file whom nobody knows, with the rows that batches put of them. */
export type Newcomer = { group: CustomerGroup; customer: Customer; orders: readonly Order[] };

export const newcomerOf = (group: CustomerGroup, deps: Pick<RecordDeps, "hash" | "settings">): Newcomer => {
  const { customerId, identities } = group;
  const orders = group.rows.map(({ order }) =>
    foldOrder({ customerId, orderKey: orderKeyOf("csv", order.orderId) }, undefined, { facts: order }, deps.settings),
  );
  const row = customerAfter(newCustomer(customerId), { identities, person: personOf(group, deps.hash) }, orders, deps);
  return { group, orders, customer: { ...row, version: 1 } };
};

/** What all rows together say of the person, also those that a newer state of their order replaced. */
export const personOf = ({ rows, older }: CustomerGroup, hash: KeyedHash): PersonKnowledge =>
  [...rows, ...older]
    .map(({ profile, consent, email }) => ({
      ...nothingKnown,
      profile,
      ...(consent && { consents: consentsOf(consent, emailKeyOf(email, hash)) }),
    }))
    .reduce(joinPersons, nothingKnown);
