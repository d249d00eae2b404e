import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WebhookSource } from "../../../shared/model/order.ts";
import { judgeOrder } from "../../../shared/recording/judge-order.ts";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { shopifyOrder } from "../../support/bodies.ts";
import { settings } from "../../support/recording-deps.ts";
import { readHistoryText } from "../../support/row-reader.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const worthOf = (facts: Parameters<typeof judgeOrder>[0]["facts"], shop = settings()): number | string => {
  const { counted, netMinor } = judgeOrder({ facts, separateRefunds: {} }, shop);
  return counted.state === "counted" ? netMinor : counted.reason;
};

/** What each order of a file is worth, in minor units of dollars, or why it does not count or is refused. */
const worthsIn = async (lines: readonly string[], shop = settings()) => {
  const { orders } = await readHistoryText(folder, lines.join("\n"), { currency: "USD" });
  return orders.map((read) =>
    "row" in read ? worthOf(read.row.order, shop) : "reason" in read ? read.reason : "other",
  );
};

const worthOfBody = (source: WebhookSource, topic: string, body: object, shop = settings()) => {
  const told = { source, topic, receivedAt: "2026-11-20T12:00:00.000Z", body: Buffer.from(JSON.stringify(body)) };
  const intent = readIntent(told, shop);
  return intent.kind === "order" ? worthOf(intent.facts, shop) : intent.kind;
};

const withTips = settings({ orders: { countTips: true } });

describe("what an order of Shopify's file is worth", () => {
  const header =
    "Name,Email,Financial Status,Currency,Total,Created at,Lineitem name,Refunded Amount,Outstanding Balance";
  const row = (status: string, outstanding: string, refunded = "0.00") =>
    `#1,ann@example.com,${status},USD,500.00,2026-06-01 10:00:00 +0000,Sofa,${refunded},${outstanding}`;

  it("is what was paid of a deposit, as its webhook has it", async () => {
    const body = { total_price: "500.00", current_total_price: "500.00", total_outstanding: "450.00", refunds: [] };
    const told = shopifyOrder({ ...body, financial_status: "partially_paid" });
    expect([
      await worthsIn([header, row("partially_paid", "450.00")]),
      worthOfBody("shopify", "orders/updated", told),
    ]).toEqual([[5000], 5000]);
  });

  it.each([
    ["nothing of which is paid", row("partially_paid", "500.00"), "unpaid"],
    ["all of which is paid", row("paid", "0.00"), 50000],
    ["that a shop counts before it is paid", row("pending", "500.00"), 50000],
    ["of which more is due than can be read", row("partially_paid", "much"), expect.stringContaining("outstanding")],
  ])("is as its webhook has it, of one %s", async (_of, line, worth) => {
    const counting = settings({ orders: { countedStatuses: ["paid", "partially_paid", "pending"] } });
    expect(await worthsIn([header, line], counting)).toEqual([worth]);
  });
});

describe("what a transaction of Square's file is worth", () => {
  const header =
    "Date,Time,Time Zone,Gross Sales,Discounts,Net Sales,Tax,Tip,Partial Refunds,Total Collected,Transaction ID,Payment ID,Event Type,Customer ID,Transaction Status";
  const row = (tip: string, back: string, total: string, discount = "$0.00") =>
    `2026-06-05,20:15:00,UTC,$20.00,${discount},$20.00,$0.00,${tip},${back},${total},t1,p1,Payment,C1,Complete`;

  it("is without its tip, unless the shop counts tips, as its webhook has it", async () => {
    const payment = {
      id: "p1",
      status: "COMPLETED",
      created_at: "2026-06-05T20:15:00Z",
      updated_at: "2026-06-05T20:15:00Z",
      amount_money: { amount: 2000, currency: "USD" },
      tip_money: { amount: 500, currency: "USD" },
      total_money: { amount: 2500, currency: "USD" },
      customer_id: "C1",
    };
    const event = {
      type: "payment.updated",
      event_id: "e1",
      created_at: payment.updated_at,
      data: { type: "payment", id: "p1", object: { payment } },
    };
    for (const shop of [settings(), withTips]) {
      const [file] = await worthsIn([header, row("$5.00", "$0.00", "$25.00")], shop);
      expect(file).toBe(worthOfBody("square", "event", event, shop));
    }
    expect(await worthsIn([header, row("$5.00", "$0.00", "$25.00")])).toEqual([2000]);
  });

  it.each(["-$3.00", "($3.00)", "$-3.00", "$3.00", "−$3.00", "$3.00-"])(
    "is less what went back, written %s",
    async (back) => {
      expect(await worthsIn([header, row("$0.00", back, "$20.00", back)])).toEqual([1700]);
    },
  );
});

