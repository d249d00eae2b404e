import { describe, expect, it } from "vitest";
import { PoisonError } from "../../../shared/model/errors.ts";
import type { WebhookSource } from "../../../shared/model/order.ts";
import type { Settings } from "../../../shared/model/settings.ts";
import { judgeOrder } from "../../../shared/recording/judge-order.ts";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { shopifyOrder, shopifyRefund, standardEvent, wooOrder } from "../../support/bodies.ts";
import { settings } from "../../support/recording-deps.ts";

const topics = { shopify: "orders/updated", woocommerce: "order.updated", standard: "order-event" };
const readBody = (source: WebhookSource, topic: string, body: object, shop: Settings) =>
  readIntent({ source, topic, receivedAt: "2026-11-20T12:00:00.000Z", body: Buffer.from(JSON.stringify(body)) }, shop);

/** Net value in minor units, the reason not to count, or the reason to park. */
const worthOf = (source: keyof typeof topics, body: object, shop = settings()): number | string => {
  try {
    const intent = readBody(source, topics[source], body, shop);
    if (intent.kind !== "order") return intent.kind;
    const { counted, netMinor } = judgeOrder({ facts: intent.facts, separateRefunds: {} }, shop);
    return counted.state === "counted" ? netMinor : counted.reason;
  } catch (error) {
    if (!(error instanceof PoisonError)) throw error;
    return error.reason;
  }
};

const usd = (amount: string) => ({ shop_money: { amount, currency_code: "USD" } });
const noGoods = { refund_line_items: [], transactions: [], order_adjustments: [] };
const of100 = { total_price: "100.00", current_total_price: "100.00" };
const shopify = (more: Record<string, unknown>, ...refunds: Record<string, unknown>[]) =>
  shopifyOrder({
    ...of100,
    ...more,
    refunds: refunds.map((refund, at) =>
      shopifyRefund({ id: at + 1, admin_graphql_api_id: null, ...noGoods, ...refund }),
    ),
  });

const paidBack = (amount: string, currency: string | null = "USD") => ({
  transactions: [{ kind: "refund", status: "success", amount, currency }],
});
const beyond = (amount: string) => ({ kind: "refund_discrepancy", amount, tax_amount: "0.00" });
const goods = [{ subtotal_set: usd("20.00"), total_tax_set: usd("2.00") }];

const tipped = (more: Record<string, unknown>, ...refunds: Record<string, unknown>[]) =>
  shopify({ total_tip_received: "10.00", ...more }, ...refunds);
const aTip = { id: 9, title: "Tip", quantity: 1, tip_payment_gateway: "shopify_payments", tip_payment_method: "visa" };
const tea = { id: 8, title: "Tea", quantity: 1, tip_payment_gateway: null, tip_payment_method: null };
const ten = { subtotal: "10.00", total_tax: "0.00" };
const lineOf = (more: Record<string, unknown>, subtotal = "10.00") => ({
  refund_line_items: [{ ...ten, subtotal, ...more }],
});
const tipLine = lineOf({ line_item: aTip });

