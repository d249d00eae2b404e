import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHistoryText } from "../../support/row-reader.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = (lines: readonly string[], currency = "EUR") =>
  readHistoryText(folder, lines.join("\n"), { timeZone: "Europe/Berlin", currency });
/** Files without a currency of their own are in the shop's. */
const readDollars = (lines: readonly string[]) => read(lines, "USD");

describe("payments as Stripe exports them", () => {
  const header =
    "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Description,Fee,Customer ID,Customer Email,PaymentIntent ID,Status,cart (metadata)";

  it("are orders of the payment intent's name, as webhooks have them, at their time in UTC", async () => {
    const { format, orders } = await read([
      header,
      "ch_1,2026-06-05 20:38:34,45.00,10.00,usd,true,Order,1.20,cus_1,ida@example.com,pi_1,Paid,c1",
      "ch_2,2026-06-06 08:00:00,45.00,45.00,usd,true,Order,1.20,,ida@example.com,,Refunded,c2",
      "ch_3,2026-06-07 08:00:00,45.00,0.00,usd,false,Order,0.00,,ida@example.com,pi_3,Failed,c3",
    ]);
    expect(format).toBe("stripe");
    expect(orders).toMatchObject([
      {
        row: {
          customerId: "cus_1",
          email: "ida@example.com",
          order: {
            source: "stripe",
            orderId: "pi_1",
            orderedAt: "2026-06-05T20:38:34.000Z",
            status: "paid",
            currency: "USD",
            totalMinor: 4500,
            refunds: { csv: 1000 },
          },
        },
      },
      { row: { order: { orderId: "ch_2", status: "refunded" } } },
      { row: { order: { orderId: "pi_3", status: "failed" } } },
    ]);
  });

  it("are known by the names of older exports too", async () => {
    const { format, orders } = await read([
      "id,Description,Seller Message,Created (UTC),Amount,Amount Refunded,Currency,Fee,Mode,Status,Customer ID,Customer Email,Captured",
      "ch_1,,Payment complete.,2019-06-05 20:38,45.00,0.00,usd,1.20,Live,Paid,cus_1,ida@example.com,true",
    ]);
    expect([format, orders.map((order) => "row" in order && order.row.order.orderedAt)]).toEqual([
      "stripe",
      ["2019-06-05T20:38:00.000Z"],
    ]);
  });
});

describe("WooCommerce's orders as WebToffee exports them", () => {
  const header =
    "order_id,order_number,order_date,status,shipping_total,discount_total,order_total,order_currency,customer_id,customer_email,billing_first_name,billing_last_name,billing_email,billing_country,line_item_1";

  it("are WooCommerce's own orders, of its own customers, at the site's time", async () => {
    const { format, orders } = await read([
      header,
      "727,727,2026-06-05 10:00:00,wc-completed,4.90,2.00,29.35,EUR,9,jo@example.com,Jo,Example,jo@example.com,DE,name:Tea",
      "728,728,2026-06-06 10:00:00,processing,4.90,0,29.35,EUR,0,,Kim,Example,kim@example.com,AT,name:Tea",
    ]);
    expect(format).toBe("woocommerce");
    expect(orders).toMatchObject([
      {
        row: {
          customerId: "9",
          profile: { firstName: "Jo", country: "DE" },
          order: {
            source: "woocommerce",
            orderId: "727",
            orderedAt: "2026-06-05T08:00:00.000Z",
            status: "completed",
            totalMinor: 2935,
            discountMinor: 200,
          },
        },
      },
      { row: { email: "kim@example.com", order: { orderId: "728", status: "processing" } } },
    ]);
  });

  it("have guests without an id, be their account 0 or an address", async () => {
    const guests = await read([
      header,
      "1,1,2026-06-06 10:00:00,processing,0,0,9.00,EUR,0,,Kim,Example,kim@example.com,AT,",
      "2,2,2026-06-06 10:00:00,processing,0,0,9.00,EUR,lee@example.com,,Lee,Example,lee@example.com,AT,",
      "3,3,2026-06-06 10:00:00,processing,0,0,9.00,EUR,,,Mo,Example,mo@example.com,AT,",
      "4,4,2026-06-06 10:00:00,processing,0,0,9.00,EUR,00,,No,Example,no@example.com,AT,",
    ]);
    expect(guests.orders.map((order) => "row" in order && order.row.customerId)).toEqual(Array(4).fill(undefined));
  });
});

