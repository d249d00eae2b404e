import type { Customer } from "../model/customer.ts";
import { ConflictError } from "../model/errors.ts";
import type { Order } from "../model/order.ts";
import type { Owner } from "../ports/identities.ts";
import { newCustomer } from "./stored-customer.ts";

/**
 * The time of an erasure, "" where there was none (docs/adr/0006). Whatever is written of a customer carries the epoch in
 * which its writer saw them; what is older than the customer's own was left by a writer whom an erasure overtook, and
 * counts for nothing.
 */
export type Epoch = Owner["epoch"];

export const laterOf = (...epochs: readonly Epoch[]): Epoch =>
  epochs.reduce((latest, epoch) => (epoch > latest ? epoch : latest), "");

export const epochOf = ({ erasedAt, epoch = "" }: Pick<Customer, "erasedAt" | "epoch">): Epoch => erasedAt ?? epoch;

/** An erasure is under way here, and the row knows all names. */
export const isBeingErased = ({ erasedAt, identities }: Customer): boolean =>
  erasedAt !== undefined && identities.length > 0;

/** Erasure goes first: the event comes again when it has finished, and then makes a new customer. */
export const beingErased = (): ConflictError =>
  new ConflictError("the customer is being erased; the event comes again afterwards");

/** What an erasure leaves for a while: a version that no older writer has read, and nobody's name. */
export const isTombstone = ({ erasedAt, identities }: Customer): boolean =>
  erasedAt !== undefined && identities.length === 0;

/** Those of a customer's orders that no erasure has overtaken. */
export const standingOrders = (customer: Customer, orders: readonly Order[]): Order[] =>
  orders.filter(({ epoch = "" }) => epoch >= epochOf(customer));

/**
 * A customer as an event finds them: as stored, to be begun anew over a tombstone, or not stored yet. `erasedAt` is still
 * on one who is to be begun anew: so the row differs from any that can be written.
 *
 * @param noted the newest erasure of this very name: only an import puts a row that is older, and takes it back
 */
export const asFound = (customerId: string, row: Customer | undefined, noted: Epoch): Customer => {
  if (row && !isTombstone(row) && epochOf(row) >= noted) return row;
  const epoch = laterOf(noted, row ? epochOf(row) : "");
  return {
    ...newCustomer(customerId),
    ...(epoch !== "" && { epoch }),
    ...(row && { version: row.version, erasedAt: epoch }),
  };
};

/** A row as it is written of somebody who is there. */
export const living = ({ erasedAt: _begunAnew, ...row }: Customer): Customer => row;

/** Who was to be merged into somebody who is gone is a customer again. */
export const upright = ({ mergedInto: _nobody, mergedIntoEpoch: _epoch, ...row }: Customer): Customer => living(row);

/** Whether a signpost leads to this row: to nobody, and to whoever came after an erasure under that name, it does not. */
export const leadsTo = ({ mergedIntoEpoch = "" }: Customer, row: Customer | undefined): row is Customer =>
  row !== undefined && !isTombstone(row) && epochOf(row) <= mergedIntoEpoch;
