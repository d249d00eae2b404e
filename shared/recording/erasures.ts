import { identitiesOfOrder, isOfOrder, type KeyedHash } from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import type { ReadCustomers } from "../ports/customers.ts";
import type { ReadErasures } from "../ports/erasures.ts";
import type { ReadIdentities } from "../ports/identities.ts";
import { type Epoch, laterOf } from "./epochs.ts";
import { type Noted, readNotes, readOwnNotes, timesOf } from "./erasure-notes.ts";
import type { News } from "./news.ts";
import { whoseAre } from "./whose-are.ts";

/** What news say of whom, when their source said so, and of which orders. */
type Told = Pick<News, "identities" | "at" | "orders">;
type Deps = {
  readErasures: ReadErasures;
  readIdentities: ReadIdentities;
  readCustomers: ReadCustomers;
  hash: KeyedHash;
};

/**
 * `erased-before`: somebody whom the news name was erased after the source said it, so it is not recorded.
 * `being-erased`: their erasure is under way; nothing about them is recorded until it has ended.
 */
type ErasureVerdict = "recordable" | "being-erased" | "erased-before";

/** `seen` differs whenever a note did; `epoch` is the time of the newest. */
export type Judged = { verdict: ErasureVerdict; seen: string; epoch: Epoch; noted: Noted };

/** Whether news may be recorded as far as erasures go. */
export const judgeByErasures = async (told: Told, deps: Deps): Promise<Judged> => {
  const notes = await readNotes(told.identities, deps);
  const seen = JSON.stringify([...notes].sort(([a], [b]) => (a < b ? -1 : 1)));
  const noted = timesOf(told.identities, notes);
  const epoch = laterOf(...noted.values());
  if (epoch === "") return { verdict: "recordable", seen, epoch, noted };
  if ([...notes.values()].some(({ finished }) => !finished)) return { verdict: "being-erased", seen, epoch, noted };
  const isNew =
    told.at === undefined
      ? await isKept(told, noted, deps)
      : Date.parse(told.at) > Date.parse(epoch) || (await isNewOfThatSecond(told, epoch, deps));
  return { verdict: isNew ? "recordable" : "erased-before", seen, epoch, noted };
};

/**
 * A refund or deletion has no time by which it could be older: it is about an order, and is taken if the order is kept,
 * having been told anew.
 */
const isKept = async ({ identities }: Told, noted: Noted, deps: Deps): Promise<boolean> =>
  identities.every(isOfOrder) && (await whoseAre(identities, noted, deps)).owners.size > 0;

/**
 * Most sources tell whole seconds. An order placed in the very second of an erasure counts as newer, unless that erasure
 * knew it: then its number is noted.
 */
const isNewOfThatSecond = async ({ at, orders = [] }: Told, epoch: Epoch, deps: Deps): Promise<boolean> => {
  const placed = orders.map(({ news }) => news.facts?.orderedAt);
  const numbers = orders.flatMap(({ orderKey }) => identitiesOfOrder(orderKey));
  if (numbers.length === 0 || ![at, ...placed].every((time) => latestOf(time) > Date.parse(epoch))) return false;
  return (await readOwnNotes(numbers, deps)).size === 0;
};

const SECOND_MS = 1_000;

/** The last millisecond that a time may mean: one without a fraction means a whole second. */
const latestOf = (time: Instant | undefined): number => {
  const ms = Date.parse(time ?? "");
  return ms % SECOND_MS === 0 ? ms + SECOND_MS - 1 : ms;
};
