import { customerIdNamedBy, isOfOrder, orderKeyNamedBy } from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import { beingErased, isBeingErased } from "./epochs.ts";
import { type EraseDeps, eraseCustomer } from "./erase-customer.ts";
import { noteErased } from "./erase-rows.ts";
import { readNotes } from "./erasure-notes.ts";
import type { RecordDeps } from "./record-deps.ts";
import { sweepUp } from "./sweep-up.ts";

const MAX_HOPS = 10;

/**
 * Of an order of somebody erased, a refund may have come first, or come yet: nobody knows then whose it is. So the order is
 * noted; who was taken for a customer of its name before is erased. A worker may have taken its identity for somebody who is
 * there, and have died or been overtaken before the order was put: then it is noted, too, and given back. One under which an
 * order stands is left.
 */
export const eraseNameless = async (
  identities: readonly string[],
  at: Instant,
  deps: EraseDeps & RecordDeps,
): Promise<void> => {
  const ofOrders = identities.filter(isOfOrder);
  const notes = await readNotes(ofOrders, deps);
  const unnoted = ofOrders.filter((identity) => (notes.get(identity)?.at ?? "") < at);
  const taken = await deps.readIdentities(unnoted);
  const useless: string[] = [];
  for (const [identity, { customerId, epoch }] of taken) {
    if (customerId !== identity && epoch < at && !(await isPut(identity, customerId, deps))) useless.push(identity);
  }
  await noteErased([...unnoted.filter((identity) => !taken.has(identity)), ...useless], at, deps);
  const owners = await deps.readIdentities(unnoted);
  // Who took a number a moment before it was noted was told nothing by the note, nor does the note tell of them.
  const erasing = { now: at, askedAt: at, files: "done", anew: true } as const;
  for (const [identity, { customerId, epoch }] of owners) {
    if (customerId === identity && epoch < at) await eraseCustomer([identity], erasing, deps);
  }
  // By its note it is overtaken.
  if (useless.length > 0) await sweepUp({ identities: useless, customerIds: [] }, deps);
};

/**
 * Whether an order lies with whoever its identity leads to, or under a name of theirs, where a merge may have left it. It is
 * looked for under a signpost before that is followed, for an order is copied before it goes.
 */
const isPut = async (identity: string, ownerId: string, deps: RecordDeps): Promise<boolean> => {
  const orderKey = orderKeyNamedBy(identity);
  let names: readonly string[] = [];
  for (let [id, hop]: [string | undefined, number] = [ownerId, 0]; id !== undefined; hop++) {
    if (hop > MAX_HOPS || (await deps.readOrder(id, orderKey))) return true;
    const row = await deps.readCustomer(id);
    if (row && isBeingErased(row)) throw beingErased();
    names = row?.identities ?? [];
    id = row?.mergedInto;
  }
  const places = [...new Set(names.map(customerIdNamedBy))].map((customerId) => ({ customerId, orderKey }));
  return (await deps.readOrders(places)).length > 0;
};
