import { ConflictError } from "../model/errors.ts";
import type { HolderRow } from "../model/evidence.ts";
import { addressOf, holderNamedBy, identitiesOfHolder, namedIn } from "../model/holder.ts";
import { orderIdentity } from "../model/identity.ts";
import type { Order } from "../model/order.ts";
import type { Instant } from "../model/time.ts";
import { beingErased } from "./epochs.ts";
import { judgeByErasures, seenIn } from "./erasures.ts";
import { EvidenceReader, namesOfHolder, namesOfRow } from "./evidence.ts";
import { forgetLostPhones } from "./forget-lost-phones.ts";
import { giveUp } from "./give-up.ts";
import { keepLateRefusals } from "./keep-late-refusals.ts";
import { nameHolders } from "./name-holders.ts";
import type { News } from "./news.ts";
import { asTheyAre, type Before, holdersOf, leaveBehind, putOrders, type Touched } from "./put-orders.ts";
import type { RecordDeps } from "./record-deps.ts";
import { type Settling, settle } from "./settle.ts";
import { updateHolder } from "./update-holder.ts";

/** `erased-before`: somebody named was erased after the source had said this; nothing of it is kept but what it refuses where others are reached. */
export type Recorded = RecordedAt | { outcome: "erased-before"; at: Instant; askedAt: Instant };
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

/**
 * Records one event (docs/adr/0012): names its holders in the rows of their identities, puts the order if it tells something new,
 * works out the holders anew, and the customers that come of them. Each row is written on condition of the version that was read
 * before what it is derived from; and whenever that was written, also if it says nothing new: it is what proves to others
 * that they were overtaken. Any order, repetition and interruption of events ends in the same state.
 *
 * @throws ConflictError after being overtaken 12 times, or while somebody named is being erased; the event comes again
 */
export const recordNews = async (news: News, deps: RecordDeps): Promise<Recorded> => {
  const touched: Touched = { holders: new Set(), wrote: false };
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (attempt > 0) await deps.pause(attempt);
    const recorded = await tryToRecord(news, touched, deps);
    if (recorded) return recorded;
  }
  throw new ConflictError(`an event was overtaken by others ${MAX_ATTEMPTS} times; it comes again`);
};

/** Whose erasures are asked first: an attempt during which one begins or ends starts over. */
const tryToRecord = async (news: News, touched: Touched, deps: RecordDeps): Promise<Recorded | undefined> => {
  const { verdict, seen, epoch, askedAt } = await judgeByErasures(news, deps);
  if (verdict === "being-erased") throw beingErased();
  if (verdict === "erased-before") {
    await giveUp(news, deps);
    await keepLateRefusals(news, deps);
    return { outcome: verdict, at: epoch, askedAt };
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
  for (const { holder, lostPhones = [] } of holders) await forgetLostPhones(holder, lostPhones, deps);
  const customerId = settled.customerIdOf(orders[0]?.holder ?? news.tellings[0]?.holder, orders[0]?.orderKey);
  const wrote = touched.wrote || settled.wrote;
  return {
    outcome: wrote ? "recorded" : "unchanged",
    ...(customerId !== undefined && { customerId }),
    archiveKeys: toldKeys(news).filter((key) => isNamed(key, orders, holders)),
    erasuresSeen: seen,
  };
};

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
    if (isBeingErased(holder, reader)) throw beingErased();
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

const isNamedNow = (holder: string, { tellings }: News, orders: readonly Order[]): boolean =>
  tellings.some((telling) => telling.holder === holder) || orders.some((order) => order.holder === holder);

/**
 * Also somebody whom an order leaves: of a row that is about to be marked nothing would be read, and an erasure be left without what
 * leads to their other orders.
 */
const isBeingErased = (holder: string, reader: EvidenceReader): boolean => {
  const stored = reader.stored(holder);
  return stored?.erasing === true || reader.isBeingErased(namesOfRow({ holder, sources: stored?.sources ?? [] }));
};

/** Where an order lay with somebody who was erased since: whoever might still write there is fenced off by that. */
const isErased = (holder: string, reader: EvidenceReader): boolean => {
  const row = reader.stored(holder);
  return (row === undefined || row.erasedAt !== undefined) && reader.noted(namesOfHolder(holder)) !== "";
};

/** A refusal told of a customer id alone is heard at every address that stands with it. */
const refusedBeside = ({ tellings }: News, reader: EvidenceReader): string[] =>
  tellings
    .filter(({ holder, knowledge }) => namedIn(holder).account === holder && knowledge.consents.denied !== undefined)
    .flatMap(({ holder }) => reader.identity(holder).holders)
    .flatMap(addressOf);

const settlingOf = (news: News, orders: readonly Order[], reader: EvidenceReader, touched: Touched): Settling => ({
  holders: [
    ...new Set([...news.tellings.map(({ holder }) => holder), ...orders.flatMap(holdersOf), ...touched.holders]),
  ],
  identities: [...(news.together?.identities ?? []), ...refusedBeside(news, reader)],
  sales: orders,
  written: touched.holders,
  handles: news.tellings.flatMap(({ phones }) => phones),
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
