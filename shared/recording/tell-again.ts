import { againKey, recordedOn } from "../model/archive-keys.ts";
import { readBodyNote } from "../model/body-note.ts";
import type { HolderRow } from "../model/evidence.ts";
import { type KeyedHash, orderIdentity, orderKeyOf } from "../model/identity.ts";
import { inParallel } from "../model/in-parallel.ts";
import { type Order, webhookSourceSchema } from "../model/order.ts";
import type { Settings } from "../model/settings.ts";
import type { Day, Instant } from "../model/time.ts";
import type { FileStore } from "../ports/files.ts";
import type { Enqueue } from "../ports/world.ts";
import { readByEachTopic } from "../sources/read-intent.ts";
import { isOrderToldAfter } from "./erasures.ts";
import { withLoginHashed } from "./hash-login.ts";
import { isRecordable, newsOfIntent, type RecordableIntent } from "./news-of-intent.ts";

export type TellAgainDeps = {
  data: Pick<FileStore, "read" | "write">;
  enqueue: Enqueue;
  settings: Settings;
  hash: KeyedHash;
};

/** A body that a row names, when it came, as far as that is known, and whether it is told again as what it may be read. */
type Named = { archiveKey: string; receivedAt: Instant; isMeant: (intent: RecordableIntent) => boolean };

/** Bodies that are read at a time. */
const CALLS = 8;

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
  const told = orders.filter(isToldAfter(askedAt));
  for (const order of told) await sendAgain(bodiesOfOrder(order, askedAt), deps);
  const besides = new Set(holders.flatMap(({ archiveKeys }) => archiveKeys));
  await sendAgain(bodiesOfHolders([...besides], askedAt, deps), deps);
  return new Set(told.map(({ orderKey }) => orderIdentity(orderKey)));
};

/** By its source's word, and by the time at which its newest state came. */
const isToldAfter =
  (askedAt: Instant) =>
  ({ orderKey, facts }: Order): boolean =>
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
    const isNewest = archiveKey === newest;
    const receivedAt = (isNewest ? facts?.arrivedAt : undefined) ?? earliestOf(archiveKey, askedAt);
    return {
      archiveKey,
      receivedAt,
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
const bodiesOfHolders = (
  archiveKeys: readonly string[],
  askedAt: Instant,
  { hash }: Pick<TellAgainDeps, "hash">,
): Named[] =>
  archiveKeys.filter(mayHaveComeAfter(askedAt)).map((archiveKey) => ({
    archiveKey,
    receivedAt: earliestOf(archiveKey, askedAt),
    isMeant: (intent) => {
      const meant = withLoginHashed(intent, hash);
      if (meant.kind !== "profile" && meant.kind !== "consent") return false;
      const { at = askedAt } = newsOfIntent(meant, undefined, hash);
      return Date.parse(at) > Date.parse(askedAt);
    },
  }));

const mayHaveComeAfter = (askedAt: Instant) => (archiveKey: string) => recordedOn(archiveKey) >= dayOf(askedAt);

/** An erasure that was asked for then leaves it alone on its way. */
const earliestOf = (archiveKey: string, askedAt: Instant): Instant => {
  const day = recordedOn(archiveKey);
  return day > dayOf(askedAt) ? `${day}T00:00:00.000Z` : new Date(Date.parse(askedAt) + 1).toISOString();
};

const dayOf = (instant: Instant): Day => instant.slice(0, "2026-11-20".length);

const sendAgain = async (bodies: readonly Named[], deps: TellAgainDeps): Promise<void> => {
  await inParallel(bodies, CALLS, async ({ archiveKey, receivedAt, isMeant }) => {
    const source = webhookSourceSchema.safeParse(archiveKey.split("/").at(-3)).data;
    const body = await deps.data.read(archiveKey);
    // One that is not there is on its way still, and comes by itself.
    if (source === undefined || body === undefined || readBodyNote(body)) return;
    const read = readByEachTopic({ source, receivedAt, body }, deps.settings);
    const meant = read.find(({ intent }) => isRecordable(intent) && isMeant(intent));
    if (meant === undefined) return;
    const message = {
      source,
      topic: meant.topic,
      receivedAt,
      archiveKey: againKey(archiveKey, { source, receivedAt }),
    };
    await deps.data.write(message.archiveKey, body, "application/json");
    await deps.enqueue(message);
  });
};
