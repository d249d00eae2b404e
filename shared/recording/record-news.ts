import { ConflictError } from "../model/errors.ts";
import type { HolderRow, IdentityRow } from "../model/evidence.ts";
import { holderNamedBy, identitiesOfHolder, namedIn } from "../model/holder.ts";
import { orderIdentity } from "../model/identity.ts";
import type { Order } from "../model/order.ts";
import { beingErased, inEpoch, laterOf } from "./epochs.ts";
import { readNotes } from "./erasure-notes.ts";
import { judgeByErasures, seenIn } from "./erasures.ts";
import { EvidenceReader, namesOfHolder, namesOfRow } from "./evidence.ts";
import { foldOrder, placeIn } from "./fold-order.ts";
import { forgetBodies, withDropped } from "./forget-bodies.ts";
import { giveUp } from "./give-up.ts";
import { withHolder } from "./holder-after.ts";
import { isStanding } from "./is-standing.ts";
import { refuseTooMany } from "./join-refunds.ts";
import type { News, Together } from "./news.ts";
import type { RecordDeps } from "./record-deps.ts";
import { sameRow } from "./same-row.ts";
import { type Settling, settle } from "./settle.ts";
import { updateHolder } from "./update-holder.ts";
import { withTogether } from "./with-together.ts";

/** `erased-before`: somebody named was erased after the source had said this; nothing of it is kept. */
export type Recorded = RecordedAt | { outcome: "erased-before"; at: string };
type RecordedAt = {
  outcome: "recorded" | "unchanged";
  /** Whose it is by now; absent for what names nobody, or was told of nobody yet. */
  customerId?: string;
  /** Of the raw bodies that it was read from, those that a row names: of one told late a row may name enough that are newer. */
  archiveKeys: readonly string[];
  /** The notes of erasure that it was recorded by: see `judgeByErasures`. */
  erasuresSeen: string;
};

const MAX_ATTEMPTS = 12;

/** What this event wrote in earlier attempts: others may have read what was there before, and are about to write what they made of it. */
type Touched = { holders: Set<string>; orders: Set<string>; wrote: boolean };

/**
 * Records one event (docs/adr/0012): names its holders in the rows of their identities, puts the order if it tells something new,
 * works out the holders anew, and the customers that come of them. Each row is written on condition of the version that was read
 * before what it is derived from; and whenever that was written, also if it says nothing new: it is what proves to others
 * that they were overtaken. Any order, repetition and interruption of events ends in the same state.
 *
 * @throws ConflictError after being overtaken 12 times, or while somebody named is being erased; the event comes again
 */
export const recordNews = async (news: News, deps: RecordDeps): Promise<Recorded> => {
  const touched: Touched = { holders: new Set(), orders: new Set(), wrote: false };
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (attempt > 0) await deps.pause(attempt);
    const recorded = await tryToRecord(news, touched, deps);
    if (recorded) return recorded;
  }
  throw new ConflictError(`an event was overtaken by others ${MAX_ATTEMPTS} times; it comes again`);
};

/** Whose erasures are asked first: an attempt during which one begins or ends starts over. */
const tryToRecord = async (news: News, touched: Touched, deps: RecordDeps): Promise<Recorded | undefined> => {
  const { verdict, seen, epoch } = await judgeByErasures(news, deps);
  if (verdict === "being-erased") throw beingErased();
  if (verdict === "erased-before") {
    await giveUp(news, deps);
    return { outcome: verdict, at: epoch };
  }
  const before = await readBefore(news, deps);
  if (seenIn(before.reader.notes(news.names)) !== seen) return undefined;
  if ((await nameHolders(news, before.reader, touched, seen, deps)) === "conflict") return undefined;
  const orders = await putOrders(news, before, touched, deps);
  if (orders === "conflict") return undefined;
  const holders = await writeHolders(news, before, orders, touched, deps);
  if (holders === "conflict") return undefined;
  const settled = await settle(settlingOf(news, orders, before.reader, touched), deps);
  if (settled === "conflict") return undefined;
  for (const order of orders) await leaveBehind(order, deps);
  const customerId = settled.customerIdOf(orders[0]?.holder ?? news.tellings[0]?.holder, orders[0]?.orderKey);
  const wrote = touched.wrote || settled.wrote;
  return {
    outcome: wrote ? "recorded" : "unchanged",
    ...(customerId !== undefined && { customerId }),
    archiveKeys: toldKeys(news).filter((key) => isNamed(key, orders, holders)),
    erasuresSeen: seen,
  };
};

