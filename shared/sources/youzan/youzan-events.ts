import { PoisonError } from "../../model/errors.ts";
import type { OrderFacts } from "../../model/order.ts";
import type { Instant } from "../../model/time.ts";
import { ignored } from "../ignored.ts";
import type { Person } from "../intent.ts";
import { lineOf } from "../lines.ts";
import { parseBody, readShape } from "../parse-body.ts";
import { keptMinorOf, minorOf } from "../read-amount.ts";
import { instantOf, stateTimeOf, withOffset } from "../read-instant.ts";
import type { ReadTopic } from "../source-room.ts";
import { toldPerson } from "../told-person.ts";
import { messageShape, tradeMessageShape, type YouzanTrade } from "./youzan-shapes.ts";

/** A message about a trade. Test pushes are of trades that never were. */
const trade: ReadTopic = (body, topic, { receivedAt }) => {
  const { test, msg } = readShape(messageShape, body, topic);
  if (test) return { kind: "ignored", reason: "a test push" };
  const told = readShape(tradeMessageShape, parseBody(Buffer.from(decoded(msg ?? ""), "utf8")), topic);
  const facts = factsOf(told, receivedAt);
  // A trade has one buyer for good, and not every message names them.
  return { kind: "order", person: personOf(told, facts.updatedAt), facts, mayOmit: ["buyer"] };
};

/** The trade stands in the message as text, written for an address: `+` is a blank. */
const decoded = (msg: string): string => {
  try {
    return decodeURIComponent(msg.replaceAll("+", " "));
  } catch {
    throw new PoisonError("wrong-shape", "the message's msg is no text written for an address");
  }
};

const aboutTrades = [
  "trade_TradeCreate",
  "trade_TradePaid",
  "trade_TradeBuyerPay",
  "trade_TradePartlySellerShip",
  "trade_TradeSellerShip",
  "trade_TradeSuccess",
  "trade_TradeClose",
];

/** Every message that Rouse reads; any other is let go. */
export const youzanEvents: ReadonlyMap<string, ReadTopic> = new Map([
  ...aboutTrades.map((type) => [type, trade] as const),
  ["trade_TradeMemoModified", ignored("a note of the seller's says nothing about the purchase")],
]);

/** What became of a trade, in the words that mean paid to all sources. Any other stays its own word. */
const words: ReadonlyMap<string, string> = new Map([
  ...["TRADE_PAID", "WAIT_CONFIRM", "WAIT_SELLER_SEND_GOODS", "WAIT_BUYER_CONFIRM_GOODS"].map(
    (status) => [status, "processing"] as const,
  ),
  ["TRADE_SUCCESS", "completed"],
]);
/** All that was paid went back; a part of it did. While a refund is under way, nothing has. */
const [ALL_REFUNDED, PARTLY_REFUNDED] = [12, 2];

/** Youzan sells in yuan, and writes Beijing's time without saying so. */
const CURRENCY = "CNY";
const beijing = (text: string): string => withOffset(text, "+08:00");

const factsOf = ({ full_order_info: told, refund_order }: YouzanTrade, receivedAt: Instant): OrderFacts => {
  const { order_info: info, pay_info: pay, orders } = told;
  const kept = (amount: string | null | undefined) => keptMinorOf(amount, CURRENCY);
  const totalMinor = minorOf(pay.payment, CURRENCY);
  const state = info.refund_state ?? 0;
  const isBack = state === ALL_REFUNDED || state === PARTLY_REFUNDED;
  const refunds = isBack ? (refund_order ?? []) : [];
  const askedMinor = (kept(pay.total_fee) ?? totalMinor) + (kept(pay.post_fee) ?? 0);
  return {
    source: "youzan",
    orderId: info.tid,
    orderedAt: instantOf(beijing(info.created)),
    updatedAt: stateTimeOf(beijing(info.update_time), receivedAt),
    status: state === ALL_REFUNDED ? "refunded" : (words.get(info.status) ?? info.status.toLowerCase()),
    currency: CURRENCY,
    totalMinor,
    discountMinor: Math.max(0, askedMinor - totalMinor),
    refunds: Object.fromEntries(refunds.map((one) => [one.refund_id, minorOf(one.refund_fee, CURRENCY)])),
    test: false,
    cancelled: info.status === "TRADE_CLOSED" && state !== ALL_REFUNDED,
    deleted: false,
    items: (orders ?? []).map((line) =>
      lineOf({
        sku: line.outer_sku_id ?? line.outer_item_id,
        title: line.title,
        quantity: line.num,
        totalMinor: kept(line.payment),
      }),
    ),
  };
};

/** Youzan's shops sell in mainland China, whose mobile numbers have eleven figures. It never tells of an address. */
const personOf = ({ full_order_info: { buyer_info } }: YouzanTrade, updatedAt: Instant): Person => {
  const { yz_open_id: customerId, buyer_phone } = buyer_info ?? {};
  const phone = buyer_phone && /^1\d{10}$/.test(buyer_phone) ? `+86${buyer_phone}` : undefined;
  return toldPerson("youzan", { customerId, phone }, updatedAt);
};
