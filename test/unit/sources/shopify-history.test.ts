import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHistoryText } from "../../support/row-reader.ts";

const header =
  "Name,Email,Financial Status,Currency,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Cancelled at,Refunded Amount,Id,Billing Country";
const first =
  "#1001,ann@example.com,partially_refunded,EUR,53.91,5.99,2026-06-01 10:00:25 +0200,3,Mask,14.97,MSK,,10.00,'7410991464714,DE";
const further = "#1001,ann@example.com,,,,,2026-06-01 10:00:25 +0200,1,Oil,9.00,OIL,,,,";
const cancelled =
  "#1002,bo@example.com,refunded,EUR,20.00,0.00,2026-07-01 09:00:00 +0200,1,Oil,20.00,OIL,2026-07-02 09:00:00 +0200,20.00,7410991464999,AT";

describe("orders as Shopify exports them", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("are known by their header; an order is its first row, with the items of all", async () => {
    const { format, orders } = await readHistoryText(folder, [header, first, further, cancelled].join("\n"));
    expect(format).toBe("shopify");
    expect(orders).toMatchObject([
      {
        row: {
          line: 2,
          email: "ann@example.com",
          order: {
            source: "shopify",
            orderId: "7410991464714",
            orderedAt: "2026-06-01T08:00:25.000Z",
            status: "partially_refunded",
            totalMinor: 5391,
            discountMinor: 599,
            refunds: { csv: 1000 },
            cancelled: false,
            country: "DE",
            items: [
              { quantity: 3, title: "Mask", sku: "MSK", totalMinor: 4491 },
              { quantity: 1, title: "Oil", sku: "OIL", totalMinor: 900 },
            ],
          },
        },
        besides: [],
        remarks: [],
      },
      { row: { line: 4, order: { orderId: "7410991464999", cancelled: true } } },
    ]);
    expect(orders).toHaveLength(2);
  });

  it("are known in any order and case of columns", async () => {
    const turned = [header.toUpperCase(), first].map((line) => line.split(",").reverse().join(","));
    const { format, orders } = await readHistoryText(folder, turned.join("\n"));
    expect([format, orders.length]).toEqual(["shopify", 1]);
  });

  it("name nobody where a till sold without an address: a sale all the same", async () => {
    const { orders } = await readHistoryText(folder, [header, first.replace("ann@example.com", "")].join("\n"));
    expect(orders).toMatchObject([{ row: { order: { orderId: "7410991464714", totalMinor: 5391 } } }]);
    expect(orders[0]).not.toHaveProperty("row.email");
    expect(orders[0]).not.toHaveProperty("row.customerId");
  });
});
