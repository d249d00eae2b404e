import { againKey, recordedOn } from "../model/archive-keys.ts";
import { readBodyNote } from "../model/body-note.ts";
import type { HolderRow } from "../model/evidence.ts";
import { type KeyedHash, orderIdentity, orderKeyOf } from "../model/identity.ts";
import { inParallel } from "../model/in-parallel.ts";
import { type Order, webhookSourceSchema } from "../model/order.ts";
import type { Settings } from "../model/settings.ts";
import type { Day, Instant } from "../model/time.ts";
import type { ReadErasures } from "../ports/erasures.ts";
import type { FileStore } from "../ports/files.ts";
import type { Enqueue } from "../ports/world.ts";
import { readByEachTopic } from "../sources/read-intent.ts";
import { laterOf } from "./epochs.ts";
import { latestAsked, readNotes } from "./erasure-notes.ts";
import { isOrderToldAfter } from "./erasures.ts";
import { namesOfHolder } from "./evidence.ts";
import { withLoginHashed } from "./hash-login.ts";
import { isRecordable, newsOfIntent, type RecordableIntent } from "./news-of-intent.ts";

export type TellAgainDeps = {
  data: Pick<FileStore, "read" | "write" | "measure">;
  enqueue: Enqueue;
  readErasures: ReadErasures;
  settings: Settings;
  hash: KeyedHash;
};

/** A body that a row names, when it came, as far as that is known, and whether it is told again as what it may be read. */
type Named = {
  archiveKey: string;
  receivedAt: Instant;
  /** Whether it is known that it came after that was asked for. */
  isSurelyLate: boolean;
  askedAt: Instant;
  isMeant: (intent: RecordableIntent) => boolean;
};

/** Bodies that are read and put at a time: of somebody with tens of thousands of orders within a worker's five minutes. */
const BODIES_AT_A_TIME = 32;

/** By then the worker that erases is done or gone: what comes while it is at work comes again only half an hour later. */
const TOLD_AGAIN_AFTER_SECONDS = 300;

/**
 * Puts on its way again what rows of somebody about to be erased tell of after that was asked for: each body, under a name of its own,
 * and a message that names it, as if it had not come before (docs/adr/0026). While the erasure goes on these come again, as all do that
 * name who is being erased; after it they are judged by its notes like everything else. Doing it again changes nothing.
 *
 * @returns the numbers of the orders that were told since: these are no orders of whom is erased
 */
export const tellAgain = async (
  orders: readonly Order[],
  holders: readonly HolderRow[],
  askedAt: Instant,
  deps: TellAgainDeps,
): Promise<ReadonlySet<string>> => {
  const asked = await askedByHolder([...orders, ...holders], askedAt, deps);
  const askedOf = ({ holder }: { holder?: string | undefined }) => asked.get(holder ?? "") ?? askedAt;
  const told = orders.filter((order) => isToldAfter(askedOf(order), order));
  const lastFirst = [...holders].sort((a, b) => (askedOf(a) < askedOf(b) ? 1 : -1));
  const besides = new Map(lastFirst.flatMap((row) => row.archiveKeys.map((key) => [key, askedOf(row)] as const)));
  const bodies = [
    ...told.flatMap((order) => bodiesOfOrder(order, askedOf(order))),
    ...[...besides].flatMap(([archiveKey, at]) => bodyOfHolder(archiveKey, at, deps)),
  ];
  await inParallel(bodies, BODIES_AT_A_TIME, (body) => sendAgain(body, deps));
  return new Set(told.map(({ orderKey }) => orderIdentity(orderKey)));
};

/**
 * Somebody may have been asked to be erased later as well, and that be carried out beside this: what is told again would be refused by
 * its notes, and what was told of an order's number alone be left without it.
 */
const askedByHolder = async (
  rows: readonly { holder?: string | undefined }[],
  askedAt: Instant,
  deps: TellAgainDeps,
): Promise<ReadonlyMap<string, Instant>> => {
  const names = new Map(rows.flatMap(({ holder }) => (holder ? [[holder, namesOfHolder(holder)] as const] : [])));
  const notes = await readNotes([...names.values()].flat(), deps);
  const latest = (all: readonly string[]) =>
    laterOf(askedAt, latestAsked(all.flatMap((name) => notes.get(name) ?? [])));
  return new Map([...names].map(([holder, all]) => [holder, latest(all) || askedAt]));
};

