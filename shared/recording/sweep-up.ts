import type { Customer } from "../model/customer.ts";
import { ConflictError } from "../model/errors.ts";
import { customerIdNamedBy, identityNaming, isOfOrder } from "../model/identity.ts";
import { epochOf, isBeingErased, leadsTo, upright } from "./epochs.ts";
import { readNotes, timesOf } from "./erasure-notes.ts";
import type { RecordDeps } from "./record-deps.ts";
import { summariseAnew } from "./summarise-anew.ts";
import { whoseAre } from "./whose-are.ts";

/** Where writers whom an erasure overtook may have left something. */
export type Places = { identities: readonly string[]; customerIds: readonly string[] };

/**
 * Takes away what overtaken writers left in these places (docs/adr/0006): identities taken for whom they thought there,
 * and orders under them. What counts is never touched: each has the epoch it was written in. Who was about to be merged
 * into an erased customer is a customer again.
 */
export const sweepUp = async ({ identities, customerIds }: Places, deps: RecordDeps): Promise<void> => {
  const noted = timesOf(identities, await readNotes(identities, deps));
  const { owners, overtaken } = await whoseAre(identities, noted, deps);
  const ids = [...customerIds, ...identities.filter((identity) => !isOfOrder(identity)).map(customerIdNamedBy)];
  for (const { customerId } of [...owners.values(), ...overtaken.values()]) ids.push(customerId);
  for (const customerId of new Set(ids)) await sweepUnder(customerId, deps);
  for (const [identity, owner] of overtaken) await deps.removeIdentity(identity, owner);
};

const sweepUnder = async (customerId: string, deps: RecordDeps): Promise<void> => {
  const row = await deps.readCustomer(customerId);
  // Its erasure takes bodies away, too.
  if (row && isBeingErased(row)) return;
  const name = identityNaming(customerId);
  const since = row ? epochOf(row) : ((await readNotes([name], deps)).get(name)?.at ?? "");
  if (row?.mergedInto !== undefined) await setUpright(row, deps);
  if (since === "") return;
  for (const order of await deps.readOrdersOf(customerId)) {
    if ((order.epoch ?? "") < since) await deps.removeOrder(order);
  }
};

/** A merge that is under way finds the signpost gone, and starts over. */
const setUpright = async (signpost: Customer, deps: RecordDeps): Promise<void> => {
  const target = await deps.readCustomer(signpost.mergedInto ?? "");
  if (leadsTo(signpost, target) || (target && isBeingErased(target))) return;
  if ((await deps.saveCustomer(upright(signpost), signpost.version)) === "conflict") throw new ConflictError(OVERTAKEN);
  await summariseAnew(signpost.customerId, deps);
};
const OVERTAKEN = "a customer was written to while what others left was taken away; the message comes again";
