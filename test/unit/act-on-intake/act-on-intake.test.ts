import { describe, expect, it } from "vitest";
import { actOnIntake } from "../../../functions/act-on-intake/act-on-intake.ts";
import { incomingKey } from "../../../shared/model/archive-keys.ts";
import { consentFor } from "../../../shared/model/consent.ts";
import { isSomebody } from "../../../shared/model/customer.ts";
import { ConflictError } from "../../../shared/model/errors.ts";
import { phoneIdentity } from "../../../shared/model/identity.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { erasureKeyOf } from "../../../shared/recording/erasure-notes.ts";
import { decodePurchaseDays } from "../../../shared/scoring/summaries/purchase-days.ts";
import { shopifyOrder, shopifyRefund, standardEvent, wooOrder } from "../../support/bodies.ts";
import { hash, settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

/** An order, as the row of whose it is names it; of an order that names nobody, "". */
const orderIn = async (world: ReturnType<typeof recordingWorld>, customerId: string, orderKey: string) => {
  const order = world.store.rows.orders.get(orderKey);
  const holders = world.store.rows.customers.get(customerId)?.holders ?? [];
  if (!order || (customerId !== "" && !holders.includes(order.holder ?? "")))
    throw new Error(`no order ${orderKey} of ${customerId}`);
  return order;
};

const consentOf = async (world: ReturnType<typeof recordingWorld>, id: string) => {
  const customer = await world.store.readCustomer(id);
  return customer && consentFor(customer.consents, customer.emailKey);
};

describe("actOnIntake with Shopify's bodies", () => {
  it("records an order and its customer", async () => {
    const world = recordingWorld();
    const outcome = await world.deliver("shopify", "orders/create", shopifyOrder({}));
    expect(outcome).toEqual({ outcome: "recorded", customerId: "shopify:7" });
    expect(await orderIn(world, "shopify:7", "shopify#5001")).toMatchObject({
      counted: { state: "counted" },
      netMinor: 5990,
      day: "2026-11-19",
      facts: { discountMinor: 500, status: "paid", items: [{ sku: "TEA", quantity: 2 }] },
    });
    const customer = await world.store.readCustomer("shopify:7");
    expect(customer).toMatchObject({
      identities: ["shopify:7", `email:${hash("ann@example.com")}`],
      emailKey: hash("ann@example.com"),
      profile: { email: "ann@example.com", firstName: "Ann", locale: "en-US", country: "US" },
      consents: { granted: {} },
      sources: ["shopify"],
      currency: "USD",
    });
    expect(decodePurchaseDays(customer?.days ?? new Uint8Array())).toMatchObject([{ orders: 1, netMinor: 5990 }]);
    expect(await world.deliver("shopify", "orders/create", shopifyOrder({}))).toMatchObject({ outcome: "unchanged" });
  });

  it("keeps ids beyond 2^53 apart, and trusts the GraphQL name where the number was rounded", async () => {
    const world = recordingWorld();
    const body = (id: string) =>
      JSON.stringify(shopifyOrder({ admin_graphql_api_id: undefined })).replace('"id":5001', `"id":${id}`);
    await world.deliver("shopify", "orders/create", body("820982911946154508"));
    await world.deliver("shopify", "orders/create", body("820982911946154500"));
    await world.deliver(
      "shopify",
      "orders/create",
      shopifyOrder({ id: 820982911946154500, admin_graphql_api_id: "gid://shopify/Order/820982911946154511" }),
    );
    const keys = [...world.store.rows.orders.keys()].sort();
    expect(keys).toEqual(["shopify#820982911946154500", "shopify#820982911946154508", "shopify#820982911946154511"]);
  });

  it("finds the place of a refund that comes before its order", async () => {
    const world = recordingWorld();
    const refund = await world.deliver("shopify", "refunds/create", shopifyRefund({}));
    expect(refund).toEqual({ outcome: "recorded" });
    expect(await orderIn(world, "", "shopify#5001")).toMatchObject({
      counted: { reason: "incomplete" },
    });
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    expect(await orderIn(world, "shopify:7", "shopify#5001")).toMatchObject({ netMinor: 5990 - 2214 });
    expect([...world.store.rows.customers.values()].filter(isSomebody)).toHaveLength(1);
  });

  it("takes a refund off once, whether it comes alone, with the order, or both ways", async () => {
    const world = recordingWorld();
    const refunded = shopifyOrder({
      updated_at: "2026-11-20T10:00:01-05:00",
      current_total_price: "37.76",
      financial_status: "partially_refunded",
      refunds: [shopifyRefund({})],
    });
    await world.deliver("shopify", "orders/updated", refunded);
    await world.deliver("shopify", "refunds/create", shopifyRefund({}));
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    expect(await orderIn(world, "shopify:7", "shopify#5001")).toMatchObject({
      netMinor: 3776,
      facts: { totalMinor: 5990, refunds: { "9001": 2214 } },
    });
  });

  it("trusts current_total_price where refunds do not add up to it", async () => {
    const world = recordingWorld();
    await world.deliver(
      "shopify",
      "orders/updated",
      shopifyOrder({ current_total_price: "10.00", refunds: [shopifyRefund({})] }),
    );
    expect(await orderIn(world, "shopify:7", "shopify#5001")).toMatchObject({ netMinor: 1000 });
  });

  it.each([
    ["test", { test: true }],
    ["cancelled", { cancelled_at: "2026-11-19T11:00:00-05:00" }],
    ["unpaid", { financial_status: "pending" }],
    ["unpaid", { financial_status: "voided" }],
    ["unpaid", { financial_status: null }],
    ["gift-card", { line_items: [{ ...shopifyOrder({}).line_items[0], gift_card: true }] }],
    ["other-currency", { currency: "EUR" }],
    ["other-currency", { currency: "IRT", total_price: 4450000, current_total_price: null }],
    ["zero-value", { total_price: "0.00", current_total_price: "0.00" }],
    ["refunded-in-full", { financial_status: "refunded", current_total_price: "59.90" }],
    ["negative-value", { total_price: "-5.00", current_total_price: "-5.00" }],
    ["in-the-future", { processed_at: "2031-01-01T00:00:00Z" }],
  ])("keeps an order and does not count it: %s", async (reason, more) => {
    const world = recordingWorld();
    expect(await world.deliver("shopify", "orders/updated", shopifyOrder(more))).toMatchObject({ outcome: "recorded" });
    expect(await orderIn(world, "shopify:7", "shopify#5001")).toMatchObject({
      counted: { state: "not-counted", reason },
    });
    expect((await world.store.readCustomer("shopify:7"))?.days).toEqual(new Uint8Array());
  });

  it("counts orders of no value where the settings say so", async () => {
    const world = recordingWorld(settings({ orders: { countZeroValue: true } }));
    await world.deliver("shopify", "orders/create", shopifyOrder({ total_price: "0.00", current_total_price: "0.00" }));
    expect(await orderIn(world, "shopify:7", "shopify#5001")).toMatchObject({
      counted: { state: "counted" },
      netMinor: 0,
    });
  });

  it("lets paid win over pending of the same second, whichever comes first", async () => {
    for (const statuses of [
      ["paid", "pending"],
      ["pending", "paid"],
    ]) {
      const world = recordingWorld();
      for (const financial_status of statuses)
        await world.deliver("shopify", "orders/updated", shopifyOrder({ financial_status }));
      expect(await orderIn(world, "shopify:7", "shopify#5001")).toMatchObject({ facts: { status: "paid" } });
    }
  });

  it("keeps a deleted order deleted when an older state of it comes late", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/delete", { id: 5001 });
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    expect(await orderIn(world, "shopify:7", "shopify#5001")).toMatchObject({ counted: { reason: "deleted" } });
  });

  it.each([
    ["an empty address", { email: "", contact_email: null, customer: null }],
    ["no address at all", { email: undefined, contact_email: undefined, customer: undefined }],
    ["an address that is none", { email: "at the counter", contact_email: null, customer: null }],
  ])("records an order with %s as a sale of nobody", async (_what, more) => {
    const world = recordingWorld();
    const outcome = await world.deliver("shopify", "orders/create", shopifyOrder(more));
    expect(outcome).toEqual({ outcome: "recorded", customerId: "sales:order:shopify#5001" });
    const sale = await world.store.readCustomer("sales:order:shopify#5001");
    expect(sale).toMatchObject({ sales: true, identities: [], profile: {} });
  });

  it("keeps names as they are: HTML, formulas, right-to-left, emoji, addresses beyond ASCII", async () => {
    const world = recordingWorld();
    const names = { first_name: "<img src=x onerror=alert(1)>", last_name: '=HYPERLINK("x") \u202Eمحمد 🫖' };
    const customer = { ...shopifyOrder({}).customer, ...names, email: "王小明@例子.公司" };
    await world.deliver("shopify", "orders/create", shopifyOrder({ customer, email: "王小明@例子.公司" }));
    expect((await world.store.readCustomer("shopify:7"))?.profile).toMatchObject({
      firstName: names.first_name,
      lastName: names.last_name,
      email: "王小明@例子.公司",
    });
  });

  it("takes a ticked box for a soft opt-in, and what the customer said for more than that", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({ buyer_accepts_marketing: true }));
    expect(await consentOf(world, "shopify:7")).toMatchObject({
      state: "granted",
      basis: "soft-opt-in",
    });
    const said = (state: string, at: string | null) => ({
      customer_id: 7,
      email_address: "ann@example.com",
      email_marketing_consent: { state, opt_in_level: null, consent_updated_at: at },
    });
    const topic = "customers_email_marketing_consent/update";
    await world.deliver("shopify", topic, said("unsubscribed", "2026-01-01T00:00:00Z"));
    await world.deliver("shopify", topic, said("not_subscribed", null));
    expect(await consentOf(world, "shopify:7")).toMatchObject({ state: "denied", basis: "explicit" });
    await world.deliver("shopify", topic, said("subscribed", "2026-02-01T00:00:00Z"));
    expect(await consentOf(world, "shopify:7")).toMatchObject({
      state: "granted",
      basis: "explicit",
    });
  });
});

