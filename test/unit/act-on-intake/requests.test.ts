import { describe, expect, it } from "vitest";
import { actOnIntake } from "../../../functions/act-on-intake/act-on-intake.ts";
import { incomingKey } from "../../../shared/model/archive-keys.ts";
import { emailIdentity, phoneIdentity } from "../../../shared/model/identity.ts";
import type { Message } from "../../../shared/model/message.ts";
import { partPerson } from "../../../shared/recording/decide-who.ts";
import { shopifyOrder, standardEvent } from "../../support/bodies.ts";
import { hash } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
type Buyer = { id?: number; own?: string; name?: string };

const [VICTIM, OTHER] = ["ann@example.com", "bo@example.com"];
const addressOf = (email: string) => emailIdentity(hash(email));

/** An order with an address that was typed for it, under a customer id, if any, with the address that is its own, if any. */
const order = (world: World, id: number, email: string | null, { id: account, own, name }: Buyer = {}) => {
  const names = { first_name: name ?? null, last_name: null };
  const customer = { id: account, admin_graphql_api_id: null, email: own ?? null, phone: null, ...names };
  return world.deliver(
    "shopify",
    "orders/create",
    shopifyOrder({
      ...{ id, admin_graphql_api_id: null, email, contact_email: null },
      customer: account === undefined ? null : customer,
    }),
  );
};
const redact = (world: World, customer: { id?: number; email?: string }, orders: number[] = []) =>
  world.deliver("shopify", "customers/redact", {
    ...{ shop_domain: "s", orders_to_redact: orders },
    customer: { id: null, email: null, phone: null, ...customer },
  });
const request = (world: World, customer: { id?: number; email?: string }) =>
  world.deliver("shopify", "customers/data_request", {
    ...{ shop_domain: "s", orders_requested: [], data_request: { id: 9 } },
    customer: { id: null, email: null, phone: null, ...customer },
  });
const ordersIn = ({ store }: World) => [...store.rows.orders.keys()].map((key) => Number(key.slice("shopify#".length)));
const exportIn = ({ data }: World): string =>
  [...data.objects]
    .flatMap(([key, bytes]) => (key.startsWith("archive/exports/") ? Buffer.from(bytes).toString() : []))
    .join();
const exportedOrders = (world: World): number[] => [
  ...new Set([...exportIn(world).matchAll(/"orderKey": "shopify#(\d+)"/g)].map(([, id]) => Number(id))),
];
const mailTo = (email: string, customerId: string): Message => ({
  ...{ emailKey: hash(email), messageKey: `win-back#1#${customerId}`, customerId, runId: "r", asOf: "2026-11-20" },
  ...{ owner: "o", state: "sent", claimedAt: "2026-11-20T00:00:00.000Z", locale: "en", expiresAt: 1_900_000_000 },
});

