import type { Order, OrderFacts } from "../model/order.ts";
import type { Settings } from "../model/settings.ts";
import { newestBodies } from "./forget-bodies.ts";
import { joinRefunds, keepRefunds } from "./join-refunds.ts";
import { judgeOrder, type OrderKnowledge, refundedMinor } from "./judge-order.ts";
import { keepFacts } from "./keep-facts.ts";

/** Facts about one order from one event, with the raw body it was read from. */
export type OrderNews = Partial<OrderKnowledge> & { archiveKeys?: readonly string[] };

/**
 * An order after news of it. Joining is commutative, associative and idempotent, so that events may come in any order,
 * late and twice: the newest state wins, refunds are a set, a deletion holds against every older state. What it keeps has
 * room in a row, however much was told (docs/limits.md).
 *
 * @example foldOrder({ customerId: "77", orderKey: "csv#1" }, undefined, { facts }, settings)
 */
export const foldOrder = (
  { customerId, orderKey, epoch = "" }: Pick<Order, "customerId" | "orderKey" | "epoch">,
  before: Order | undefined,
  news: OrderNews,
  settings: Settings,
): Order => {
  const told = news.facts && keepFacts(news.facts);
  const facts = newerFacts(before?.facts, told, settings.orders.countedStatuses);
  const deletedAt = later(before?.deletedAt, news.deletedAt);
  const known = {
    ...(facts && { facts }),
    ...(deletedAt && { deletedAt }),
    separateRefunds: joinRefunds(before?.separateRefunds ?? {}, keepRefunds(news.separateRefunds ?? {})),
  };
  return {
    customerId,
    orderKey,
    ...(epoch !== "" && { epoch }),
    ...known,
    ...judgeOrder(known, settings),
    archiveKeys: newestBodies([...(before?.archiveKeys ?? []), ...(news.archiveKeys ?? [])]),
  };
};

const later = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && Date.parse(b) > Date.parse(a)) ? b : a;

const newerFacts = (
  a: OrderFacts | undefined,
  b: OrderFacts | undefined,
  countedStatuses: readonly string[],
): OrderFacts | undefined => {
  if (!a || !b) return a ?? b;
  return compareFacts(a, b, countedStatuses) >= 0 ? a : b;
};

/**
 * Which state of an order is newer. Sources count time in whole seconds, in which an order is created and paid:
 * of two states with one time, the one further on in an order's life is taken for newer, and of two as far on,
 * the one whose text is greater, so that the choice never depends on which came first.
 */
const compareFacts = (a: OrderFacts, b: OrderFacts, countedStatuses: readonly string[]): number => {
  const progress = (facts: OrderFacts) => [
    Date.parse(facts.updatedAt),
    Number(facts.deleted),
    Number(facts.cancelled),
    refundedMinor(facts),
    Number(countedStatuses.includes(facts.status)),
  ];
  const ofB = progress(b);
  const difference = progress(a)
    .map((value, index) => value - (ofB[index] ?? 0))
    .find((value) => value !== 0);
  if (difference !== undefined) return difference;
  const [textA, textB] = [canonicalText(a), canonicalText(b)];
  return textA < textB ? -1 : textA > textB ? 1 : 0;
};

const canonicalText = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