describe("what an order of Shopify is worth", () => {
  it.each([
    ["edited to more", 13000, shopify({ current_total_price: "130.00" })],
    ["exchanged for something cheaper", 8500, shopify({ current_total_price: "85.00" }, { refund_line_items: goods })],
    ["with goods sent back", 7800, shopify({ current_total_price: "78.00" }, { refund_line_items: goods })],
    [
      "with goods sent back, by text where no sets are",
      7800,
      shopify({ current_total_price: "78.00" }, { refund_line_items: [{ subtotal: "20.00", total_tax: 2 }] }),
    ],
    [
      "with money back beyond its goods",
      9000,
      shopify({}, { order_adjustments: [beyond("-10.00")], ...paidBack("10.00") }),
    ],
    ["with money back and nothing that explains it", 9000, shopify({}, paidBack("10.00"))],
    [
      "with a fee kept of what was sent back",
      8300,
      shopify(
        { current_total_price: "78.00" },
        { refund_line_items: goods, order_adjustments: [beyond("5.00")], ...paidBack("17.00") },
      ),
    ],
    [
      "with goods sent back and a gift of money",
      7300,
      shopify({ current_total_price: "78.00" }, { refund_line_items: goods }, { order_adjustments: [beyond("-5.00")] }),
    ],
    [
      "whose shipping was refunded",
      9500,
      shopify(
        { current_total_price: "95.00" },
        { order_adjustments: [{ kind: "shipping_refund", amount: "-4.00", tax_amount: "-1.00" }] },
      ),
    ],
    ["refunded in full", "refunded-in-full", shopify({ financial_status: "refunded" }, paidBack("100.00"))],
    ["of which a deposit is paid", 2500, shopify({ financial_status: "partially_paid", total_outstanding: "75.00" })],
    [
      "of which a deposit is due",
      "unpaid",
      shopify({ financial_status: "partially_paid", total_outstanding: "100.00" }),
    ],
    [
      "edited to more that is not paid yet",
      10000,
      shopify({ financial_status: "partially_paid", current_total_price: "130.00", total_outstanding: "30.00" }),
    ],
    ["partly paid by a version that does not say how much", 10000, shopify({ financial_status: "partially_paid" })],
    ["paid, with a rest that samples of Shopify's have", 10000, shopify({ total_outstanding: "100.00" })],
    ["with a tip", 9000, shopify({ total_tip_received: "10.00" })],
    ["of nothing but a tip", "zero-value", shopify({ total_tip_received: "100.00" })],
    ["whose tip went back as its line", 9000, tipped({ current_total_price: "90.00" }, tipLine)],
    [
      "whose tip went back by the number of its line",
      9000,
      tipped(
        { current_total_price: "90.00", line_items: [aTip] },
        { refund_line_items: [{ line_item_id: 9, ...ten }] },
      ),
    ],
    [
      "whose tip went back as a line of which nothing is said",
      9000,
      tipped({ current_total_price: "90.00" }, lineOf({})),
    ],
    ["whose tip went back as money", 9000, tipped({}, { order_adjustments: [beyond("-10.00")] })],
    ["whose tip went back as money that nothing explains", 9000, tipped({}, paidBack("10.00"))],
    [
      "whose tip went back in part",
      9000,
      tipped({ current_total_price: "96.00" }, lineOf({ line_item: aTip }, "4.00")),
    ],
    [
      "whose tip and more went back",
      8000,
      tipped({ current_total_price: "80.00" }, tipLine, lineOf({ line_item: tea })),
    ],
    [
      "whose goods of a tip's worth went back",
      8000,
      tipped({ current_total_price: "90.00" }, lineOf({ line_item: tea })),
    ],
    ["whose money went back, more than the tip", 7500, tipped({}, { order_adjustments: [beyond("-15.00")] })],
    ["with duties, which are in its total", 10000, shopify({ original_total_duties_set: usd("12.00") })],
    ["with money back in the buyer's currency alone", "other-currency", shopify({}, paidBack("9.00", "EUR"))],
    ["with a refund whose payments cannot be read", "wrong-shape", shopify({}, { transactions: null })],
    [
      "with a rest that cannot be read",
      "bad-amount",
      shopify({ financial_status: "partially_paid", total_outstanding: "some" }),
    ],
  ])("%s, is %s", (_what, worth, body) => expect(worthOf("shopify", body)).toBe(worth));

  it("has its tip in it where the settings count tips, unless that went back", () => {
    const shop = settings({ orders: { countTips: true } });
    expect(worthOf("shopify", tipped({ current_total_price: "90.00" }, tipLine), shop)).toBe(9000);
    expect(worthOf("shopify", shopify({ total_tip_received: "10.00" }), shop)).toBe(10000);
  });

  it.each([
    ["goods", { refund_line_items: goods }, 2200],
    ["duties", { total_duties_set: usd("3.00") }, 300],
    [
      "shipping, as older versions tell it",
      { order_adjustments: [{ kind: "shipping_refund", amount: "-4.00", tax_amount: "-1.00" }] },
      500,
    ],
    [
      "shipping, as newer versions tell it",
      { refund_shipping_lines: [{ subtotal_amount_set: usd("4.00"), tax_amount_set: usd("1.00") }] },
      500,
    ],
    [
      "shipping, told both ways",
      {
        order_adjustments: [{ kind: "shipping_refund", amount: "-5.00" }],
        refund_shipping_lines: [{ subtotal_amount_set: usd("5.00") }],
      },
      500,
    ],
    ["money", paidBack("10.00", null), 1000],
    [
      "a tip and goods",
      {
        refund_line_items: [
          { ...ten, line_item: aTip },
          { ...ten, line_item: tea },
        ],
      },
      1000,
    ],
  ])("falls by a refund of %s as soon as it is told", (_what, refund, amountMinor) => {
    const body = shopifyRefund({ ...noGoods, ...refund });
    expect(readBody("shopify", "refunds/create", body, settings())).toMatchObject({ kind: "refund", amountMinor });
  });
});