type Before = { orders: ReadonlyMap<string, Order>; reader: EvidenceReader };

/** Orders first: whose they are, and were, says which holders are to be read. */
const readBefore = async (news: News, deps: RecordDeps): Promise<Before> => {
  const told = news.orders ?? [];
  const found = told.length === 0 ? [] : await deps.readOrders(told.map(({ orderKey }) => orderKey));
  const orders = new Map(found.map((order) => [order.orderKey, order]));
  const reader = new EvidenceReader(deps);
  const holders = [
    ...news.tellings.map(({ holder }) => holder),
    ...told.flatMap(({ holder }) => holder ?? []),
    ...found.flatMap(holdersOf),
  ];
  const phones = news.tellings.flatMap((telling) => telling.phones);
  const identities = [
    ...holders.flatMap(identitiesOfHolder),
    ...phones,
    ...(news.together?.identities ?? []),
    ...told.map(({ orderKey }) => orderIdentity(orderKey)),
  ];
  await reader.read({ identities: [...identities, ...news.names.filter(isIdentity)], holders });
  return { orders, reader };
};

const isIdentity = (name: string): boolean => holderNamedBy(name).length === 0;

/** Where an order lies, and lay. */
const holdersOf = ({ holder, left = [] }: Pick<Order, "holder" | "left">): string[] => [
  ...(holder === undefined ? [] : [holder]),
  ...left.flatMap((place) => placeIn(place).holder ?? []),
];

/**
 * The holder is named by its identities before anything is written of it: an erasure that begins now finds it, or is seen when the
 * notes are read again.
 */
const nameHolders = async (
  { tellings, together, names }: News,
  reader: EvidenceReader,
  touched: Touched,
  seen: string,
  deps: RecordDeps,
): Promise<"done" | "conflict"> => {
  const rows = new Map<string, IdentityRow>();
  const rowOf = (identity: string) => rows.get(identity) ?? reader.identity(identity);
  for (const { holder, phones } of tellings)
    for (const identity of new Set([...identitiesOfHolder(holder), ...phones]))
      rows.set(identity, withHolder(rowOf(identity), holder));
  if (together)
    for (const [identity, other] of bothWays(together))
      rows.set(identity, saidTogether(rowOf(identity), other, together));
  const changed = [...rows].filter(
    ([identity, row]) => row !== reader.identity(identity) && !sameRow(row, reader.identity(identity)),
  );
  if (changed.length === 0) return "done";
  for (const [identity, row] of changed) {
    const named = { ...row, ...inEpoch(laterOf(row.epoch ?? "", reader.noted([identity]))) };
    if ((await deps.saveIdentity(named)) === "conflict") return "conflict";
    touched.wrote = true;
  }
  return seenIn(await readNotes(names, deps)) === seen ? "done" : "conflict";
};

const bothWays = ({ identities: [a, b] }: Together): [string, string][] => [
  [a, b],
  [b, a],
];

/** More than anybody may be joined from (docs/limits.md): who has more is joined by nothing. */
const MOST_TOGETHER = 256;

const saidTogether = (row: IdentityRow, other: string, { at, by }: Together): IdentityRow => {
  if (row.together?.some(({ identity }) => identity === other)) return row;
  const said = withTogether(row, other, { at, by });
  return { ...said, together: said.together?.slice(0, MOST_TOGETHER) };
};

/** @throws PoisonError `too-many-refunds` */
const putOrders = async (
  news: News,
  { orders, reader }: Before,
  touched: Touched,
  deps: RecordDeps,
): Promise<readonly Order[] | "conflict"> => {
  const after: Order[] = [];
  for (const { orderKey, holder, news: told } of news.orders ?? []) {
    const stored = orders.get(orderKey);
    const known = stored && isStanding(stored, reader) ? stored : undefined;
    const noted = reader.noted([orderIdentity(orderKey), ...(holder === undefined ? [] : namesOfHolder(holder))]);
    const epoch = laterOf(known?.epoch ?? "", noted);
    const folded = foldOrder({ orderKey, holder, ...inEpoch(epoch) }, known, told, deps.settings);
    const order = withDropped(folded, stored);
    if (told.separateRefunds) refuseTooMany(order.separateRefunds);
    after.push(order);
    if (sameRow(stored, order)) continue;
    touched.orders.add(orderKey);
    for (const at of holdersOf(order)) touched.holders.add(at);
    // They tell of somebody else, should this be the last that anybody does with the order.
    if (order.moved) await forgetBodies(order.dropped ?? [], deps);
    if ((await deps.replaceOrder(stored, order)) === "conflict") return "conflict";
    touched.wrote = true;
  }
  return after;
};