describe("actOnIntake with WooCommerce's bodies", () => {
  it("reads GMT times, negative refunds as strings, guests and numbers that are no integers", async () => {
    const world = recordingWorld();
    const body = wooOrder({ refunds: [{ id: 3, reason: "", total: "-16.20" }] });
    const outcome = await world.deliver("woocommerce", "order.updated", body);
    const customerId = `email:${hash("bo@example.com")}`;
    expect(outcome).toEqual({ outcome: "recorded", customerId });
    expect(await orderIn(world, customerId, "woocommerce#727")).toMatchObject({
      netMinor: 1315,
      facts: {
        orderedAt: "2026-11-19T15:00:00.000Z",
        refunds: { "3": 1620 },
        items: [{ quantity: 1.5, totalMinor: 2935 }],
      },
    });
  });

  it("raises the value again when a refund is deleted, and counts only statuses that mean paid", async () => {
    const world = recordingWorld();
    const customerId = `email:${hash("bo@example.com")}`;
    await world.deliver("woocommerce", "order.updated", wooOrder({ refunds: [{ id: 3, total: "-16.20" }] }));
    await world.deliver("woocommerce", "order.updated", wooOrder({ date_modified_gmt: "2026-11-20T00:00:00" }));
    expect(await orderIn(world, customerId, "woocommerce#727")).toMatchObject({ netMinor: 2935 });
    await world.deliver("woocommerce", "order.updated", wooOrder({ id: 728, status: "bslm-preparation" }));
    expect(await orderIn(world, customerId, "woocommerce#728")).toMatchObject({ counted: { reason: "unpaid" } });
  });

  it("drops meta_data: what plugins write there is no business of ours", async () => {
    const world = recordingWorld();
    await world.deliver("woocommerce", "order.created", wooOrder({}));
    expect(JSON.stringify([...world.store.rows.customers, ...world.store.rows.orders])).not.toContain("private");
  });

  it("counts a restored order again", async () => {
    const world = recordingWorld();
    await world.deliver("woocommerce", "order.created", wooOrder({}), "2026-11-20T12:00:00.000Z");
    await world.deliver("woocommerce", "order.deleted", { id: 727 }, "2026-11-20T12:30:00.000Z");
    const placeOf = () => orderIn(world, `email:${hash("bo@example.com")}`, "woocommerce#727");
    expect(await placeOf()).toMatchObject({ counted: { reason: "deleted" } });
    const restored = wooOrder({ date_modified_gmt: "2026-11-20T13:00:00" });
    await world.deliver("woocommerce", "order.restored", restored, "2026-11-20T13:00:10.000Z");
    expect(await placeOf()).toMatchObject({ counted: { state: "counted" } });
  });

  it.each([
    ["before its deletion was delivered", "order.restored", "2026-11-20T12:20:00"],
    ["without a new time of its own", "order.updated", "2026-11-19T15:00:08"],
  ])("counts an order again that was restored %s", async (_what, topic, date_modified_gmt) => {
    const world = recordingWorld();
    await world.deliver("woocommerce", "order.created", wooOrder({}), "2026-11-20T12:00:00.000Z");
    await world.deliver("woocommerce", "order.deleted", { id: 727 }, "2026-11-20T12:30:00.000Z");
    await world.deliver("woocommerce", topic, wooOrder({ date_modified_gmt }), "2026-11-20T12:31:00.000Z");
    expect(await orderIn(world, `email:${hash("bo@example.com")}`, "woocommerce#727")).toMatchObject({
      counted: { state: "counted" },
    });
  });
});