describe("what an order of Etsy's file is worth", () => {
  const header =
    "Sale Date,Order ID,Buyer User ID,Currency,Order Total,Status,Adjusted Order Total,Adjusted Card Processing Fees,Adjusted Net Order Amount";
  const worth = async (cells: string) => (await worthsIn([header, `06/05/26,3001,mia77,USD,30.00,${cells}`]))[0];

  it.each([
    ["nothing happened to, whatever stands for nothing", ",0,0,0", 3000],
    ["nothing happened to, with nothing there", ",,,", 3000],
    ["nothing happened to, with its total again", ",30.00,1.00,29.00", 3000],
    ["a part went back of", ",20.00,1.00,19.00", 2000],
    ["all went back of", ",0.00,1.50,-1.50", "refunded-in-full"],
    ["was cancelled", "Canceled,,,", "cancelled"],
    ["was refunded, by its status", "Fully Refunded,0,0,0", "refunded-in-full"],
    ["is refunded in part, by its status", "Partially Refunded,25.00,1.00,24.00", 2500],
    ["is not paid yet", "Payment Processing,,,", "unpaid"],
    ["is on its way", "Shipped,,,", 3000],
  ])("is what is left of one that %s", async (_that, cells, expected) => {
    expect(await worth(cells)).toBe(expected);
  });
});

describe("what a payment of Stripe's file is worth", () => {
  const header =
    "id,Created date (UTC),Amount,Amount Refunded,Currency,Mode,Customer Email,Customer ID,Status,PaymentIntent ID,Disputed Amount,Dispute Status";
  const worth = async ([status, mode, refunded, disputes]: readonly [string, string, string, string]) =>
    (
      await worthsIn([
        header,
        `ch_1,2026-06-05 20:38:34,10.00,${refunded},usd,${mode},ida@example.com,cus_1,${status},pi_1,${disputes}`,
      ])
    )[0];

  it.each([
    ["less a dispute that was lost", ["Paid", "Live", "2.00", "3.00,Lost"], 500],
    ["nothing where all of it was lost", ["Paid", "Live", "0.00", "10.00,lost"], "refunded-in-full"],
    ["all while a dispute goes on", ["Disputed", "Live", "0.00", "10.00,under_review"], 1000],
    ["all where a dispute was won", ["Paid", "", "0.00", "10.00,won"], 1000],
    ["all where nobody says how a dispute stands", ["Paid", "", "0.00", "10.00,"], 1000],
    ["nothing in test mode", ["Paid", "Test", "0.00", ","], "test"],
    ["nothing until it is captured", ["Uncaptured", "Live", "0.00", ","], "unpaid"],
    ["what is left of a partial refund", ["Partial refund", "Live", "4.00", ","], 600],
  ] as const)("is %s", async (_what, cells, expected) => {
    expect(await worth(cells)).toBe(expected);
  });
});

describe("what an order in our own columns is worth", () => {
  const header = "order_id,customer_id,ordered_at,currency,total,refunded,tip,outstanding";

  it("is less its tip and what is still due, as one that is posted", async () => {
    expect(await worthsIn([header, "1,C1,2026-06-05,USD,100.00,-5.00,10.00,20.00"])).toEqual([6500]);
    expect(await worthsIn([header, "1,C1,2026-06-05,USD,100.00,-5.00,10.00,20.00"], withTips)).toEqual([7500]);
  });
});
