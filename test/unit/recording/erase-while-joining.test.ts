import { expect, it } from "vitest";
import type { Order } from "../../../shared/model/order.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { shopifyOrder, shopifyRefund } from "../../support/bodies.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const AT = "2026-11-21T00:00:00.000Z";

it("takes an order that named nobody, though its copy comes to the person only when they are marked", async () => {
  const world = recordingWorld();
  const { deps, store } = world;
  await world.deliver("shopify", "refunds/create", shopifyRefund({}));
  const { replaceOrder } = deps;
  const late: [Order | undefined, Order][] = [];
  deps.replaceOrder = async (before, after) => {
    if (after.customerId !== "shopify:7") return replaceOrder(before, after);
    late.push([before, after]);
    throw new Error("killed");
  };
  await expect(world.deliver("shopify", "orders/create", shopifyOrder({}))).rejects.toThrow("killed");
  deps.replaceOrder = replaceOrder;
  expect(store.rows.customers.get("order:shopify#5001")).toMatchObject({ mergedInto: "shopify:7" });

  // Where it looks again is noted twice: before anybody is marked, and after.
  let notes = 0;
  const write: typeof deps.data.write = async (...note) => {
    if (++notes === 2) for (const [before, after] of late.splice(0)) await replaceOrder(before, after);
    return deps.data.write(...note);
  };
  const erasing = { now: AT, askedAt: AT };
  await eraseCustomer(["shopify:7"], erasing, { ...deps, data: { ...deps.data, write } });
  expect(late).toEqual([]);
  await world.lookAgain();
  expect([...store.rows.orders.keys(), ...store.rows.customers.keys(), ...store.rows.identities.keys()]).toEqual([]);
});
