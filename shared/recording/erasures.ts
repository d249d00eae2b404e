import type { Erasure } from "../model/erasure.ts";
import { isOfOrder, type KeyedHash } from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import type { ReadErasures } from "../ports/erasures.ts";
import type { ReadOrders } from "../ports/orders.ts";
import { type Epoch, laterOf } from "./epochs.ts";
import { latestAsked, readNotes, readOwnNotes } from "./erasure-notes.ts";
import type { News } from "./news.ts";

/** What news say of whom, when their source said so, and of which orders. */
type Told = Pick<News, "names" | "at" | "orders">;
type Deps = { readErasures: ReadErasures; readOrders: ReadOrders; hash: KeyedHash };

/**
 * `erased-before`: somebody whom the news name was erased after the source said it, so it is not recorded.
 * `being-erased`: their erasure is under way; nothing about them is recorded until it has ended.
 */
type ErasureVerdict = "recordable" | "being-erased" | "erased-before";

/** `seen` differs whenever a note did; `epoch` is the time of the newest, `askedAt` when the newest was asked for. */
export type Judged = { verdict: ErasureVerdict; seen: string; epoch: Epoch; askedAt: Epoch };

/** Whether news may be recorded as far as erasures go. */
export const judgeByErasures = async (told: Told, deps: Deps): Promise<Judged> => {
  const notes = await readNotes(told.names, deps);
  const seen = seenIn(notes);
  const epoch = laterOf(...[...notes.values()].map(({ at }) => at));
  const askedAt = latestAsked(notes.values());
  const judged = { seen, epoch, askedAt };
  if (epoch === "") return { verdict: "recordable", ...judged };
  if ([...notes.values()].some(({ finished }) => !finished)) return { verdict: "being-erased", ...judged };
  const isNew =
    told.at === undefined
      ? await isKept(told, epoch, deps)
      : isToldAfter(told.at, askedAt) || (isOfThatSecond(told, askedAt) && (await isUnnoted(told, deps)));
  return { verdict: isNew ? "recordable" : "erased-before", ...judged };
};

const isToldAfter = (at: Instant, askedAt: Epoch): boolean => Date.parse(at) > Date.parse(askedAt);

/** Whether recording takes such an order of somebody whose erasure was asked for then, unless its number is noted. */
export const isOrderToldAfter = (told: Told & { at: Instant }, askedAt: Instant): boolean =>
  isToldAfter(told.at, askedAt) || isOfThatSecond(told, askedAt);

/** What notes say, in a text that differs whenever one of them does. */
export const seenIn = (notes: ReadonlyMap<string, Erasure>): string =>
  JSON.stringify([...notes].sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * A refund or deletion has no time by which it could be older: it is about an order, and is taken if the order is kept,
 * having been told anew.
 */
const isKept = async ({ names, orders = [] }: Told, epoch: Epoch, deps: Deps): Promise<boolean> => {
  if (!names.every(isOfOrder)) return false;
  const kept = await deps.readOrders(orders.map(({ orderKey }) => orderKey));
  return kept.some((order) => (order.epoch ?? "") >= epoch);
};

/**
 * Most sources tell whole seconds. An order placed in the very second in which an erasure was asked for counts as newer, unless that
 * erasure knew it: then its number is noted.
 */
const isOfThatSecond = ({ names, at, orders = [] }: Told, askedAt: Epoch): boolean =>
  names.some(isOfOrder) &&
  [at, ...orders.map(({ news }) => news.facts?.orderedAt)].every((time) => latestOf(time) > Date.parse(askedAt));

const isUnnoted = async ({ names }: Told, deps: Deps): Promise<boolean> =>
  (await readOwnNotes(names.filter(isOfOrder), deps)).size === 0;

const SECOND_MS = 1_000;

/** The last millisecond that a time may mean: one without a fraction means a whole second. */
const latestOf = (time: Instant | undefined): number => {
  const ms = Date.parse(time ?? "");
  return ms % SECOND_MS === 0 ? ms + SECOND_MS - 1 : ms;
};
