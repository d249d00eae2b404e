import { describe, expect, it } from "vitest";
import { shopifyOrder } from "../../support/bodies.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const update = (minute: number) => ({
  id: 7,
  admin_graphql_api_id: "gid://shopify/Customer/7",
  email: "ann@example.com",
  created_at: "2026-01-01T00:00:00Z",
  updated_at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
});

describe("a customer of whom a shop tells again and again", () => {
  it("keeps no more bodies than a row has room for, names every one that is kept, and loses no order's", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    for (let minute = 0; minute < 520; minute++) await world.deliver("shopify", "customers/update", update(minute));
    const holder = [...world.store.rows.holders.values()].find(({ archiveKeys }) => archiveKeys.length > 0);
    const orders = [...world.store.rows.orders.values()];
    const named = [...(holder?.archiveKeys ?? []), ...orders.flatMap((order) => order.archiveKeys)].sort();
    expect(holder?.archiveKeys).toHaveLength(400);
    expect(named).toEqual(world.keptFiles().sort());
    expect(orders[0]?.archiveKeys).toHaveLength(1);
  });
});
