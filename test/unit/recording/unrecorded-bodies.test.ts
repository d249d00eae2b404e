import { stringify } from "lossless-json";
import { describe, expect, it } from "vitest";
import { actOnIntake } from "../../../functions/act-on-intake/act-on-intake.ts";
import { incomingKey } from "../../../shared/model/archive-keys.ts";
import type { WebhookSource } from "../../../shared/model/order.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { findUnrecorded } from "../../../shared/recording/unrecorded-bodies.ts";
import { shopifyOrder, shopifyRefund, standardEvent, wooOrder } from "../../support/bodies.ts";
import { hash } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
const ERASED_AT = "2026-11-21T00:00:00.000Z";
const BEFORE = "2026-11-19T20:00:00.000Z";
const receivedAt = "2026-11-20T23:59:00.000Z";

/** A body that the door has archived, and whose message has not come yet. */
const putOnItsWay = async (world: World, source: WebhookSource, topic: string, body: unknown) => {
  const archiveKey = incomingKey({ source, receivedAt }, "ab");
  await world.data.write(archiveKey, JSON.stringify(body));
  return {
    archiveKey,
    arrive: () => actOnIntake(JSON.stringify({ source, topic, archiveKey, receivedAt }), world.deps),
  };
};

const erase = async (world: World, identity: string) => {
  await eraseCustomer([identity], { now: ERASED_AT, askedAt: ERASED_AT }, world.deps);
  await world.lookAgain();
};

const ordersIn = ({ store }: World) => [...store.rows.orders.values()].map(({ orderKey }) => orderKey).sort();

const wooBuyer = (name: string) => ({
  first_name: name,
  last_name: name,
  email: name === "" ? "" : `${name}@example.com`,
  phone: "",
  country: "US",
});

const queenie = (id: number, note: string) =>
  shopifyOrder({
    id,
    admin_graphql_api_id: null,
    email: "queenie@example.com",
    contact_email: "queenie@example.com",
    customer: { id: 8, admin_graphql_api_id: null, email: "queenie@example.com", phone: null },
    note,
  });

describe("a parked body that nobody can read", () => {
  const text = JSON.stringify(shopifyOrder({ id: 5002, note: "f\xfcr Ann" }));
  it.each([
    ["is cut off", Buffer.from(text.slice(0, -2)), "broken-json"],
    ["is Latin-1", Buffer.from(text, "latin1"), "not-utf8"],
    ["is UTF-16", Buffer.from(`\ufeff${text}`, "utf16le"), "not-utf8"],
  ])("goes with the person whose address is in it, where it %s", async (_what, body, reason) => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({}), BEFORE);
    expect(await world.deliver("shopify", "orders/create", body, BEFORE)).toEqual({ outcome: "parked", reason });
    await erase(world, "shopify:7");
    expect(world.keptFiles()).toEqual([]);
  });
});