describe("a name in one piece", () => {
  const profileOf = ({ orders }: Awaited<ReturnType<typeof read>>) =>
    orders.map(
      (order) => "row" in order && [order.row.wholeName, order.row.profile.firstName, order.row.profile.lastName],
    );

  it("of two words greets, of more tells people apart alone, and a receiver's likewise", async () => {
    const shopify = await read([
      "Name,Email,Financial Status,Currency,Total,Created at,Lineitem name,Billing Name,Shipping Name",
      "#1,till@example.com,paid,EUR,9.00,2026-06-06 10:00:00 +0000,Tea,Ann Lee,Bo Receiver",
      "#2,till@example.com,paid,EUR,9.00,2026-06-06 10:00:00 +0000,Tea,Anna Maria van Lee,",
      "#3,till@example.com,paid,EUR,9.00,2026-06-06 10:00:00 +0000,Tea,,Bo Receiver",
      "#4,till@example.com,paid,EUR,9.00,2026-06-06 10:00:00 +0000,Tea,,",
    ]);
    expect(profileOf(shopify)).toEqual([
      ["Ann Lee", "Ann", "Lee"],
      ["Anna Maria van Lee", undefined, undefined],
      ["Bo Receiver", undefined, undefined],
      [undefined, undefined, undefined],
    ]);
  });

  it("is Magento's bill-to name, and Square's of a customer", async () => {
    const magento = await read([
      "ID,Purchase Date,Bill-to Name,Ship-to Name,Grand Total (Purchased),Status,Customer Email",
      "1,2026-06-06 10:00:00,Lou Example,Bo Receiver,9.00,complete,lou@example.com",
    ]);
    const square = await read([
      "Date,Time,Time Zone,Category,Item,Qty,SKU,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Payment ID,Customer ID,Customer Name",
      "2026-06-06,10:00:00,UTC,Tea,Tea,1,t,9.00,0.00,9.00,0.00,t1,p1,c1,Lou Example",
    ]);
    expect([magento, square].map(profileOf)).toEqual([
      [["Lou Example", "Lou", "Example"]],
      [["Lou Example", "Lou", "Example"]],
    ]);
  });
});

describe("the grid of orders of Magento", () => {
  it("is in the shop's own currency, its statuses in our words", async () => {
    const { format, orders } = await read([
      'ID,"Purchase Point","Purchase Date","Bill-to Name","Grand Total (Base)","Grand Total (Purchased)",Status,"Customer Email","Customer Group",Subtotal,"Total Refunded"',
      '000000012,"Main Website","Jun 5, 2026, 10:00:00 PM","Lou Example",36.3900,36.3900,Complete,lou@example.com,General,31.3900,',
      '000000013,"Main Website","2026-06-06 10:00:00","Lou Example",36.3900,36.3900,Closed,lou@example.com,General,31.3900,36.3900',
      '000000014,"Main Website","2026-06-07 10:00:00","Lou Example",36.3900,36.3900,Canceled,lou@example.com,General,31.3900,',
    ]);
    expect(format).toBe("magento");
    expect(orders).toMatchObject([
      {
        row: {
          order: {
            source: "adobe",
            orderId: "000000012",
            orderedAt: "2026-06-05T20:00:00.000Z",
            currency: "EUR",
            totalMinor: 3639,
            status: "completed",
          },
        },
      },
      { row: { order: { status: "refunded" } } },
      { row: { order: { cancelled: true } } },
    ]);
  });
});

describe("files of marketplaces, which give out no address", () => {
  it("are Etsy's buyers by their names there", async () => {
    const { format, orders } = await read([
      "Sale Date,Order ID,Buyer User ID,Full Name,First Name,Last Name,Number of Items,Ship Country,Currency,Order Value,Discount Amount,Shipping,Sales Tax,Order Total,Status",
      "06/05/26,3001,mia77,Mia Example,Mia,Example,2,Germany,EUR,20.00,1.00,4.00,0.00,23.00,",
    ]);
    expect(format).toBe("etsy");
    expect(orders).toMatchObject([
      {
        row: {
          customerId: "mia77",
          profile: { firstName: "Mia", country: "DE" },
          order: { source: "etsy", orderedAt: "2026-06-04T22:00:00.000Z", totalMinor: 2300 },
        },
      },
    ]);
    expect(orders.map((order) => "row" in order && order.row.email)).toEqual([undefined]);
  });

  it("are eBay's buyers by their names there, its own addresses left out", async () => {
    const { format, orders } = await readDollars([
      "Sales Record Number,Order Number,Buyer Username,Buyer Name,Buyer Email,Item Number,Item Title,Custom Label,Quantity,Sold For,Total Price,Sale Date,Ship To Country",
      "5,26-1,ned88,Ned Example,a1b2@members.ebay.com,110,Teapot,TP,1,$20.00,$24.90,Jun-05-26,Germany",
      "6,26-2,ned88,Ned Example,a1b2@members.ebay.com,,,,2,,$44.90,Jun-06-26,Germany",
      "6,26-2,ned88,Ned Example,a1b2@members.ebay.com,110,Teapot,TP,1,$20.00,,,Germany",
      "6,26-2,ned88,Ned Example,a1b2@members.ebay.com,111,Cup,CP,1,$20.00,,,Germany",
      "2 record(s) downloaded,,,,,,,,,,,,",
      "2,record(s) downloaded,,,,,,,,,,,",
      "Seller ID : shop,,,,,,,,,,,,",
    ]);
    expect(format).toBe("ebay");
    expect(orders).toMatchObject([
      {
        row: {
          customerId: "ned88",
          order: { source: "ebay", orderId: "26-1", totalMinor: 2490, items: [{ sku: "TP", title: "Teapot" }] },
        },
      },
      { row: { order: { orderId: "26-2", totalMinor: 4490, items: [{ sku: "TP" }, { sku: "CP" }] } } },
    ]);
    expect(JSON.stringify(orders)).not.toContain("members.ebay.com");
  });
});

