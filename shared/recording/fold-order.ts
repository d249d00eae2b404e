import type { BuyerTold, MayOmit, Order, OrderFacts } from "../model/order.ts";
import type { Settings } from "../model/settings.ts";
import type { Day } from "../model/time.ts";
import { buyerTold, claimText, foldBuyer, holderIn, namesAnother } from "./fold-buyer.ts";
import { unsaidBy, withoutUnsaid, withUnsaid } from "./fold-unsaid.ts";
import { newestBodies } from "./forget-bodies.ts";
import { joinRefunds, keepRefunds } from "./join-refunds.ts";
import { judgeOrder, type OrderKnowledge } from "./judge-order.ts";
import { keepFacts } from "./keep-facts.ts";
import { compareRanks, compareTexts, type Rank, rankOf } from "./state-rank.ts";

/** Facts about one order from one event, with the raw body it was read from, and what that may leave unsaid. */
export type OrderNews = Partial<OrderKnowledge> & {
  archiveKeys?: readonly string[];
  mayOmit?: readonly MayOmit[];
};

/** Which order it is, whom this event names as its buyer, and in which epoch it is written. */
type Named = Pick<Order, "orderKey" | "holder" | "epoch">;

/**
 * An order after news of it. Joining is commutative, associative and idempotent, so that events may come in any order,
 * late and twice: the newest state wins, and says whose it is, as far as it says that at all; what it leaves unsaid, the newest
 * says that says it; refunds are a set, a deletion holds against every older state.
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
  const told = news.facts && stateTold(news.facts, holder, news.mayOmit ?? [], settings);
  const state = foldState(before && stateKept(before, settings), told);
  const deletedAt = later(before?.deletedAt, news.deletedAt);
  const known = {
    ...(state && { facts: state.facts }),
    ...(deletedAt && { deletedAt }),
    separateRefunds: joinRefunds(before?.separateRefunds ?? {}, keepRefunds(news.separateRefunds ?? {})),
  };
  const owner = state && holderIn(state.buyer);
  const isMoved = before?.moved || state?.isMoved;
  const order: Order = {
    orderKey,
    ...(owner !== undefined && { holder: owner }),
    ...(state && buyerBeside(state)),
    ...(state?.unsaid && { unsaid: state.unsaid }),
    ...(isMoved && { moved: true as const }),
    ...(epoch !== undefined && { epoch }),
    ...known,
    ...judgeOrder(known, settings),
    ...bodiesAfter(before, news, { isMoved: isMoved === true, isNewest: state?.isTold === true }),
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

/** A state of an order, or all of them as they are kept: facts of the newest, and what was said of the buyer. */
type State = { facts: OrderFacts; at: Rank; unsaid?: Order["unsaid"]; buyer: BuyerTold };

const stateTold = (
  told: OrderFacts,
  holder: string | undefined,
  mayOmit: readonly MayOmit[],
  settings: Settings,
): State => {
  const facts = keepFacts(told);
  const at = rankOf(facts, settings);
  return {
    ...unsaidBy({ facts, at, mayOmit }),
    buyer: buyerTold({ holder, at, isInPart: mayOmit.includes("buyer") }),
  };
};

/** Undefined for an order of which but a refund or a deletion is known. */
const stateKept = ({ facts, holder, unsaid, buyer }: Order, settings: Settings): State | undefined => {
  if (facts === undefined) return undefined;
  const at = rankOf(facts, settings);
  return { facts, at, ...(unsaid && { unsaid }), buyer: buyer ?? buyerTold({ holder, at, isInPart: false }) };
};

/** What was said of the buyer is kept beside the holder where it is not the newest state's whole word. */
const buyerBeside = ({ at, buyer }: State): Pick<Order, "buyer"> => {
  const { latest, apart } = buyer;
  const isItsWord = latest?.whole && apart === undefined && compareRanks(latest.at, at) === 0;
  return isItsWord ? {} : { buyer };
};

const foldState = (known: State | undefined, told: State | undefined) => {
  const first = known ?? told;
  if (first === undefined) return undefined;
  if (known === undefined || told === undefined) return { ...first, isTold: first === told, isMoved: false };
  const isTold = compareStates(known, told) < 0;
  const [newest, other] = isTold ? [told, known] : [known, told];
  return {
    at: newest.at,
    ...withUnsaid(newest, other),
    buyer: foldBuyer(known.buyer, told.buyer),
    isTold,
    isMoved: namesAnother(known.buyer, told.buyer),
  };
};

/** Told at once: the choice must not depend on which is recorded first. */
const compareStates = (a: State, b: State): number =>
  compareRanks(a.at, b.at) ||
  compareTexts(ownClaim(a), ownClaim(b)) ||
  compareTexts(canonicalText(withoutUnsaid(a.facts)), canonicalText(withoutUnsaid(b.facts)));

/** What the newest state itself said of the buyer: nothing, where that was said by an older one. */
const ownClaim = ({ at, buyer }: State): string =>
  buyer.latest !== undefined && compareRanks(buyer.latest.at, at) === 0 ? claimText(buyer) : "";

const canonicalText = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