describe("a body on its way when its person is erased", () => {
  it("costs no order of others whose numbers stand in it as those of lines and taxes", async () => {
    const world = recordingWorld();
    const till = wooOrder({ id: 315, customer_id: 0, billing: wooBuyer("") });
    await world.deliver("woocommerce", "order.updated", till, BEFORE);
    const line = { id: 315, name: "Mug", sku: "mug", quantity: 1, total: "29.35", price: 29.35 };
    const theirs = wooOrder({ id: 901, customer_id: 44, billing: wooBuyer("pia"), line_items: [line] });
    const body = { ...theirs, tax_lines: [{ id: 316 }] };
    const { arrive } = await putOnItsWay(world, "woocommerce", "order.updated", body);
    await erase(world, "woocommerce:44");
    const late = wooOrder({ id: 316, customer_id: 55, billing: wooBuyer("quentin") });
    expect(await world.deliver("woocommerce", "order.updated", late, BEFORE)).toMatchObject({ outcome: "recorded" });
    expect(ordersIn(world)).toEqual(["woocommerce#315", "woocommerce#316"]);
    expect(await arrive()).toEqual({ outcome: "erased-before" });
  });

  it("costs no order whose number is the person's own", async () => {
    const world = recordingWorld();
    const event = (id: string, customer: Record<string, string>) => standardEvent({ id, customer });
    const pia = { id: "77", email: "pia@example.com" };
    await world.deliver("standard", "order-event", event("500", pia), BEFORE);
    await putOnItsWay(world, "standard", "order-event", event("501", pia));
    await erase(world, "standard:77");
    await world.deliver("standard", "order-event", event("77", { email: "quentin@example.com" }), BEFORE);
    expect(ordersIn(world)).toEqual(["standard#77"]);
  });

  it("goes where it is a refund of an order of theirs, and names nobody", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/updated", shopifyOrder({}), BEFORE);
    const { arrive } = await putOnItsWay(world, "shopify", "refunds/create", shopifyRefund({ order_id: 5001 }));
    await erase(world, "shopify:7");
    expect(await arrive()).toEqual({ outcome: "erased-before" });
    expect(ordersIn(world)).toEqual([]);
  });

  it("is recorded where it is somebody else's, and mentions them in a note", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/updated", shopifyOrder({}), BEFORE);
    const gift = queenie(6002, "a gift, please tell ann@example.com");
    const { arrive } = await putOnItsWay(world, "shopify", "orders/updated", gift);
    await erase(world, "shopify:7");
    expect(await arrive()).toMatchObject({ outcome: "recorded", customerId: "shopify:8" });
    expect(ordersIn(world)).toEqual(["shopify#6002"]);
  });

  it("tells of nobody else where nobody understands it: it is erased by its mention alone", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/updated", shopifyOrder({}), BEFORE);
    await world.deliver("shopify", "refunds/create", shopifyRefund({ order_id: 6002 }), BEFORE);
    const body = { id: 6002, order_id: 6002, mail: "ann@example.com" };
    const { arrive } = await putOnItsWay(world, "shopify", "orders/updated", body);
    await erase(world, "shopify:7");
    expect(ordersIn(world)).toEqual(["shopify#6002"]);
    expect(await arrive()).toEqual({ outcome: "erased-before" });
  });
});

describe("a parked privacy request", () => {
  const redaction = (customer: object) => ({ shop_domain: "s", customer, orders_to_redact: [] });
  const buyer = (id: number, email: string) =>
    shopifyOrder({
      id: 9_000 + id,
      admin_graphql_api_id: null,
      email,
      contact_email: email,
      customer: { id, admin_graphql_api_id: null, email, phone: null },
    });
  const park = async (world: World, body: object) => {
    const archiveKey = `archive/poison/shopify/${receivedAt.replaceAll(":", "-")}/cd.json`;
    await world.data.write(archiveKey, JSON.stringify(body));
    return {
      text: async () => Buffer.from((await world.data.read(archiveKey)) ?? []).toString(),
      sendBack: () =>
        actOnIntake(
          JSON.stringify({ source: "shopify", topic: "customers/redact", archiveKey, receivedAt }),
          world.deps,
        ),
    };
  };

  it("goes with the person it names when they are erased by another way, and ends when it is sent back", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/updated", buyer(8, "queenie@example.com"), BEFORE);
    const parked = await park(world, redaction({ id: 8, email: "queenie@example.com", phone: null }));
    await erase(world, "shopify:8");
    expect(await parked.text()).not.toContain("queenie");
    expect(await parked.sendBack()).toEqual({ outcome: "erased-before" });
  });

  it("stays while it names somebody who is not erased; sent back, it lists whose the address is, for it opens nobody's data", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/updated", buyer(8, "queenie@example.com"), BEFORE);
    await world.deliver("shopify", "orders/updated", buyer(9, "rosa@example.com"), BEFORE);
    const parked = await park(world, redaction({ id: 8, email: "rosa@example.com", phone: null }));
    await erase(world, "shopify:8");
    expect(await parked.text()).toContain("rosa");
    expect(await parked.sendBack()).toEqual({ outcome: "erased-before", notReached: ["shopify:9"] });
    expect(ordersIn(world)).toEqual(["shopify#9009"]);
    expect(await parked.text()).not.toContain("rosa");
  });
});