describe("transactions as Square exports them", () => {
  const header =
    "Date,Time,Time Zone,Gross Sales,Discounts,Net Sales,Tax,Tip,Partial Refunds,Total Collected,Transaction ID,Payment ID,Event Type,Customer ID,Customer Name,Transaction Status";

  it("are payments of Square's customers, at the time where the till stands", async () => {
    const { format, orders } = await readDollars([
      header,
      '2026-06-05,20:15:00,Pacific Time (US & Canada),$20.00,-$1.00,$19.00,$1.00,$0.00,-$3.00,"$1,020.00",t1,p1,Payment,C1,Oda,Complete',
      "6/6/2026,20:15:00,Nowhere,$8.00,$0.00,$8.00,$0.00,$0.00,$0.00,$8.00,t2,p2,Payment,C2,Pim,Complete",
    ]);
    expect(format).toBe("square");
    expect(orders).toMatchObject([
      {
        row: {
          customerId: "C1",
          order: {
            source: "square",
            orderId: "p1",
            orderedAt: "2026-06-06T03:15:00.000Z",
            status: "completed",
            totalMinor: 102000,
            discountMinor: 100,
            refunds: { csv: 300 },
          },
        },
      },
      { row: { customerId: "C2", order: { orderId: "p2", orderedAt: "2026-06-06T18:15:00.000Z" } } },
    ]);
  });

  it("refuse by name a row of what was paid back whole", async () => {
    const { orders } = await readDollars([
      header,
      "2026-06-05,20:15:00,London,-$8.00,$0.00,-$8.00,$0.00,$0.00,$0.00,-$8.00,t2,p3,Refund,C2,Pim,Complete",
    ]);
    expect(orders).toEqual([expect.objectContaining({ reason: expect.stringContaining("negative") })]);
  });
});

describe("items as Square exports them", () => {
  const header =
    "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Payment ID,Device Name,Event Type,Location,Customer ID,Customer Name";
  const row = (item: string, money: string, payment: string, customer: string, type = "Payment") =>
    `2026-06-05,20:15:00,Pacific Time (US & Canada),Drinks,${item},1,Regular,${item.slice(0, 2)},,${money},t1,${payment},Till,${type},Main,${customer},Oda`;

  it("are one order a payment, which comes to its items with their tax", async () => {
    const { format, orders, itemAmounts } = await readDollars([
      header,
      row("Tea", "$8.00,-$1.00,$7.00,$0.70", "p1", "C1"),
      row("Cake", "$4.00,$0.00,$4.00,$0.40", "p1", "C1"),
      row("Tea", '"$1,008.00",$0.00,"$1,008.00",$0.00', "p2", ""),
    ]);
    expect([format, itemAmounts]).toEqual(["square-items", "summed"]);
    expect(orders).toMatchObject([
      {
        row: {
          customerId: "C1",
          order: {
            source: "square",
            orderId: "p1",
            orderedAt: "2026-06-06T03:15:00.000Z",
            status: "completed",
            totalMinor: 1210,
            discountMinor: 100,
            items: [
              { title: "Tea", sku: "Te", category: "Drinks", quantity: 1, totalMinor: 700 },
              { title: "Cake", sku: "Ca", category: "Drinks", quantity: 1, totalMinor: 400 },
            ],
          },
        },
      },
      { row: { order: { orderId: "p2", totalMinor: 100800 } } },
    ]);
    expect(orders[1]).not.toHaveProperty("row.customerId");
  });

  it("subtract what went back of the payment, and refuse by name what names no payment of the file", async () => {
    const { orders } = await readDollars([
      header,
      row("Tea", "$8.00,$0.00,$8.00,$0.80", "p1", "C1"),
      row("Tea", "-$8.00,$0.00,-$8.00,-$0.80", "p1", "C1", "Refund"),
      row("Cake", "-$4.00,$0.00,-$4.00,-$0.40", "p9", "C1", "Refund"),
    ]);
    expect(orders).toMatchObject([
      { row: { order: { totalMinor: 880, refunds: { csv: 880 } } } },
      { reason: expect.stringContaining("NOT subtracted") },
    ]);
  });
});

it("Amazon's report of all orders, which names no buyer, is refused in a sentence that says why", async () => {
  const report = [
    "amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\tproduct-name\tsku\tquantity\tcurrency\titem-price",
    "111-1\t\t2026-06-05T10:00:00+00:00\t2026-06-05T10:00:00+00:00\tShipped\tTeapot\tTP\t1\tEUR\t20.00",
  ];
  await expect(read(report)).rejects.toThrow("names no buyer by anything");
});
