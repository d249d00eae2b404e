import type { Difference } from "../../shared/model/comparison.ts";
import type { Order, OrderFacts } from "../../shared/model/order.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { dayOf } from "../../shared/model/shop-time.ts";
import type { Day } from "../../shared/model/time.ts";
import { judgeOrder, type OrderKnowledge } from "../../shared/recording/judge-order.ts";

/** What an order is worth as a purchase, in minor units; undefined where it is none. */
type Worth = number | undefined;

export type Weighed = {
  orderId: string;
  day?: Day;
  shop: Worth;
  rouse: Worth;
  kind?: Difference["kind"];
  /** Whether the shop tells something that is not recorded. */
  isNews: boolean;
};

/** One order as the shop's API tells of it, beside its row; both judged by the same settings. */
export const weighOrder = (facts: OrderFacts, row: Order | undefined, settings: Settings): Weighed => {
  const shop = worthOf({ facts, separateRefunds: {} }, settings);
  const rouse = row && worthOf(row, settings);
  const kind = kindOf(shop, rouse, row);
  return {
    orderId: facts.orderId,
    day: dayOf(facts.orderedAt, settings.timeZone),
    shop,
    rouse,
    ...(kind && { kind }),
    isNews: tellsMore(facts, row),
  };
};

const worthOf = (known: OrderKnowledge, settings: Settings): Worth => {
  const { counted, netMinor } = judgeOrder(known, settings);
  return counted.state === "counted" ? netMinor : undefined;
};

/** An order that counts on neither side is no difference, be it recorded or not. */
const kindOf = (shop: Worth, rouse: Worth, row: Order | undefined): Difference["kind"] | undefined => {
  if (shop === rouse) return undefined;
  if (shop !== undefined && row?.facts === undefined) return "missing";
  return shop === undefined || rouse === undefined ? "counted" : "amount";
};

/**
 * Whether recording what the shop tells could change anything: a newer state, or another of the same second. A row that has
 * the same state is worth something else for what came by itself, such as a refund, and would be again.
 */
const tellsMore = (facts: OrderFacts, row: Order | undefined): boolean => {
  if (row?.facts === undefined) return true;
  const [told, known] = [Date.parse(facts.updatedAt), Date.parse(row.facts.updatedAt)];
  if (told !== known) return told > known;
  return row.deletedAt !== undefined || stateIn(facts) !== stateIn(row.facts);
};

const stateIn = (facts: OrderFacts): string => {
  const { status, currency, test, cancelled, deleted, refunds } = facts;
  const { totalMinor, tipMinor, tipBackMinor, outstandingMinor } = facts;
  const given = Object.entries(refunds).sort(([a], [b]) => (a < b ? -1 : 1));
  const amounts = [totalMinor, tipMinor, tipBackMinor, outstandingMinor];
  return JSON.stringify([status, currency, amounts, test, cancelled, deleted, given]);
};
