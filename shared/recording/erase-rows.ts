import type { Customer } from "../model/customer.ts";
import { identitiesOfOrder, type KeyedHash } from "../model/identity.ts";
import { inParallel } from "../model/in-parallel.ts";
import type { Instant } from "../model/time.ts";
import type { ReadCustomers, SaveCustomer } from "../ports/customers.ts";
import type { NoteErasures } from "../ports/erasures.ts";
import type { FileStore } from "../ports/files.ts";
import type { ReadIdentities, RemoveIdentity } from "../ports/identities.ts";
import type { ReadOrdersOf, RemoveOrder } from "../ports/orders.ts";
import { isBeingErased } from "./epochs.ts";
import { eraseBodies } from "./erased-bodies.ts";
import { erasureKeyOf } from "./erasure-notes.ts";
import type { MarkedSubject } from "./mark-erased.ts";
import { newCustomer } from "./stored-customer.ts";

export type EraseRowsDeps = {
  readOrdersOf: ReadOrdersOf;
  removeOrder: RemoveOrder;
  readIdentities: ReadIdentities;
  removeIdentity: RemoveIdentity;
  readCustomers: ReadCustomers;
  saveCustomer: SaveCustomer;
  noteErasures: NoteErasures;
  data: Pick<FileStore, "remove">;
  hash: KeyedHash;
};

/** Calls on their way at a time. */
const CALLS = 8;

/**
 * Takes away the orders of a marked subject, with their bodies; each is noted, for an event may bear its number alone.
 *
 * @returns how many there were
 */
export const eraseOrders = async ({ customerIds, names, at }: MarkedSubject, deps: EraseRowsDeps): Promise<number> => {
  const last = new Set(names);
  let count = 0;
  for (const id of customerIds) {
    const orders = (await deps.readOrdersOf(id)).filter(({ epoch = "" }) => epoch < at);
    const identities = orders.flatMap(({ orderKey }) => identitiesOfOrder(orderKey));
    await noteErased(
      identities.filter((identity) => !last.has(identity)),
      at,
      deps,
    );
    await eraseBodies(
      orders.flatMap((order) => order.archiveKeys),
      at,
      deps,
    );
    await letGoOf(identities, at, deps);
    await inParallel(orders, CALLS, deps.removeOrder);
    count += orders.length;
  }
  return count;
};

/** Leaves a bare tombstone of every row, and nothing that leads to it; then the notes are finished. */
export const letGo = async (
  { customerIds, identities, names, at }: MarkedSubject,
  deps: EraseRowsDeps,
): Promise<void> => {
  await letGoOf(identities, at, deps);
  const rows = [...(await deps.readCustomers(customerIds)).values()].filter((row) => isBeingErased(row));
  await inParallel(rows, CALLS, (row) => deps.saveCustomer(tombstoneOf(row), row.version));
  await noteErased(names, at, deps);
};

const tombstoneOf = ({ customerId, erasedAt }: Customer): Customer => ({
  ...newCustomer(customerId),
  identities: [],
  erasedAt,
});

export const noteErased = (
  identities: readonly string[],
  at: Instant,
  { noteErasures, hash }: Pick<EraseRowsDeps, "noteErasures" | "hash">,
): Promise<void> =>
  noteErasures(
    identities.map((identity) => erasureKeyOf(identity, hash)),
    { at, finished: true },
  );

/** Who has taken one of them since is somebody else. */
const letGoOf = async (identities: readonly string[], at: Instant, deps: EraseRowsDeps): Promise<void> => {
  const owners = [...(await deps.readIdentities(identities))].filter(([, { epoch }]) => epoch < at);
  await inParallel(owners, CALLS, ([identity, owner]) => deps.removeIdentity(identity, owner));
};
