import { orderIdentity } from "../model/identity.ts";
import type { Order } from "../model/order.ts";
import { beingErased, inEpoch, laterOf } from "./epochs.ts";
import { type EvidenceReader, namesOfHolder } from "./evidence.ts";
import { foldOrder, placeIn } from "./fold-order.ts";
import { forgetBodies, withDropped } from "./forget-bodies.ts";
import { isStanding } from "./is-standing.ts";
import { refuseTooMany } from "./join-refunds.ts";
import type { News } from "./news.ts";
import { readSomeAgain } from "./orders-of.ts";
import type { RecordDeps } from "./record-deps.ts";
import { sameRow } from "./same-row.ts";

/** What this event wrote in earlier attempts: others may have read what was there before, and are about to write what they made of it. */
export type Touched = { holders: Set<string>; wrote: boolean };

/** Orders of the news as they were read, and what was read around them. */
export type Before = { orders: ReadonlyMap<string, Order>; reader: EvidenceReader };

/** Where an order lies, and lay. */
export const holdersOf = ({ holder, left = [] }: Pick<Order, "holder" | "left">): string[] => [
  ...(holder === undefined ? [] : [holder]),
  ...left.flatMap((place) => placeIn(place).holder ?? []),
];

/**
 * Puts the orders of news, as far as these tell something new.
 *
 * @throws PoisonError `too-many-refunds`; ConflictError where somebody is being erased with whom one of them lies
 */
export const putOrders = async (
  news: News,
  { orders, reader }: Before,
  touched: Touched,
  deps: RecordDeps,
): Promise<readonly Order[] | "conflict"> => {
  const after: Order[] = [];
  for (const { orderKey, holder, news: told } of news.orders ?? []) {
    const stored = orders.get(orderKey);
    // By the row as it is the erasure knows what it takes away, and what is told again.
    if (stored?.holder !== undefined && reader.isBeingErased(namesOfHolder(stored.holder))) throw beingErased();
    const known = stored && isStanding(stored, reader) ? stored : undefined;
    const noted = reader.noted([orderIdentity(orderKey), ...(holder === undefined ? [] : namesOfHolder(holder))]);
    const epoch = laterOf(known?.epoch ?? "", noted);
    const folded = foldOrder({ orderKey, holder, ...inEpoch(epoch) }, known, told, deps.settings);
    const order = withDropped(folded, stored);
    if (told.separateRefunds) refuseTooMany(order.separateRefunds);
    after.push(order);
    if (sameRow(stored, order)) continue;
    for (const at of holdersOf(order)) touched.holders.add(at);
    // They tell of somebody else, should this be the last that anybody does with the order.
    if (order.moved) await forgetBodies(order.dropped ?? [], deps);
    if ((await deps.replaceOrder(stored, order)) === "conflict") return "conflict";
    touched.wrote = true;
  }
  return after;
};

/** Where an order lay before is put right, and its old bodies are gone: neither need be known any more. */
export const leaveBehind = async (order: Order, deps: RecordDeps): Promise<void> => {
  const { left, dropped, ...rest } = order;
  if (left === undefined && dropped === undefined) return;
  await forgetBodies(dropped ?? [], deps);
  await deps.replaceOrder(order, rest);
};

/**
 * Orders that this attempt put are as it put them, for the holders were read before. Others may have been changed between the two:
 * they are read again.
 */
export const asTheyAre = (
  orders: readonly Order[],
  before: ReadonlyMap<string, Order>,
  deps: RecordDeps,
): Promise<readonly Order[]> => readSomeAgain(orders, (order) => sameRow(before.get(order.orderKey), order), deps);