describe("a parked body in which nobody but an id is found", () => {
  it.each([
    ["stripe", { type: "charge.succeeded", data: { object: { customer: "cus_1", amount: null } } }, "stripe:cus_1"],
    ["saleor", { __typename: "OrderUpdated", order: { user: { id: "VXNlcjox" } } }, "saleor:VXNlcjox"],
    ["shopware", { data: { event: "checkout.order.placed", payload: { customerId: "c1" } } }, "shopware:c1"],
    ["shopify", { customer: { state: "x", tags: [], id: 77 } }, "shopify:77"],
    [
      "stripe",
      { type: "charge.succeeded", data: { object: { payer: { object: "customer", id: "cus_9" } } } },
      "stripe:cus_9",
    ],
    ["square", { data: { object: { customer: { given_name: "Ann", id: "SQ1" } } } }, "square:SQ1"],
    ["woocommerce", { id: 9007199254740993n, first_name: "Ann", total: undefined }, "woocommerce:9007199254740993"],
    ["youzan", { msg: encodeURIComponent('{"buyer_info":{"x":1,"yz_open_id":"y1"}}') }, "youzan:y1"],
    ["youzan", { msg: encodeURIComponent('{"buyer":"ann@example.com"}') }, `email:${hash("ann@example.com")}`],
    ["standard", { type: "x", customer: { id: "shopify:7", firstName: "Ann" } }, "shopify:7"],
    ["standard", { customer: { phone: "4917012345678" } }, `phone:${hash("+4917012345678")}`],
  ] as const)("of %s goes with that id", async (source, body, identity) => {
    const world = recordingWorld();
    const text = stringify(body) ?? "";
    expect(await world.deliver(source, "event", text, BEFORE)).toMatchObject({ outcome: "parked" });
    const [parked] = await findUnrecorded((name) => name === identity, { askedAt: ERASED_AT }, world.deps);
    expect(parked?.key).toContain(`archive/poison/${source}/`);
  });

  it("of many that wait is found among those that are read side by side, in their order", async () => {
    const world = recordingWorld();
    const body = (id: number) => ({
      type: "charge.succeeded",
      data: { object: { payer: { object: "customer", id } } },
    });
    for (let at = 0; at < 50; at++) await world.deliver("stripe", "event", stringify(body(at)) ?? "", BEFORE);
    let [inFlight, most] = [0, 0];
    const read = async (key: string) => {
      most = Math.max(most, ++inFlight);
      await new Promise((resume) => setTimeout(resume, 1));
      inFlight -= 1;
      return world.deps.data.read(key);
    };
    const deps = { ...world.deps, data: { ...world.deps.data, read } };
    const all = await findUnrecorded((name) => name.startsWith("stripe:"), { askedAt: ERASED_AT }, deps);
    const keys = all.map(({ key }) => key);
    expect([keys.length, keys]).toEqual([50, [...keys].sort()]);
    expect(most).toBeGreaterThan(8);
  });

  it.each([
    ["a colleague's id", { id: 5, user_id: 77, line_items: [{ id: 77 }] }],
    ["the id of an order that somebody is named in", { order: { id: 77, first_name: "Ann", total: "9.00" } }],
  ])("stays for %s", async (_what, body) => {
    const world = recordingWorld();
    await world.deliver("woocommerce", "order.updated", body, BEFORE);
    expect(await findUnrecorded((name) => name === "woocommerce:77", { askedAt: ERASED_AT }, world.deps)).toEqual([]);
  });
});
