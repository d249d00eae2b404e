import type { Order, OrderFacts } from "../model/order.ts";
import type { Settings } from "../model/settings.ts";
import type { Day } from "../model/time.ts";
import { newestBodies } from "./forget-bodies.ts";
import { joinRefunds, keepRefunds } from "./join-refunds.ts";
import { judgeOrder, type OrderKnowledge, refundedMinor } from "./judge-order.ts";
import { keepFacts } from "./keep-facts.ts";

/** Facts about one order from one event, with the raw body it was read from. */
export type OrderNews = Partial<OrderKnowledge> & { archiveKeys?: readonly string[] };

/** Which order it is, whom this event names as its buyer, and in which epoch it is written. */
type Named = Pick<Order, "orderKey" | "holder" | "epoch">;

/**
 * An order after news of it. Joining is commutative, associative and idempotent, so that events may come in any order,
 * late and twice: the newest state wins, and says whose it is; refunds are a set, a deletion holds against every older state.
 * Where it lay before is kept, for whoever puts the sums there right. What it keeps has room in a row, however much was told
 * (docs/limits.md).
 *
 * @example foldOrder({ orderKey: "csv#1", holder: "csv:77" }, undefined, { facts }, settings)
 */
export const foldOrder = (
  { orderKey, holder, epoch }: Named,
  before: Order | undefined,
  news: OrderNews,
  settings: Settings,
): Order => {
  const told = news.facts && { facts: keepFacts(news.facts), holder };
  const state = newerState(before?.facts && { facts: before.facts, holder: before.holder }, told, settings);
  const deletedAt = later(before?.deletedAt, news.deletedAt);
  const known = {
    ...(state && { facts: state.facts }),
    ...(deletedAt && { deletedAt }),
    separateRefunds: joinRefunds(before?.separateRefunds ?? {}, keepRefunds(news.separateRefunds ?? {})),
  };
  const isMoved = before?.moved || (told !== undefined && before?.facts !== undefined && before.holder !== holder);
  const order: Order = {
    orderKey,
    ...(state?.holder !== undefined && { holder: state.holder }),
    ...(isMoved && { moved: true as const }),
    ...(epoch !== undefined && { epoch }),
    ...known,
    ...judgeOrder(known, settings),
    ...bodiesAfter(before, news, { isMoved: isMoved === true, isNewest: told !== undefined && state === told }),
  };
  const left = before === undefined ? [] : leftBy(before, order);
  return left.length > 0 ? { ...order, left } : order;
};

type Change = { isMoved: boolean; isNewest: boolean };

/** Of an order that was another's, no older body is kept: it tells of somebody whom their own erasure would not find here. */
const bodiesAfter = (
  before: Order | undefined,
  { archiveKeys: told = [] }: OrderNews,
  { isMoved, isNewest }: Change,
): Pick<Order, "archiveKeys" | "stateKey"> => {
  const known = before?.archiveKeys ?? [];
  const stateKey = isNewest ? told[0] : before && (before.stateKey ?? (before.facts && known[0]));
  const archiveKeys = isMoved ? [...(stateKey === undefined ? [] : [stateKey])] : newestBodies([...known, ...told]);
  return { archiveKeys, ...(stateKey !== undefined && archiveKeys.length > 1 && { stateKey }) };
};

/** Places of one order that its row remembers; one that moves on and on is no order of anybody's. */
const MOST_PLACES = 32;

/** Where its entry is, or would be; undefined while it has none. */
export const placeOf = ({ day, holder }: Pick<Order, "day" | "holder">): string | undefined =>
  day === undefined ? undefined : holder === undefined ? day : `${day} ${holder}`;

const leftBy = (before: Order, after: Order): string[] => {
  const [was, is] = [placeOf(before), placeOf(after)];
  const left = new Set([...(before.left ?? []), ...(was === undefined ? [] : [was])]);
  if (is !== undefined) left.delete(is);
  return [...left].sort().slice(-MOST_PLACES);
};

/** Undoes `placeOf`. */
export const placeIn = (place: string): { day: Day; holder?: string } => {
  const [day, holder] = [place.slice(0, "2026-11-20".length), place.slice("2026-11-20 ".length)];
  return holder === "" ? { day } : { day, holder };
};

const later = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && Date.parse(b) > Date.parse(a)) ? b : a;

type State = { facts: OrderFacts; holder: string | undefined };

const newerState = (a: State | undefined, b: State | undefined, settings: Settings): State | undefined => {
  if (!a || !b) return a ?? b;
  return compareStates(a, b, settings) >= 0 ? a : b;
};

/**
 * Which state of an order is newer: by the source's own time; then the one that reached Rouse later. Sources count time in whole
 * seconds, in which an order is created and paid, and tell of both at once: of two states of one time, one that only waits for
 * its payment is the older one, whichever arrived first. A state without a time of the source (a row of a file) gives way to
 * one that has it, and to one that was told later.
 */
const compareStates = (a: State, b: State, settings: Settings): number => {
  const [ofA, ofB] = [rankOf(a, settings), rankOf(b, settings)];
  const difference = ofA.map((value, index) => value - (ofB[index] ?? 0)).find((value) => value !== 0);
  if (difference !== undefined) return difference;
  // Told at once: the choice must not depend on which is recorded first.
  const [textA, textB] = [canonicalText(a), canonicalText(b)];
  return textA < textB ? -1 : textA > textB ? 1 : 0;
};

const rankOf = ({ facts }: State, { orders }: Settings): number[] => {
  const arrivedAt = Date.parse(facts.arrivedAt ?? facts.updatedAt);
  const waits =
    !facts.cancelled && !facts.deleted && refundedMinor(facts) === 0 && !orders.countedStatuses.includes(facts.status);
  return [
    Number(facts.undated === undefined),
    facts.undated ? arrivedAt : Date.parse(facts.updatedAt),
    Number(!waits),
    arrivedAt,
  ];
};

const canonicalText = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