const writeHolders = async (
  news: News,
  { reader, orders: before }: Before,
  orders: readonly Order[],
  touched: Touched,
  deps: RecordDeps,
): Promise<readonly HolderRow[] | "conflict"> => {
  const places = new Set([...news.tellings.map(({ holder }) => holder), ...orders.flatMap(holdersOf)]);
  await reader.read({ holders: [...places] });
  const current = await asTheyAre(orders, before, deps);
  const after: HolderRow[] = [];
  for (const holder of [...places].sort()) {
    if (reader.stored(holder)?.erasing) throw beingErased();
    if (!isNamedNow(holder, news, current) && isErased(holder, reader)) continue;
    const row = reader.holder(holder);
    const tellings = news.tellings.filter((telling) => telling.holder === holder);
    const sources = [...row.sources, ...tellings.map(({ source }) => source)];
    const written = await updateHolder(
      {
        row,
        tellings,
        orders: current.filter((order) => holdersOf(order).includes(holder)),
        epoch: reader.noted(namesOfRow({ holder, sources })),
        isTouched: touched.holders.has(holder),
      },
      deps,
    );
    if (written === "conflict") return "conflict";
    after.push(written.row);
    if (written.outcome === "unchanged") continue;
    touched.wrote = true;
    touched.holders.add(holder);
  }
  return after;
};

/** Where an order lay before is put right, and its old bodies are gone: neither need be known any more. */
const leaveBehind = async (order: Order, deps: RecordDeps): Promise<void> => {
  const { left, dropped, ...rest } = order;
  if (left === undefined && dropped === undefined) return;
  await forgetBodies(dropped ?? [], deps);
  await deps.replaceOrder(order, rest);
};

const isNamedNow = (holder: string, { tellings }: News, orders: readonly Order[]): boolean =>
  tellings.some((telling) => telling.holder === holder) || orders.some((order) => order.holder === holder);

/** Where an order lay with somebody who was erased since: whoever might still write there is fenced off by that. */
const isErased = (holder: string, reader: EvidenceReader): boolean => {
  const row = reader.stored(holder);
  return (row === undefined || row.erasedAt !== undefined) && reader.noted(namesOfHolder(holder)) !== "";
};

/**
 * Orders that this attempt put are as it put them, for the holders were read before. Others may have been changed between the two:
 * they are read again.
 */
const asTheyAre = async (
  orders: readonly Order[],
  before: ReadonlyMap<string, Order>,
  deps: RecordDeps,
): Promise<readonly Order[]> => {
  const unput = orders.filter((order) => sameRow(before.get(order.orderKey), order)).map(({ orderKey }) => orderKey);
  if (unput.length === 0) return orders;
  const again = new Map((await deps.readOrders(unput)).map((order) => [order.orderKey, order]));
  return orders.map((order) => again.get(order.orderKey) ?? order);
};

/** A refusal told of a customer id alone is heard at every address that stands with it. */
const refusedBeside = ({ tellings }: News, reader: EvidenceReader): string[] =>
  tellings
    .filter(({ holder, knowledge }) => namedIn(holder).account === holder && knowledge.consents.denied !== undefined)
    .flatMap(({ holder }) => reader.identity(holder).holders)
    .flatMap((holder) => namedIn(holder).email ?? []);

const settlingOf = (news: News, orders: readonly Order[], reader: EvidenceReader, touched: Touched): Settling => ({
  holders: [
    ...new Set([...news.tellings.map(({ holder }) => holder), ...orders.flatMap(holdersOf), ...touched.holders]),
  ],
  identities: [...(news.together?.identities ?? []), ...refusedBeside(news, reader)],
  sales: orders,
  written: touched.holders,
  isWritten: touched.wrote,
});

const toldKeys = ({ tellings, orders = [] }: News): string[] => [
  ...new Set([
    ...tellings.flatMap(({ knowledge }) => knowledge.archiveKeys),
    ...orders.flatMap(({ news }) => news.archiveKeys ?? []),
  ]),
];

const isNamed = (key: string, orders: readonly Order[], holders: readonly HolderRow[]): boolean =>
  [...orders, ...holders].some(({ archiveKeys }) => archiveKeys.includes(key));
