import { type Asked, askedBefore } from "../model/erasure.ts";
import type { IdentityRow } from "../model/evidence.ts";
import { hasAccount } from "../model/holder.ts";
import { type KeyedHash, orderIdentity } from "../model/identity.ts";
import { inParallel, slices } from "../model/in-parallel.ts";
import type { Order } from "../model/order.ts";
import type { Instant } from "../model/time.ts";
import type { NoteErasures } from "../ports/erasures.ts";
import { readDays } from "./days-apart.ts";
import { beingErased } from "./epochs.ts";
import { eraseBodies } from "./erased-bodies.ts";
import { erasureKeyOf } from "./erasure-notes.ts";
import { newHolder } from "./evidence.ts";
import { bornBy } from "./find-subject.ts";
import { foldOrder } from "./fold-order.ts";
import { goesWithHolders } from "./goes-with-holders.ts";
import type { MarkedSubject } from "./mark-erased.ts";
import { readOrdersOfHolders } from "./orders-of.ts";
import type { RecordDeps } from "./record-deps.ts";
import { settleOthers } from "./settle-others.ts";
import { takeOutOrder } from "./take-out-order.ts";

export type EraseRowsDeps = RecordDeps;

/** Calls on their way at a time. */
const CALLS = 8;

/** The orders of a marked subject that are older than its erasure. */
export const ordersToErase = async (
  { holders, nameless, at }: MarkedSubject,
  deps: EraseRowsDeps,
): Promise<readonly Order[]> =>
  [...(await readOrdersOfHolders(holders, deps)), ...nameless].filter(({ epoch = "" }) => epoch < at);

/**
 * Takes away orders of a marked subject, with their bodies; each is noted, for an event may bear its number alone.
 *
 * @param toldAgain numbers of those that are on their way again, and are new
 */
export const eraseOrders = async (
  orders: readonly Order[],
  { names, at, askedAt }: MarkedSubject,
  toldAgain: ReadonlySet<string>,
  deps: EraseRowsDeps,
): Promise<void> => {
  const last = new Set([...names, ...toldAgain]);
  const numbers = orders.map(({ orderKey }) => orderIdentity(orderKey));
  await noteErased(
    numbers.filter((number) => !last.has(number)),
    { at, askedAt },
    deps,
  );
  await eraseBodies(
    orders.flatMap(({ archiveKeys, dropped = [] }) => [...archiveKeys, ...dropped]),
    at,
    deps,
  );
  for (const order of orders) if (order.left) await takeOutOrder(order, deps);
  await inParallel(orders, CALLS, async (order) => {
    const refunded = toldAgain.has(orderIdentity(order.orderKey)) ? withoutBuyer(order, at, deps) : undefined;
    if (refunded === undefined) await deps.removeOrder(order);
    else if ((await deps.replaceOrder(order, refunded)) === "conflict") throw beingErased();
  });
};

/** What was told of its number alone has no other place, and names nobody: as if that had come first. Undefined where nothing was. */
const withoutBuyer = (order: Order, at: Instant, { settings }: EraseRowsDeps): Order | undefined => {
  const { orderKey, separateRefunds, deletedAt } = order;
  if (deletedAt === undefined && Object.keys(separateRefunds).length === 0) return undefined;
  return foldOrder({ orderKey, epoch: at }, undefined, { separateRefunds, ...(deletedAt && { deletedAt }) }, settings);
};

/**
 * Leaves a bare tombstone of every holder, and nothing that leads to it; then the notes are finished. Who shared an address or an
 * account with them may be joined otherwise without them.
 */
export const letGo = async (subject: MarkedSubject, deps: EraseRowsDeps): Promise<void> => {
  const { holders, names, shared, at } = subject;
  for (const row of holders) {
    await inParallel(await readDays(row, deps), CALLS, deps.removeOrdersOfDay);
    await eraseBodies(row.archiveKeys, at, deps);
  }
  const rows = await deps.readEvidence({ holders: holders.map(({ holder }) => holder) });
  await inParallel(
    [...rows.holders.values()].filter(({ erasing }) => erasing),
    CALLS,
    ({ holder, version, erasedAt }) => deps.saveHolder({ ...newHolder(holder), version, erasedAt }),
  );
  await forgetHolders(subject, deps);
  for (const some of slices(shared, CALLS)) await settleOthers(some, deps);
  await noteErased(names, subject, deps);
};

const MAX_ATTEMPTS = 5;

/**
 * No identity's row names their holders any more; one that names no other goes, but for what was refused there of old, and unless more
 * bear it than it named.
 */
const forgetHolders = async ({ holders, identities, whole, at }: MarkedSubject, deps: EraseRowsDeps): Promise<void> => {
  const gone = new Set(holders.map(({ holder }) => holder));
  const isToGo = (row: IdentityRow) =>
    goesWithHolders(row, { erased: true, isUnheard: whole.includes(row.identity) || hasAccount(row.identity) });
  const all = [...new Set([...bornBy(holders), ...identities])];
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const rows = await deps.readEvidence({ identities: all });
    const naming = [...rows.identities.values()].filter((row) => {
      const { holders: named, epoch = "" } = row;
      return epoch < at && (named.length === 0 ? isToGo(row) : named.some((holder) => gone.has(holder)));
    });
    if (naming.length === 0) return;
    await inParallel(naming, CALLS, async (row) => {
      const left = row.holders.filter((holder) => !gone.has(holder));
      if (left.length === 0 && isToGo(row)) await deps.removeIdentity(row);
      else await deps.saveIdentity({ ...row, holders: left });
    });
  }
};

export const noteErased = (
  names: readonly string[],
  { at, askedAt }: Asked,
  { noteErasures, hash }: { noteErasures: NoteErasures; hash: KeyedHash },
): Promise<void> =>
  noteErasures(
    names.map((name) => erasureKeyOf(name, hash)),
    { at, finished: true, ...askedBefore(at, askedAt) },
  );