describe("a source's privacy request", () => {
  it("reaches all that bears the customer id, wherever the receipts went, and what it lists of it", async () => {
    const world = recordingWorld();
    for (const [index, email] of ["a@example.com", "b@example.com", "c@example.com", "d@example.com"].entries())
      await order(world, index + 1, email, { id: 9 });
    await order(world, 5, "d@example.com");
    expect(await request(world, { id: 9 })).toEqual({ outcome: "exported", notReached: [addressOf("d@example.com")] });
    expect(exportedOrders(world)).toEqual([1, 2, 3, 4]);
    expect(await redact(world, { id: 9 }, [1, 4])).toEqual({
      outcome: "erased",
      notReached: [addressOf("d@example.com")],
    });
    expect(ordersIn(world)).toEqual([5]);
    expect(exportIn(world)).toBe("");
    await world.lookAgain();
    expect(JSON.stringify([...world.store.rows.holders, ...world.store.rows.customers])).not.toContain("shopify:9");
    expect(await redact(world, { id: 9 }, [1, 4])).toEqual({ outcome: "erased-before" });
  });

  it("reaches a guest's order at an own address, though it comes when the request had been read", async () => {
    const world = recordingWorld();
    await order(world, 1, VICTIM, { id: 7, own: VICTIM, name: "Ann" });
    const receivedAt = "2026-11-20T12:00:00.000Z";
    const archiveKey = incomingKey({ source: "shopify", receivedAt }, "ab");
    const body = { shop_domain: "s", orders_to_redact: [], customer: { id: 7, email: null, phone: null } };
    await world.data.write(archiveKey, JSON.stringify(body));
    const message = { source: "shopify", topic: "customers/redact", archiveKey, receivedAt };
    let isFirst = true;
    const lookAgain: World["deps"]["lookAgain"] = async (look) => {
      if (isFirst) {
        isFirst = false;
        await order(world, 2, VICTIM);
      }
      return world.deps.lookAgain(look);
    };
    expect(await actOnIntake(JSON.stringify(message), { ...world.deps, lookAgain })).toEqual({ outcome: "erased" });
    await world.lookAgain();
    expect([ordersIn(world), world.store.rows.holders.size]).toEqual([[], 0]);
  });

  it("reaches all of a customer id with more addresses than its row has room for", async () => {
    const world = recordingWorld();
    for (let id = 0; id < 70; id++) await order(world, id, `giftee${id}@example.com`, { id: 9 });
    expect(await redact(world, { id: 9 })).toEqual({ outcome: "erased" });
    expect(ordersIn(world)).toEqual([]);
    await world.lookAgain();
    expect([world.store.rows.holders.size, world.store.rows.identities.size]).toEqual([0, 0]);
  });

  it("reaches all that bears the customer id where an operator parted it; to whom an address goes, their own orders stay", async () => {
    const world = recordingWorld();
    await order(world, 1, VICTIM, { id: 9 });
    await order(world, 2, OTHER, { id: 9 });
    await order(world, 3, OTHER);
    const word = { at: "2026-11-20T13:00:00.000Z", by: "operator" };
    await partPerson([[addressOf(VICTIM)], [addressOf(OTHER)]], word, world.deps);
    expect(await redact(world, { id: 9 })).toEqual({ outcome: "erased", notReached: [addressOf(OTHER)] });
    expect(ordersIn(world)).toEqual([3]);
    const bo = [...world.store.rows.customers.values()].find(({ identities }) => identities.includes(addressOf(OTHER)));
    expect(bo?.holders).toEqual([addressOf(OTHER)]);
  });

  it("does not reach what was ordered at an address that the customer id has but typed", async () => {
    for (const name of [undefined, "Ann"]) {
      const world = recordingWorld();
      await order(world, 1, VICTIM);
      await order(world, 2, VICTIM, { id: 9, ...(name && { name }) });
      await world.deliver("standard", "order-event", standardEvent({ id: "3", customer: { id: "5", email: VICTIM } }));
      await world.store.claimMessage(mailTo(VICTIM, "standard:5"));
      expect(await request(world, { id: 9 })).toMatchObject({
        notReached: expect.arrayContaining([addressOf(VICTIM), "standard:5"]),
      });
      expect([exportedOrders(world), exportIn(world).includes("win-back")]).toEqual([[2], false]);
      expect(await redact(world, { id: 9 })).toMatchObject({ outcome: "erased" });
      expect([...world.store.rows.orders.keys()].sort()).toEqual(["shopify#1", "standard#3"]);
      expect([world.store.rows.messages.size, world.store.rows.suppressions.size]).toEqual([1, 0]);
    }
  });

  it("reaches guests' orders at an address that is the customer id's own, under no other name", async () => {
    const world = recordingWorld();
    await order(world, 1, VICTIM);
    await order(world, 2, VICTIM, { id: 9, own: VICTIM, name: "Ann" });
    await order(world, 3, OTHER, { id: 8, own: OTHER, name: "Bo" });
    await world.deliver(
      "standard",
      "order-event",
      standardEvent({ id: "4", customer: { email: OTHER, firstName: "Carl", lastName: "Cole" } }),
    );
    expect(await redact(world, { id: 9, email: VICTIM })).toEqual({ outcome: "erased" });
    expect(await redact(world, { id: 8, email: OTHER })).toEqual({ outcome: "erased", notReached: [addressOf(OTHER)] });
    expect([...world.store.rows.orders.keys()]).toEqual(["standard#4"]);
  });

  it("does not reach another source's customer id at an address that both have for their own", async () => {
    const world = recordingWorld();
    const own = { email: VICTIM, firstName: "Vic" };
    const updated = { type: "customer.updated", updatedAt: "2026-05-01T10:00:00Z", customer: { id: "63", ...own } };
    await world.deliver("standard", "order-event", updated);
    await world.deliver("standard", "order-event", standardEvent({ id: "1", customer: { id: "63", ...own } }));
    await order(world, 2, VICTIM, { id: 9, own: VICTIM, name: "Vic" });
    const listed = { outcome: "erased", notReached: ["standard:63"] };
    expect(await redact(world, { id: 9, email: VICTIM })).toEqual(listed);
    expect([...world.store.rows.orders.keys()]).toEqual(["standard#1"]);
  });

  it("does not take an address for an account's own that nobody has shown to be", async () => {
    const world = recordingWorld();
    const customer = { id: 9, admin_graphql_api_id: null, email: VICTIM, phone: null, verified_email: false };
    const created = { ...customer, updated_at: "2026-05-01T10:00:00Z" };
    await order(world, 1, VICTIM);
    await world.deliver("shopify", "customers/create", created);
    await world.deliver(
      "shopify",
      "orders/create",
      shopifyOrder({ id: 2, email: VICTIM, contact_email: null, customer }),
    );
    expect([...world.store.rows.holders.values()].filter(({ own }) => own)).toEqual([]);
    await redact(world, { id: 9 });
    expect(ordersIn(world)).toEqual([1]);
  });

  it("of a customer id that nothing was told of holds nothing: what the address leads to is listed", async () => {
    const world = recordingWorld();
    await order(world, 1, VICTIM);
    await order(world, 2, VICTIM, { id: 7, own: VICTIM });
    await order(world, 3, OTHER);
    const theirs = { outcome: "not-found", notReached: [addressOf(VICTIM), "shopify:7"] };
    expect(await request(world, { id: 9, email: VICTIM })).toEqual(theirs);
    expect(await redact(world, { id: 9, email: VICTIM })).toEqual(theirs);
    expect(await redact(world, { id: 19, email: OTHER })).toEqual({
      outcome: "not-found",
      notReached: [addressOf(OTHER)],
    });
    expect([ordersIn(world), exportIn(world), world.store.rows.suppressions.size]).toEqual([[1, 2, 3], "", 0]);
    // A guest's order that the shop itself lists, with the address that it gives for them.
    expect(await redact(world, { id: 20, email: OTHER }, [3])).toEqual({ outcome: "erased" });
    expect(ordersIn(world)).toEqual([1, 2]);
  });

  it("lists whose an order is that it names, and that is another's", async () => {
    const world = recordingWorld();
    await order(world, 1, VICTIM, { id: 7, own: VICTIM });
    await order(world, 2, OTHER, { id: 9, own: OTHER });
    expect(await redact(world, { id: 9 }, [1, 2])).toEqual({ outcome: "erased", notReached: ["shopify:7"] });
    expect(ordersIn(world)).toEqual([1]);
  });

  it("tells what it does not reach before anything goes: an attempt after one that died finds less of it", async () => {
    const world = recordingWorld();
    await order(world, 1, VICTIM);
    await order(world, 2, VICTIM, { id: 9 });
    const { noteErasures } = world.deps;
    Object.assign(world.deps, {
      noteErasures: async (...note: Parameters<typeof noteErasures>) => {
        if (note[1].finished && world.store.rows.orders.size === 1) throw new Error("the power went");
        return noteErasures(...note);
      },
    });
    await expect(redact(world, { id: 9 })).rejects.toThrow("the power went");
    expect(world.toldNotReached).toEqual([addressOf(VICTIM)]);
    Object.assign(world.deps, { noteErasures });
    await redact(world, { id: 9 });
    expect(ordersIn(world)).toEqual([1]);
  });

  it("without a customer id is about the address; without either, about the phone number", async () => {
    const world = recordingWorld();
    const event = (id: string, customer: object) =>
      world.deliver("standard", "order-event", standardEvent({ id, customer }));
    await event("1", { email: VICTIM });
    await event("2", { phone: "+491701234567" });
    await event("3", { id: "5", phone: "+491701234567" });
    const ask = (customer: object) => world.deliver("standard", "order-event", { type: "customer.redact", customer });
    expect(await ask({ email: VICTIM })).toEqual({ outcome: "erased" });
    expect(await ask({ phone: "+491701234567" })).toEqual({ outcome: "erased", notReached: ["standard:5"] });
    expect([...world.store.rows.orders.keys()]).toEqual(["standard#3"]);
    expect(phoneIdentity(hash("+491701234567"))).toContain("phone:");
  });
});
