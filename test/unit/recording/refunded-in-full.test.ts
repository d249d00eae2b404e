import { describe, expect, it } from "vitest";
import { foldOrder } from "../../../shared/recording/fold-order.ts";
import { shopifyOrder, wooOrder } from "../../support/bodies.ts";
import { factsOf } from "../../support/order-facts.ts";
import { settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const key = { customerId: "shopify:7", orderKey: "shopify#1" };

describe("an order that is refunded without a refund", () => {
  it("is worth nothing, also of two states in one second, whichever comes first", () => {
    const states = [{ facts: factsOf({ status: "paid" }) }, { facts: factsOf({ status: "refunded" }) }];
    for (const [first = {}, second = {}] of [states, states.toReversed()]) {
      const order = foldOrder(key, foldOrder(key, undefined, first, settings()), second, settings());
      expect([order.facts?.status, order.netMinor, order.counted.state]).toEqual(["refunded", 0, "not-counted"]);
    }
  });

  it("keeps of refunds what its source lists, whatever the source", async () => {
    const world = recordingWorld();
    await world.deliver("woocommerce", "order.updated", wooOrder({ status: "refunded", refunds: [] }));
    await world.deliver("shopify", "orders/updated", shopifyOrder({ financial_status: "refunded", refunds: [] }));
    const orders = [...world.store.rows.orders.values()];
    expect(orders.map(({ netMinor, facts }) => [netMinor, facts?.refunds])).toEqual([
      [0, {}],
      [0, {}],
    ]);
  });
});
