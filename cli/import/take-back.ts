import type { Customer } from "../../shared/model/customer.ts";
import { ConflictError } from "../../shared/model/errors.ts";
import { inParallel } from "../../shared/model/in-parallel.ts";
import type { RemoveCustomer } from "../../shared/ports/customers.ts";
import { epochOf, isBeingErased } from "../../shared/recording/epochs.ts";
import { withJoining } from "../../shared/recording/joining.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import { sameRow } from "../../shared/recording/stored-customer.ts";
import { sweepUp } from "../../shared/recording/sweep-up.ts";
import { isNamedByFile } from "./group-customers.ts";
import type { Newcomer } from "./newcomer.ts";
import { takeOut } from "./take-out.ts";

export type TakeBackDeps = RecordDeps & { removeCustomer: RemoveCustomer };

const CALLS = 8;

/**
 * Takes away what batches put of somebody who was erased meanwhile, or before the import that broke off was run again:
 * each row on condition that it still tells what was put. A customer whom others have written to since, in no later epoch,
 * stays: they only stand in the file beside somebody who was erased. So does all that is known of them, if they were there
 * before; if it was the import that began them, what the file told goes (see `takeOut`).
 */
export const takeBack = async ({ group, customer, orders }: Newcomer, deps: TakeBackDeps): Promise<void> => {
  const { customerId } = customer;
  const row = await deps.readCustomer(customerId);
  const isAsPut = row !== undefined && isOfImportAlone(row, customer);
  if (isAsPut) await deps.removeCustomer(row);
  if (row && isBeingErased(row)) throw new ConflictError(BEGUN);
  if (isAsPut || row === undefined || epochOf(row) !== "") {
    await inParallel(orders, CALLS, (order) => deps.removeOrder(order));
    // A webhook can be taking an address for the same customer, and not have written the row.
    const names = isAsPut || isNamedByFile(group) ? group.identities : [];
    await inParallel(names, CALLS, (identity) => deps.removeIdentity(identity, { customerId, epoch: "" }));
  } else await takeOut({ group, customer, orders }, deps);
  await sweepUp({ identities: group.identities, customerIds: [] }, deps);
};

/** Orders of a batch whose customer was not put yet when the import broke off, and who has been recorded under another name since. */
export const removeOrphans = async ({ customer, orders }: Newcomer, deps: TakeBackDeps): Promise<void> => {
  if ((await deps.readCustomer(customer.customerId)) !== undefined) return;
  await inParallel(orders, CALLS, (order) => deps.removeOrder(order));
};

/**
 * Whether a row tells what the import put, and no more. Its version says nothing of that: the import itself may have been
 * about to join others to it, and whoever sweeps up writes it as it is.
 */
const isOfImportAlone = (row: Customer, put: Customer): boolean =>
  sameRow({ ...withJoining(row, {}), version: put.version }, put);

const BEGUN = "somebody in the file is being erased again; run the import again when that has ended";
