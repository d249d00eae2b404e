import { describe, expect, it } from "vitest";
import { customerIdNamedBy, identityNaming } from "../../../shared/model/identity.ts";
import { joinRefunds } from "../../../shared/recording/join-refunds.ts";
import { shopifyOrder, standardEvent } from "../../support/bodies.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const topic = "order-event";
const refundOf = (id: string) => ({ type: "order.refunded", order: { id: "A-1" }, refund: { id, amountMinor: 100 } });
const outcomeOf = async (...events: readonly unknown[]) => {
  const world = recordingWorld();
  for (const event of events) await world.deliver("standard", topic, event);
  const [order] = world.store.rows.orders.values();
  return { netMinor: order?.netMinor, parked: world.parked.map(({ reason }) => reason) };
};
const listing = (id: string) => JSON.stringify(standardEvent({ refunds: { ID: 250 } })).replace("ID", id);

describe("a refund whose id is the name of something that every object has", () => {
  it.each(["constructor", "toString", "hasOwnProperty", "valueOf", "__defineGetter__"])(
    "%s counts once",
    async (id) => {
      expect(joinRefunds({ x: 1, y: 2 }, { [id]: 100 })).toEqual({ x: 1, y: 2, [id]: 100 });
      const order = standardEvent({});
      expect(await outcomeOf(order, refundOf("x"), refundOf(id), refundOf(id))).toEqual({ netMinor: 2300, parked: [] });
      expect(await outcomeOf(listing(id), refundOf(id))).toEqual({ netMinor: 2250, parked: [] });
    },
  );

  it("__proto__ is parked, for no row can hold it: it does not vanish", async () => {
    expect(await outcomeOf(standardEvent({}), refundOf("__proto__"))).toEqual({
      netMinor: 2500,
      parked: ["wrong-shape"],
    });
    expect(await outcomeOf(listing("__proto__"))).toEqual({ netMinor: undefined, parked: ["wrong-shape"] });
    const refund = { id: "__proto__", refund_line_items: [], transactions: [] };
    for (const [id, reasons] of [
      ["1", []],
      ["__proto__", ["wrong-shape"]],
    ]) {
      const world = recordingWorld();
      await world.deliver("shopify", "orders/create", shopifyOrder({ refunds: [{ ...refund, id }] }));
      expect(world.parked.map(({ reason }) => reason)).toEqual(reasons);
    }
  });
});

it("names a customer of a file by an identity, where the id could be no key of an object", () => {
  expect(customerIdNamedBy("csv:__proto__")).toBe("csv:__proto__");
  expect(identityNaming(customerIdNamedBy("csv:__proto__"))).toBe("csv:__proto__");
  expect(customerIdNamedBy("csv:constructor")).toBe("constructor");
});
