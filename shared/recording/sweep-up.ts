import type { HolderRow, IdentityRow } from "../model/evidence.ts";
import { holderNamedBy } from "../model/holder.ts";
import { isOfOrder, orderIdentity, orderKeyNamedBy } from "../model/identity.ts";
import type { Order } from "../model/order.ts";
import { readDays } from "./days-apart.ts";
import { eraseBodies } from "./erased-bodies.ts";
import { EvidenceReader, namesOfHolder, namesOfRow } from "./evidence.ts";
import { forgetBodies } from "./forget-bodies.ts";
import { goesWithHolders } from "./goes-with-holders.ts";
import { withHolder } from "./holder-after.ts";
import { isStanding } from "./is-standing.ts";
import { unnamedAmong } from "./named-bodies.ts";
import { readOrdersOfHolders } from "./orders-of.ts";
import type { RecordDeps } from "./record-deps.ts";
import { takeOutOrder } from "./take-out-order.ts";

const MAX_ATTEMPTS = 5;

/** Where writers whom an erasure overtook may have left something: identities, numbers of orders, holders. */
export type Places = { identities: readonly string[]; holders: readonly string[] };

/**
 * Takes away what overtaken writers left in these places (docs/adr/0006): names of holders, holders, orders. What counts is never
 * touched: each has the epoch it was written in, and goes on condition that it is still what was read.
 */
export const sweepUp = async ({ identities, holders }: Places, deps: RecordDeps): Promise<void> => {
  const reader = new EvidenceReader(deps);
  const named = identities.filter((name) => !isOfOrder(name) && holderNamedBy(name).length === 0);
  const all = [...holders, ...identities.flatMap(holderNamedBy)];
  await reader.read({ identities: named, holders: all });
  const under = await sweepOrders(identities.filter(isOfOrder).map(orderKeyNamedBy), reader, deps);
  const swept: string[] = [];
  for (const holder of new Set([...all, ...under])) if (await sweepHolder(holder, reader, deps)) swept.push(holder);
  const unwritten = new Set([...swept, ...all.filter((holder) => isBare(reader.stored(holder)))]);
  for (const identity of named) {
    const row = reader.storedIdentity(identity);
    if (row === undefined) continue;
    if ((row.epoch ?? "") < reader.noted([identity])) await deps.removeIdentity(row);
    else if (row.holders.some((holder) => unwritten.has(holder))) await forgetNames(identity, unwritten, deps);
  }
};

/**
 * An erasure that was broken off may have left the names of holders where others are named too, and so may an event that named one
 * and was refused then. Somebody may be about to write one: who does so after this looked sees that it is named no more (see
 * `settle`), and what was written before that is named again.
 */
const forgetNames = async (identity: string, names: ReadonlySet<string>, deps: RecordDeps): Promise<void> => {
  const unwritten = new Set(names);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const row = (await deps.readEvidence({ identities: [identity] })).identities.get(identity);
    const gone = row?.holders.filter((holder) => unwritten.has(holder)) ?? [];
    if (row === undefined || gone.length === 0) return;
    const left = row.holders.filter((holder) => !gone.includes(holder));
    if (left.length === 0 && goesWithHolders(row)) await deps.removeIdentity(row);
    else await deps.saveIdentity({ ...row, holders: left });
    for (const holder of await nameAgain(row, gone, deps)) unwritten.delete(holder);
  }
};

/** @returns those that are there by now */
const nameAgain = async (before: IdentityRow, gone: readonly string[], deps: RecordDeps): Promise<string[]> => {
  const { holders, identities } = await deps.readEvidence({ holders: gone, identities: [before.identity] });
  const written = gone.filter((holder) => !isBare(holders.get(holder)));
  if (written.length === 0) return written;
  const row = identities.get(before.identity) ?? { ...before, version: 0, holders: [] };
  await deps.saveIdentity(written.reduce(withHolder, row));
  return written;
};

const isBare = (row: HolderRow | undefined): boolean =>
  row === undefined || (row.erasedAt !== undefined && !row.erasing);

/**
 * One that an overtaken writer began, with what lies under it. Who is being erased is left to that.
 *
 * @returns whether it was one
 */
const sweepHolder = async (holder: string, reader: EvidenceReader, deps: RecordDeps): Promise<boolean> => {
  const row = reader.stored(holder);
  if (row === undefined || row.erasedAt !== undefined || (row.epoch ?? "") >= reader.noted(namesOfRow(row)))
    return false;
  const orders = await readOrdersOfHolders([row], deps);
  await sweepOrders(
    orders.map(({ orderKey }) => orderKey),
    reader,
    deps,
  );
  for (const day of await readDays(row, deps)) await deps.removeOrdersOfDay(day);
  await eraseBodies(row.archiveKeys, reader.noted(namesOfRow(row)) || (row.epoch ?? ""), deps);
  await deps.removeHolder(row);
  return true;
};

/** Whoever moved an order may have been refused before the bodies of its former buyer were gone for good. */
const forgetDropped = async ({ dropped, ...order }: Order, deps: RecordDeps): Promise<void> => {
  if (dropped === undefined) return;
  await forgetBodies(dropped, deps);
  await deps.replaceOrder({ ...order, dropped }, order);
};

/** @returns where they lay */
const sweepOrders = async (
  orderKeys: readonly string[],
  reader: EvidenceReader,
  deps: RecordDeps,
): Promise<readonly string[]> => {
  if (orderKeys.length === 0) return [];
  const orders = await deps.readOrders(orderKeys);
  await reader.read({
    identities: orders.map(({ orderKey }) => orderIdentity(orderKey)),
    holders: orders.flatMap(({ holder }) => holder ?? []),
  });
  for (const order of orders) {
    if (isStanding(order, reader)) {
      await forgetDropped(order, deps);
      continue;
    }
    const names = [orderIdentity(order.orderKey), ...(order.holder === undefined ? [] : namesOfHolder(order.holder))];
    const unnamed = await unnamedAmong([...order.archiveKeys, ...(order.dropped ?? [])], names, deps);
    const at = reader.noted(names);
    if (at !== "") await eraseBodies(unnamed, at, deps);
    await deps.removeOrder(order);
    await takeOutOrder(order, deps);
  }
  return orders.flatMap(({ holder }) => holder ?? []);
};