describe("actOnIntake with what it cannot understand", () => {
  it.each([
    ["unknown-currency", "shopify", "orders/create", shopifyOrder({ currency: "example string" })],
    ["unknown-currency", "shopify", "orders/create", shopifyOrder({ currency: "EUX" })],
    ["unknown-currency", "woocommerce", "order.created", wooOrder({ currency: "EUX" })],
    ["unknown-currency", "standard", "order-event", standardEvent({ currency: "EUX" })],
    ["bad-amount", "shopify", "orders/create", shopifyOrder({ total_price: "59,90" })],
    ["bad-amount", "shopify", "orders/create", shopifyOrder({ total_price: "1e30" })],
    ["bad-time", "shopify", "orders/create", shopifyOrder({ updated_at: "2026-11-19T10:00:00" })],
    ["in-the-future", "shopify", "orders/create", shopifyOrder({ updated_at: "2031-01-01T00:00:00Z" })],
    ["in-the-future", "standard", "order-event", standardEvent({ updatedAt: "2099-01-01T00:00:00Z" })],
    [
      "unknown-consent-state",
      "shopify",
      "customers_email_marketing_consent/update",
      { customer_id: 7, email_address: "ann@example.com", email_marketing_consent: { state: "maybe" } },
    ],
    ["wrong-shape", "woocommerce", "order.created", { hello: "ann@example.com" }],
    ["broken-json", "woocommerce", "order.created", "{"],
    ["no-topic", "shopify", "", shopifyOrder({})],
    ["not-utf8", "woocommerce", "order.created", Buffer.from('{"name":"M\xfcller"}', "latin1")],
  ] as const)("parks it with its reason at once: %s", async (reason, source, topic, body) => {
    const world = recordingWorld();
    expect(await world.deliver(source, topic, body)).toEqual({ outcome: "parked", reason });
    expect(world.parked).toEqual([{ message: expect.stringContaining('"archiveKey":"archive/poison/'), reason }]);
    expect(JSON.stringify(world.parked)).not.toContain("@");
    expect(world.store.rows.customers.size).toBe(0);
  });

  it("parks once what is delivered twice, and a message without a body", async () => {
    const world = recordingWorld();
    const message = {
      source: "shopify",
      topic: "orders/create",
      archiveKey: "archive/shopify/d/x.json",
      receivedAt: "2026-11-20T12:00:00.000Z",
    };
    expect(await actOnIntake(JSON.stringify(message), world.deps)).toEqual({
      outcome: "parked",
      reason: "body-missing",
    });
    await world.data.write(message.archiveKey, "{");
    expect(await actOnIntake(JSON.stringify(message), world.deps)).toMatchObject({ reason: "broken-json" });
    expect(await actOnIntake(JSON.stringify(message), world.deps)).toMatchObject({ reason: "parked-before" });
    expect(await actOnIntake("not json", world.deps)).toMatchObject({ reason: "not-an-intake-message" });
    expect(world.parked).toHaveLength(3);
  });
});

