import type { Customer } from "../model/customer.ts";
import { ConflictError } from "../model/errors.ts";
import { identitiesOfOrder } from "../model/identity.ts";
import { foldOrder } from "./fold-order.ts";
import { forgetBodies } from "./forget-bodies.ts";
import { joinPersons } from "./join-customer.ts";
import type { RecordDeps, Step } from "./record-deps.ts";
import { newCustomer, sameRow, withKnowledge } from "./stored-customer.ts";

/**
 * Makes `loser` part of the customer named `winnerId` (docs/adr/0001, 0006). Every step may be repeated, and whoever meets
 * the signpost goes on from there. Messages stay where they are: the ledger is kept by address, and no address changes here.
 * The signpost comes first, with all that the row knows still on it: from then on an
 * erasure of either finds the other, and none of the two is written to while the other is being erased.
 */
export const pointTo = (loser: Customer, winnerId: string, deps: RecordDeps): Promise<"saved" | "conflict"> =>
  deps.saveCustomer({ ...loser, mergedInto: winnerId }, loser.version);

/**
 * The winner knows what the signpost knows, and is there; then the signpost knows nothing any more. It is written also when
 * it knew nothing before: whoever took it for a signpost to nobody is overtaken.
 */
const absorb = async (signpostId: string, winnerId: string, deps: RecordDeps): Promise<Step> => {
  const signpost = await deps.readCustomer(signpostId);
  const winner = (await deps.readCustomer(winnerId)) ?? newCustomer(winnerId);
  if (signpost?.erasedAt || winner.erasedAt) throw beingErased();
  if (signpost?.mergedInto === undefined || winner.mergedInto) return "conflict";
  const joined = withKnowledge(winner, joinPersons(winner, signpost), deps.hash);
  await forgetBodies([...winner.archiveKeys, ...signpost.archiveKeys], joined.archiveKeys, deps);
  if (winner.version === 0 || !sameRow(winner, joined)) {
    if ((await deps.saveCustomer(joined, winner.version)) === "conflict") return "conflict";
  }
  const { version, identities } = signpost;
  const bare = { ...newCustomer(signpostId), identities, mergedInto: winnerId };
  return (await deps.saveCustomer(bare, version)) === "conflict" ? "conflict" : "done";
};

/**
 * Moves what still lies on and under a signpost to the customer `winnerId`: copied first, removed only once it is certain that
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
  if ((await absorb(signpost.customerId, winnerId, deps)) === "conflict") return "conflict";
  const orders = await deps.readOrdersOf(signpost.customerId);
  for (const order of orders) {
    const before = await deps.readOrder(winnerId, order.orderKey);
    const key = { customerId: winnerId, orderKey: order.orderKey };
    const after = foldOrder(key, before, order, deps.settings);
    await forgetBodies([...(before?.archiveKeys ?? []), ...order.archiveKeys], after.archiveKeys, deps);
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
