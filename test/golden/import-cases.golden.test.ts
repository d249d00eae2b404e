import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { formatsNamed } from "../../cli/import/formats-named.ts";
import type { HistoryRead } from "../../cli/import/read-history.ts";
import { tableOptionsOf } from "../../cli/import/reading-options.ts";
import { besideCheckout, isBesideCheckout } from "../support/beside-checkout.ts";
import { readHistory } from "../support/row-reader.ts";

const isThere = isBesideCheckout("Files of orders from public reports", "cases/");

const read = async (file: string, more: Parameters<typeof readHistory>[1] = {}) =>
  readHistory(fileURLToPath(besideCheckout(`cases/${file}`)), more);

/** What each order came to, in minor units with what went back; or why its row was refused. */
const worth = (orders: readonly HistoryRead[]) =>
  orders.map((order) => {
    if ("refund" in order) return "refund";
    if ("reason" in order) return order.reason;
    if ("customer" in order) return "customer";
    const { totalMinor, refunds } = order.row.order;
    return Object.values(refunds).reduce((rest, minor) => rest - minor, totalMinor);
  });
const refused = (...words: string[]) => expect.stringMatching(new RegExp(words.join(".*"), "s"));

describe.runIf(isThere)("files of orders from public reports", () => {
  it("01: dots between thousands of dong are none of decimals", async () => {
    const { orders } = await read("01-csv-dot-thousands-vnd/orders.csv");
    expect(worth(orders)).toEqual([150_000, 250_000, 1_200_000, 95_000]);
  });

  it("03: rows of an order with an amount each are refused, and summed where the operator says that a row is an item", async () => {
    const file = "03-csv-line-item-rows-line-totals/orders.csv";
    expect(worth((await read(file)).orders)).toEqual(Array(5).fill(refused("different totals", "--rows items")));
    const { formats } = tableOptionsOf({ rows: "items" });
    const summed = await read(file, { formats });
    expect([summed.itemAmounts, worth(summed.orders)]).toEqual(["summed", [16_500, 5_000]]);
  });

  it("05: rows that name an order and nothing else of it are its further items", async () => {
    expect(worth((await read("05-csv-line-item-rows-blank/orders.csv")).orders)).toEqual([16_500, 5_000]);
  });

  it.each([undefined, "shopify"])("06: the file that a Shopify shop really has, with --format %s", async (name) => {
    const { format, orders } = await read("06-csv-shopify-native-export/orders_export.csv", {
      formats: formatsNamed(name),
    });
    expect(format).toBe("shopify");
    expect(worth(orders)).toEqual([5_391, 0]);
    expect(orders[0]).toMatchObject({ row: { order: { orderId: "7410991464714", items: [{ quantity: 3 }, {}] } } });
  });

  it("07, 08: what went back by a row of its own is subtracted", async () => {
    expect(worth((await read("07-csv-refund-row-same-id/orders.csv")).orders)).toEqual([9_500, "refund", 3_000]);
    expect(worth((await read("08-csv-refund-row-own-id/orders.csv")).orders)).toEqual([0, "refund", 3_000]);
  });

  it("09: statuses lose what a database puts before them", async () => {
    const { orders } = await read("09-csv-wc-prefixed-status/orders.csv");
    const statuses = orders.map((order) => "row" in order && order.row.order.status);
    expect(statuses).toEqual(["completed", "processing", "completed", "complete", "refunded"]);
  });

  it.each([
    ["10-csv-excel-trailing-blank-rows", [10_000, 2_000]],
    ["11-csv-excel-trailing-empty-columns", [10_000, 2_000]],
    ["12-csv-short-rows", [10_000, 1_500]],
    ["13-csv-sep-line", [10_000]],
    ["15-csv-utf16", [10_000]],
  ])("%s: what a spreadsheet program leaves is passed by", async (name, amounts) => {
    expect(worth((await read(`${name}/orders.csv`)).orders)).toEqual(amounts);
  });

  it("17: ids that have lost their last figures join nobody", async () => {
    const lost = (column: string) => refused(column, "has lost figures in a spreadsheet program");
    const orders = await read("17-csv-scientific-ids/orders.csv");
    expect(worth(orders.orders)).toEqual(Array(4).fill(lost("order_id")));
    const customers = await read("17-csv-scientific-ids/customers.csv");
    expect(worth(customers.orders)).toEqual(Array(3).fill(lost("customer_id")));
  });

  it("18: a cell that no order needs is left out alone", async () => {
    const { orders } = await read("18-csv-optional-cell-bad/orders.csv");
    expect(worth(orders)).toEqual([10_000, 5_000, 4_000, 3_000, 2_000]);
    expect(orders.map((order) => "row" in order && order.remarks.map(({ column }) => column))).toEqual([
      [],
      ["marketing_consent"],
      ["items"],
      ["birthday"],
      [],
    ]);
  });

  it("19: who has no address is known by their id", async () => {
    const { orders } = await read("19-csv-email-not-given/orders.csv");
    expect(orders.map((order) => "row" in order && order.row.email)).toEqual([
      undefined,
      undefined,
      undefined,
      "d@example.com",
    ]);
  });

  it("21: dates that were lost are refused", async () => {
    const early = refused("ordered_at", "lies before 1990-01-01");
    expect(worth((await read("21-csv-epoch-date/orders.csv")).orders)).toEqual([early, 2_000, early, early, 2_000]);
  });

  it("22: times in many forms are read, and a date that can be two is refused", async () => {
    const { orders } = await read("22-csv-time-forms/orders.csv", { timeZone: "Europe/Berlin" });
    expect(orders.map((order) => ("row" in order ? order.row.order.orderedAt : worth([order])[0]))).toEqual([
      "2026-06-01T10:00:26.000Z",
      "2026-06-01T08:00:26.000Z",
      "2026-06-01T07:05:00.000Z",
      "2026-06-01T10:00:26.123Z",
      refused("can be read with the day or the month first", "--dates day-first or --dates month-first"),
    ]);
  });

  it("24: a discount is one whichever sign it has", async () => {
    const { orders } = await read("24-csv-negative-discount/orders.csv");
    expect(new Set(orders.map((order) => "row" in order && order.row.order.discountMinor))).toEqual(new Set([500]));
  });
});
