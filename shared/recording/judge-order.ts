import { MAX_AMOUNT_MINOR } from "../model/money.ts";
import type { CountedState, NotCountedReason, Order, OrderFacts } from "../model/order.ts";
import type { Refunds } from "../model/refunds.ts";
import type { Settings } from "../model/settings.ts";
import { dayOf } from "../model/shop-time.ts";
import type { Day } from "../model/time.ts";
import { refundedBesides, sumOf, unlisted } from "./join-refunds.ts";

/** What has been told about one order by all events so far, apart from whose it is. */
export type OrderKnowledge = Pick<Order, "facts" | "separateRefunds" | "deletedAt">;

export type Judgement = { counted: CountedState; netMinor: number; day?: Day };
type OrderSettings = Pick<Settings, "timeZone" | "currency" | "orders">;

const DAY_MS = 86_400_000;
const REFUNDED = "refunded";

/**
 * Whether an order counts as a purchase and if not why not, its net value in minor units, and its purchase day.
 * A function of what is known and of the settings alone: neither the order of events nor the clock matters.
 */
export const judgeOrder = (known: OrderKnowledge, settings: OrderSettings): Judgement => {
  const { facts } = known;
  if (!facts) return { counted: notCounted(known.deletedAt ? "deleted" : "incomplete"), netMinor: 0 };
  const netMinor = netOf(facts, known.separateRefunds, settings.orders);
  const reason = reasonNotToCount(facts, netMinor, known.deletedAt, settings);
  return {
    counted: reason ? notCounted(reason) : { state: "counted" },
    netMinor,
    day: dayOf(facts.orderedAt, settings.timeZone),
  };
};

/**
 * What went back by one state of an order. The status `refunded` says in every source's words that everything did, also where
 * no refund is listed, or less: set by hand, or in a file without amounts.
 */
export const refundedMinor = ({ status, totalMinor, refunds }: OrderFacts): number =>
  status === REFUNDED ? totalMinor : sumOf(Object.values(refunds));

/**
 * What the customer paid and kept: total after discounts, less refunds, what is not paid yet, and tips, unless the settings
 * count these. Refunds that the newest state lists are taken from it; one that came by itself is subtracted only as long as
 * the newest state does not list it yet; beside a file's state, which lists none by its id, as far as it is more than that tells. A tip that went back takes nothing from the goods. What is left of `refunded` is
 * nothing, whatever the sums say. No amount of refunds is more than money can be.
 */
const netOf = (facts: OrderFacts, separateRefunds: Refunds, { countTips }: Settings["orders"]): number => {
  if (facts.status === REFUNDED) return 0;
  const backMinor = refundedMinor(facts) + refundedBesides(facts, separateRefunds);
  const keptMinor = facts.totalMinor - backMinor - (facts.outstandingMinor ?? 0);
  const tipKeptMinor = (facts.tipMinor ?? 0) - tipBackOf(facts, separateRefunds);
  const tipMinor = countTips ? 0 : Math.min(tipKeptMinor, Math.max(0, keptMinor));
  return Math.max(-MAX_AMOUNT_MINOR, Math.min(MAX_AMOUNT_MINOR, keptMinor - tipMinor));
};

/** What went back of the tip: as the source tells it; else a refund of just that amount is taken to be the tip's. */
const tipBackOf = ({ tipMinor = 0, tipBackMinor, refunds }: OrderFacts, separateRefunds: Refunds): number => {
  if (tipMinor === 0 && tipBackMinor === undefined) return 0;
  const listedMinor = tipBackMinor ?? (Object.values(refunds).includes(tipMinor) ? tipMinor : 0);
  const leftMinor = tipMinor - listedMinor;
  return Object.values(unlisted(refunds, separateRefunds)).includes(leftMinor) ? tipMinor : listedMinor;
};

/** The first reason that applies; the list goes from "is no purchase at all" to "brought nothing". */
const reasonNotToCount = (
  facts: OrderFacts,
  netMinor: number,
  deletedAt: string | undefined,
  { currency, orders }: OrderSettings,
): NotCountedReason | undefined => {
  if (facts.deleted || (deletedAt && Date.parse(deletedAt) >= Date.parse(facts.toldAt ?? facts.updatedAt)))
    return "deleted";
  if (facts.test) return "test";
  if (facts.cancelled) return "cancelled";
  if (!orders.countedStatuses.includes(facts.status)) return "unpaid";
  if (facts.items.length > 0 && facts.items.every((item) => item.giftCard)) return "gift-card";
  if (facts.currency !== currency) return "other-currency";
  if (facts.totalMinor < 0) return "negative-value";
  if (isAheadOf(facts)) return "in-the-future";
  if (facts.totalMinor > 0 && netMinor <= 0) return reasonOfNothingLeft(facts);
  if (netMinor < 0) return "negative-value";
  if (netMinor === 0 && !orders.countZeroValue) return "zero-value";
  return undefined;
};

const isAheadOf = ({ orderedAt, updatedAt }: OrderFacts): boolean =>
  orderedAt !== updatedAt && Date.parse(orderedAt) > Date.parse(updatedAt) + DAY_MS;

/** Nothing may be left because a deposit was never paid, or because all of it was a tip. */
const reasonOfNothingLeft = ({ outstandingMinor = 0, tipMinor = 0, totalMinor }: OrderFacts): NotCountedReason =>
  outstandingMinor > 0 ? "unpaid" : tipMinor >= totalMinor ? "zero-value" : "refunded-in-full";

const notCounted = (reason: NotCountedReason): CountedState => ({ state: "not-counted", reason });