describe("a message that comes twice", () => {
  const redaction = {
    shop_domain: "s",
    customer: { id: 7, email: "ann@example.com", phone: null },
    orders_to_redact: [],
  };
  const request = { shop_domain: "s", customer: redaction.customer, orders_requested: [], data_request: { id: 9 } };

  it.each([
    ["erasure", "customers/redact", redaction, "erased"],
    ["export", "customers/data_request", request, "exported"],
  ])("ends quietly where the first one's work was a whole %s", async (_work, topic, body, outcome) => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    const receivedAt = "2026-11-20T12:00:00.000Z";
    const archiveKey = incomingKey({ source: "shopify", receivedAt }, "aa");
    await world.data.write(archiveKey, JSON.stringify(body));
    const message = JSON.stringify({ source: "shopify", topic, archiveKey, receivedAt });
    expect(await actOnIntake(message, world.deps)).toEqual({ outcome });
    expect(await actOnIntake(message, world.deps)).toEqual({ outcome: "done-before" });
    expect(world.parked).toEqual([]);
  });

  it("ends quietly where all was recorded, and whom it was about was erased since; without an erasure a body is missed", async () => {
    const receivedAt = "2026-11-20T12:00:00.000Z";
    const deliverTwice = async (meanwhile: (world: ReturnType<typeof recordingWorld>) => Promise<unknown>) => {
      const world = recordingWorld();
      const archiveKey = incomingKey({ source: "shopify", receivedAt }, "aa");
      await world.data.write(archiveKey, JSON.stringify(shopifyOrder({})));
      const message = JSON.stringify({ source: "shopify", topic: "orders/create", archiveKey, receivedAt });
      await actOnIntake(message, world.deps);
      await meanwhile(world);
      return actOnIntake(message, world.deps);
    };
    const erasing = (now: string) => ({ now, askedAt: now });
    const eraseAt = (now: string) => (world: ReturnType<typeof recordingWorld>) =>
      eraseCustomer(["shopify:7"], erasing(now), world.deps);
    expect(await deliverTwice(eraseAt("2026-11-21T00:00:00.000Z"))).toEqual({ outcome: "erased-before" });
    const missed = { outcome: "parked", reason: "body-missing" };
    expect(await deliverTwice(({ data, keptFiles }) => data.remove(keptFiles()))).toEqual(missed);
    // What came after the erasure had begun, and was recorded before it was seen, it took away all the same.
    expect(await deliverTwice(eraseAt("2026-11-20T11:59:59.999Z"))).toEqual(missed);
  });

  it("ends quietly where the two take the body away between them, for whom it is about is being erased", async () => {
    const world = recordingWorld();
    const receivedAt = "2026-11-20T12:00:00.000Z";
    const archiveKey = incomingKey({ source: "shopify", receivedAt }, "aa");
    await world.data.write(archiveKey, JSON.stringify(shopifyOrder({})));
    const message = JSON.stringify({ source: "shopify", topic: "orders/create", archiveKey, receivedAt });
    const at = "2026-11-21T00:00:00.000Z";
    const beginErasure = () => world.store.noteErasures([erasureKeyOf("shopify:7", hash)], { at, finished: false });
    const { data } = world;
    const write: typeof data.write = async (...given) => {
      await beginErasure();
      return data.write(...given);
    };
    const other = () => actOnIntake(message, { ...world.deps, data: { ...data, write } });
    const remove: typeof data.remove = async (keys) => {
      await expect(other()).rejects.toThrow(ConflictError);
      return data.remove(keys);
    };
    await actOnIntake(message, { ...world.deps, data: { ...data, remove } });
    expect(await actOnIntake(message, world.deps)).toEqual({ outcome: "erased-before" });
    expect(world.parked).toEqual([]);
    await eraseCustomer(["shopify:7"], { now: at, askedAt: at }, world.deps);
    await world.lookAgain();
    expect([world.keptFiles(), world.store.rows.orders.size, world.store.rows.holders.size]).toEqual([[], 0, 0]);
  });

  it("leaves the body that a row names, though another whom it tells of was erased since", async () => {
    const world = recordingWorld();
    const order = shopifyOrder({ phone: "+491709000001" });
    await world.deliver("shopify", "orders/create", order);
    const phone = phoneIdentity(hash("+491709000001"));
    const at = "2026-11-21T00:00:00.000Z";
    await world.store.noteErasures([erasureKeyOf(phone, hash)], { at, finished: true });
    expect(await world.deliver("shopify", "orders/create", order)).toMatchObject({ customerId: "shopify:7" });
    expect(world.keptFiles()).toEqual((await orderIn(world, "shopify:7", "shopify#5001")).archiveKeys);
  });
});