/** By its source's word, and by the time at which its newest state came. */
const isToldAfter = (askedAt: Instant, { orderKey, facts }: Order): boolean =>
  facts !== undefined &&
  Date.parse(facts.arrivedAt ?? facts.updatedAt) > Date.parse(askedAt) &&
  isOrderToldAfter(toldOf(orderKey, facts), askedAt);

const toldOf = (orderKey: string, facts: NonNullable<Order["facts"]>) => ({
  names: [orderIdentity(orderKey)],
  at: facts.updatedAt,
  orders: [{ orderKey, news: { facts } }],
});

/** Of other bodies than the newest state's but the day is kept on which they came. */
const bodiesOfOrder = ({ orderKey, facts, archiveKeys, stateKey }: Order, askedAt: Instant): Named[] => {
  const newest = stateKey ?? (archiveKeys.length === 1 ? archiveKeys[0] : undefined);
  return archiveKeys.filter(mayHaveComeAfter(askedAt)).map((archiveKey) => {
    const arrivedAt = archiveKey === newest ? facts?.arrivedAt : undefined;
    return {
      archiveKey,
      receivedAt: arrivedAt ?? earliestOf(archiveKey, askedAt),
      isSurelyLate: arrivedAt !== undefined || isOfLaterDay(archiveKey, askedAt),
      askedAt,
      isMeant: (intent) => {
        if (intent.kind !== "order") return false;
        const { facts: state } = intent;
        const isState = orderKeyOf(state.source, state.orderId) === orderKey;
        return isState && isOrderToldAfter(toldOf(orderKey, state), askedAt);
      },
    };
  });
};

/** What was told of the buyer beside orders, where that says when. */
const bodyOfHolder = (archiveKey: string, askedAt: Instant, { hash }: Pick<TellAgainDeps, "hash">): Named[] =>
  [archiveKey].filter(mayHaveComeAfter(askedAt)).map(() => ({
    archiveKey,
    receivedAt: earliestOf(archiveKey, askedAt),
    isSurelyLate: isOfLaterDay(archiveKey, askedAt),
    askedAt,
    isMeant: (intent) => {
      const meant = withLoginHashed(intent, hash);
      if (meant.kind !== "profile" && meant.kind !== "consent") return false;
      const { at = askedAt } = newsOfIntent(meant, undefined, hash);
      return Date.parse(at) > Date.parse(askedAt);
    },
  }));

const mayHaveComeAfter = (askedAt: Instant) => (archiveKey: string) => recordedOn(archiveKey) >= dayOf(askedAt);
const isOfLaterDay = (archiveKey: string, askedAt: Instant): boolean => recordedOn(archiveKey) > dayOf(askedAt);

/** An erasure that was asked for then leaves it alone on its way. */
const earliestOf = (archiveKey: string, askedAt: Instant): Instant =>
  isOfLaterDay(archiveKey, askedAt)
    ? `${recordedOn(archiveKey)}T00:00:00.000Z`
    : new Date(Date.parse(askedAt) + 1).toISOString();

const dayOf = (instant: Instant): Day => instant.slice(0, "2026-11-20".length);

const sendAgain = async (named: Named, deps: TellAgainDeps): Promise<void> => {
  const { archiveKey, receivedAt, isMeant } = named;
  const source = webhookSourceSchema.safeParse(archiveKey.split("/").at(-3)).data;
  const body = await deps.data.read(archiveKey);
  // One that is not there is on its way still, and comes by itself.
  if (source === undefined || body === undefined || readBodyNote(body)) return;
  const read = readByEachTopic({ source, receivedAt, body }, deps.settings);
  const meant = read.find(({ intent }) => isRecordable(intent) && isMeant(intent));
  if (meant === undefined || (await wasThereBefore(named, deps))) return;
  const message = {
    source,
    topic: meant.topic,
    receivedAt,
    archiveKey: againKey(archiveKey, { source, receivedAt }),
  };
  await deps.data.write(message.archiveKey, body, "application/json");
  await deps.enqueue(message, TOLD_AGAIN_AFTER_SECONDS);
};

/** A source's clock may be hours fast: what had been recorded when it was asked for is what was to be erased, whatever it says. */
const wasThereBefore = async ({ archiveKey, isSurelyLate, askedAt }: Named, { data }: TellAgainDeps) => {
  const writtenAt = isSurelyLate ? undefined : (await data.measure(archiveKey))?.writtenAt;
  return writtenAt !== undefined && Date.parse(writtenAt) <= Date.parse(askedAt);
};
