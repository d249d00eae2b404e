import { expect, test } from "vitest";
import { inventShop } from "../../../cli/demo/invent-shop.ts";
import { ordersCsv } from "../../../cli/demo/orders-csv.ts";

test("orders.example.csv is a small shop as the demo invents it (vitest -u writes it anew)", async () => {
  const shop = inventShop({ seed: 7, customers: 60, days: 730, endDay: "2026-11-20" });
  const sales = shop.flatMap((customer) => customer.orders.map((order) => ({ customer, order })));
  await expect(ordersCsv(sales, "EUR")).toMatchFileSnapshot("../../../orders.example.csv");
});