describe("what an order of WooCommerce is worth", () => {
  it.each([
    ["with fees of both signs in its total", 2935, { fee_lines: [{ total: "5.00" }, { total: "-3.00" }] }],
    [
      "with two refunds",
      1935,
      {
        refunds: [
          { id: 1, total: "-4.00" },
          { id: 2, total: -6 },
        ],
      },
    ],
    [
      "with refunds in an object with gaps",
      1935,
      { refunds: { 0: { id: 1, total: "-4.00" }, 2: { id: 2, total: "6.00" } } },
    ],
    ["with no refunds, written as an object", 2935, { refunds: {} }],
    ["with no refunds, written as null", 2935, { refunds: null }],
    ["with no refunds, written as false", 2935, { refunds: false }],
    ["whose refunds are lost", "wrong-shape", { refunds: "x" }],
    ["with a refund of an amount that is lost", "wrong-shape", { refunds: [{ id: 1, total: null }] }],
    ["with its total as a number", 2935, { total: 29.35 }],
    ["with its total as a float of PHP", 2935, { total: 29.349999999999998 }],
    ["without a total", "wrong-shape", { total: null }],
    ["with an empty total", "bad-amount", { total: "" }],
    ["with its status as the database has it", 2935, { status: "wc-completed" }],
    ["that waits for its payment", "unpaid", { status: "on-hold" }],
    ["in the trash", "deleted", { status: "trash" }],
  ])("%s, is %s", (_what, worth, more) => expect(worthOf("woocommerce", wooOrder(more))).toBe(worth));
});

describe("what an order in our own format is worth", () => {
  it.each([
    ["with a tip", 2300, { tipMinor: 200 }],
    ["whose tip went back", 2300, { tipMinor: 200, refunds: { a: 200 } }],
    ["whose tip and goods went back", 1800, { tipMinor: 200, refunds: { a: 200, b: 500 } }],
    ["of which a part went back, and no tip", 1800, { tipMinor: 200, refunds: { a: 500 } }],
    ["of which a deposit is paid", 500, { status: "partially_paid", outstandingMinor: 2000 }],
    ["of which nothing is paid", "unpaid", { status: "partially_paid", outstandingMinor: 2500 }],
    ["with its amounts as text", 1300, { totalMinor: "2500", refunds: { a: "1200" } }],
    ["with an amount that may be euros or cents", "wrong-shape", { totalMinor: "25.00" }],
    ["with a refund of null", "wrong-shape", { refunds: { a: null } }],
    ["with a refund under a name that is nearly right", "wrong-shape", { refund: { a: 1 } }],
    ["with fields that nobody knows", 2500, { channel: "till", note: "for Ann" }],
    ["with null for nothing", 2500, { discountMinor: null, refunds: null, items: null, customer: null, test: null }],
    ["with lists as PHP writes them", 2500, { refunds: [], items: { 1: { sku: 12, quantity: "2" } } }],
  ])("%s, is %s", (_what, worth, more) => expect(worthOf("standard", standardEvent(more))).toBe(worth));
});
