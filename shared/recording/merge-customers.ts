import type { Customer } from "../model/customer.ts";
import { ConflictError } from "../model/errors.ts";
import { identitiesOfOrder } from "../model/identity.ts";
import { foldOrder } from "./fold-order.ts";
import { joinPersons } from "./join-customer.ts";
import type { RecordDeps, Step } from "./record-deps.ts";
import { newCustomer, sameRow, withKnowledge } from "./stored-customer.ts";

/**
 * Makes `loser` part of the customer named `winnerId` (docs/adr/0001). Every step may be repeated, and whoever meets
 * the signpost goes on from there: first the winner knows what the loser knew, then the loser becomes a signpost,
 * then orders move. Messages stay where they are: the ledger is kept by address, and no address changes here.
 */
export const absorb = async (loser: Customer, winnerId: string, deps: RecordDeps): Promise<Step> => {
  const winner = (await deps.readCustomer(winnerId)) ?? newCustomer(winnerId);
  if (winner.erasedAt) throw beingErased();
  if (winner.mergedInto) return "conflict";
  const joined = withKnowledge(winner, joinPersons(winner, loser), deps.hash);
  if (winner.version === 0 || !sameRow(winner, joined)) {
    if ((await deps.saveCustomer(joined, winner.version)) === "conflict") return "conflict";
  }
  const signpost = { ...newCustomer(loser.customerId), identities: loser.identities, mergedInto: winnerId };
  return (await deps.saveCustomer(signpost, loser.version)) === "conflict" ? "conflict" : "done";
};

/**
 * Moves what still lies under a signpost to the customer `winnerId`: copied first, removed only once it is certain that
 * the winner is no signpost itself, for then whoever merged it on has seen the copies. An order's identity is re-pointed
 * before the order goes, since nothing else here names it. `spared` identities are left to the caller, to be re-pointed
 * last: the event at hand comes by them, and finds the signpost until all else is done.
 */
export const finishMerge = async (
  signpost: Customer,
  winnerId: string,
  spared: ReadonlySet<string>,
  deps: RecordDeps,
): Promise<Step> => {
  const orders = await deps.readOrdersOf(signpost.customerId);
  for (const order of orders) {
    const before = await deps.readOrder(winnerId, order.orderKey);
    const key = { customerId: winnerId, orderKey: order.orderKey };
    const after = foldOrder(key, before, order, deps.settings);
    if (sameRow(before, after)) continue;
    if ((await deps.replaceOrder(before, after)) === "conflict") return "conflict";
  }
  const winner = await deps.readCustomer(winnerId);
  if (!winner || winner.mergedInto || winner.erasedAt) return "conflict";
  const repoint = (identities: readonly string[]) =>
    Promise.all(
      identities
        .filter((identity) => !spared.has(identity))
        .map((identity) => deps.repointIdentity(identity, signpost.customerId, winnerId)),
    );
  for (const { customerId, orderKey } of orders) {
    await repoint(identitiesOfOrder(orderKey));
    await deps.removeOrder(customerId, orderKey);
  }
  await repoint(signpost.identities);
  return "done";
};

/** Erasure goes first: the event comes again when it has finished, and then makes a new customer. */
export const beingErased = (): ConflictError =>
  new ConflictError("the customer is being erased; the event comes again afterwards");
