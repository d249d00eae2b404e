import { type Consent, consentsOf } from "../../shared/model/consent.ts";
import type { Customer } from "../../shared/model/customer.ts";
import { emailKeyOf, type KeyedHash, orderKeyOf } from "../../shared/model/identity.ts";
import type { Order } from "../../shared/model/order.ts";
import { customerAfter } from "../../shared/recording/customer-after.ts";
import { foldOrder } from "../../shared/recording/fold-order.ts";
import { joinPersons, nothingKnown, type PersonKnowledge } from "../../shared/recording/join-customer.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import { newCustomer } from "../../shared/recording/stored-customer.ts";
import type { CustomerGroup } from "./group-customers.ts";
import type { ImportRow } from "./import-row.ts";

/** A customer of a file whom nobody knows, with the rows that batches put of them. */
export type Newcomer = { group: CustomerGroup; customer: Customer; orders: readonly Order[] };

export const newcomerOf = (group: CustomerGroup, deps: Pick<RecordDeps, "hash" | "settings">): Newcomer => {
  const { customerId, identities } = group;
  const orders = group.rows.map(({ order }) =>
    foldOrder(
      { customerId, orderKey: orderKeyOf(order.source, order.orderId) },
      undefined,
      { facts: order },
      deps.settings,
    ),
  );
  const row = customerAfter(newCustomer(customerId), { identities, person: personOf(group, deps.hash) }, orders, deps);
  return { group, orders, customer: { ...row, version: 1 } };
};

/** What all rows together say of the person, also those that a newer state of their order replaced. */
export const personOf = ({ rows, older }: CustomerGroup, hash: KeyedHash): PersonKnowledge =>
  saidIn([...rows, ...older])
    .map(({ profile, consent, email }) => ({
      ...nothingKnown,
      profile,
      ...(consent && { consents: consentsOf(consent, emailKeyOf(email, hash)) }),
    }))
    .reduce(joinPersons, nothingKnown);

/**
 * Rows of one person with the times at which they said something. A refusal without its own time was said by the time that
 * the file was read: dated to its order, it would give way to a grant that may be older. Not so where the same file has
 * a grant of a later order: it tells what was said at each order.
 */
const saidIn = (rows: readonly ImportRow[]): readonly ImportRow[] => {
  const lastGrant = latestGrant(rows);
  return rows.map((row) =>
    row.consent && row.refusalToldAt && timeOf(row.consent) >= lastGrant
      ? { ...row, consent: { ...row.consent, at: row.refusalToldAt } }
      : row,
  );
};

/** In milliseconds since 1970; 0 for none. A person can have more rows than a call takes arguments. */
const latestGrant = (rows: readonly ImportRow[]): number =>
  rows.reduce((latest, { consent }) => (isExplicitGrant(consent) ? Math.max(latest, timeOf(consent)) : latest), 0);

const isExplicitGrant = (consent: Consent | undefined): consent is Consent =>
  consent?.state === "granted" && consent.basis === "explicit";
const timeOf = ({ at }: Consent): number => (at === undefined ? 0 : Date.parse(at));
