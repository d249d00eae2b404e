import { isDeepStrictEqual } from "node:util";
import type { Customer } from "../model/customer.ts";
import { ConflictError } from "../model/errors.ts";
import { customerIdNamedBy, customerIdOf, identityNaming, isOfOrder, orderKeyNamedBy } from "../model/identity.ts";
import type { Order } from "../model/order.ts";
import type { Owner } from "../ports/identities.ts";
import { asFound, epochOf, isBeingErased, leadsTo, upright } from "./epochs.ts";
import { eraseBodies } from "./erased-bodies.ts";
import { type Noted, notedOf, readNotes, timesOf } from "./erasure-notes.ts";
import { joinPersons, nothingKnown } from "./join-customer.ts";
import { callOff, followJoining, withJoining } from "./joining.ts";
import { unnamedAmong } from "./named-bodies.ts";
import type { RecordDeps } from "./record-deps.ts";
import { summariseAnew } from "./summarise-anew.ts";
import { whoseAre } from "./whose-are.ts";

/** Where writers whom an erasure overtook may have left something. */
export type Places = { identities: readonly string[]; customerIds: readonly string[] };
/** Identities, and the newest erasure of each. */
type Told = { identities: readonly string[]; noted: Noted };

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
  for (const [identity, owner] of overtaken)
    if (isOfOrder(identity)) await removeOrderOf(identity, owner, { identities, noted }, deps);
  for (const [identity, owner] of overtaken) await deps.removeIdentity(identity, owner);
  for (const customerId of new Set([...owners.values()].map((owner) => owner.customerId)))
    await forgetJoining(customerId, deps);
  for (const [customerId, names] of namesByOwner(owners)) await listNames(customerId, names, deps);
};

const namesByOwner = (owners: ReadonlyMap<string, Owner>): Map<string, string[]> => {
  const names = new Map<string, string[]>();
  for (const [identity, { customerId }] of owners) {
    if (!isOfOrder(identity)) names.set(customerId, [...(names.get(customerId) ?? []), identity]);
  }
  return names;
};

/**
 * A worker that died may have taken an identity for somebody, and not have told their row. The identity is left to them:
 * every name of a customer stands in their row, for their own erasure to find, and a customer stands where an identity
 * leads. Whoever is about to write that row finds it written, and starts over.
 */
const listNames = async (customerId: string, names: readonly string[], deps: RecordDeps): Promise<void> => {
  const name = identityNaming(customerId);
  const row = (await deps.readCustomer(customerId)) ?? (await asNew(name, deps));
  if (row === undefined || row.erasedAt !== undefined || row.mergedInto !== undefined || isOfOrder(name)) return;
  const { identities } = joinPersons(row, { ...nothingKnown, identities: [...names] });
  // Under a better name they are found by the next event that has it.
  if (customerIdOf(identities) !== customerId) return;
  if (row.version > 0 && identities.length === row.identities.length) return;
  const owner = { customerId, epoch: epochOf(row) };
  if (row.version === 0 && (await deps.takeIdentity(name, owner)).customerId !== customerId) return;
  await save({ ...row, identities }, deps);
};

/** One who is not stored, in the epoch in which others would begin them; undefined while they are being erased. */
const asNew = async (name: string, deps: RecordDeps): Promise<Customer | undefined> => {
  const note = (await readNotes([name], deps)).get(name);
  return note?.finished === false ? undefined : asFound(customerIdNamedBy(name), undefined, note?.at ?? "");
};

/**
 * Whoever was to be joined to this customer by an event that is not recorded is joined no more. A worker that has yet to
 * write the signpost finds the row written to, and starts over. Signposts that are there are left: the next event of either
 * goes on from them.
 */
const forgetJoining = async (customerId: string, deps: RecordDeps): Promise<void> => {
  const row = await deps.readCustomer(customerId);
  if (row?.joining === undefined || row.erasedAt !== undefined) return;
  const known = new Map([[customerId, row]]);
  const { signposts, awaited } = await followJoining(row, known, new Set(), deps.readCustomers);
  if ((await callOff(awaited, deps)) === "conflict") throw new ConflictError(OVERTAKEN);
  const pointing = new Set(signposts.map((signpost) => signpost.customerId));
  const left = Object.entries(row.joining).filter(([id]) => pointing.has(id));
  if (left.length < Object.keys(row.joining).length) await save(withJoining(row, Object.fromEntries(left)), deps);
};

const save = async (row: Customer, deps: RecordDeps): Promise<void> => {
  if ((await deps.saveCustomer(row, row.version)) === "conflict") throw new ConflictError(OVERTAKEN);
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

/**
 * The order of an identity that was overtaken. It may lie under somebody who was not erased, where the order was alone, or
 * its source: nothing else says there that it does not count. Their summary is written in any case: who was about to put it
 * starts over.
 */
const removeOrderOf = async (
  identity: string,
  owner: Owner,
  { identities, noted }: Told,
  deps: RecordDeps,
): Promise<void> => {
  const { customerId } = owner;
  const row = await deps.readCustomer(customerId);
  if (row && isBeingErased(row)) return;
  const order = await deps.readOrder(customerId, orderKeyNamedBy(identity));
  const after = (await deps.readIdentities([identity])).get(identity);
  // Whoever takes it over does so before they put the order there.
  if (order && isDeepStrictEqual(after, owner)) await removeLeft(order, { identities, noted }, deps);
  else await summariseAnew(customerId, deps, "never");
};

/** Removes an order that does not count where it lies, and its bodies. The summary is written after it, for others may have read it. */
export const removeLeft = async (order: Order, { identities, noted }: Told, deps: RecordDeps): Promise<void> => {
  const unnamed = await unnamedAmong(order.archiveKeys, identities, deps);
  await eraseBodies(unnamed, notedOf(noted, order.orderKey), deps);
  await deps.removeOrder(order);
  await summariseAnew(order.customerId, deps, "never");
};

/** A merge that is under way finds the signpost gone, and starts over. */
const setUpright = async (signpost: Customer, deps: RecordDeps): Promise<void> => {
  const target = await deps.readCustomer(signpost.mergedInto ?? "");
  if (leadsTo(signpost, target) || (target && isBeingErased(target))) return;
  await save(upright(signpost), deps);
  await summariseAnew(signpost.customerId, deps);
};
const OVERTAKEN = "a customer was written to while what others left was taken away; the message comes again";
