import { describe, expect, it } from "vitest";
import type { WebhookSource } from "../../../shared/model/order.ts";
import { buyersName } from "../../../shared/sources/name-parts.ts";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { FETCHED } from "../../../shared/sources/source-room.ts";
import { shopifyOrder, stripeCharge, stripeEvent, wooOrder } from "../../support/bodies.ts";
import { settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

describe("the buyer's name", () => {
  const [gus, rita] = [
    { firstName: "Gus", lastName: "Guest" },
    { firstName: "Rita", lastName: "Receiver" },
  ];

  it("is that of the first buyer who has one, in parts or in one piece", () => {
    expect(buyersName([{}, undefined, gus, rita])).toEqual(gus);
    expect(buyersName([null, { lastName: "Guest" }, rita])).toEqual({ lastName: "Guest" });
    expect(buyersName([{ name: "Gus Guest" }])).toEqual({ ...gus, wholeName: "Gus Guest" });
    expect(buyersName([{ name: "Gus van Guest" }])).toEqual({ wholeName: "Gus van Guest" });
    expect(buyersName([{ ...gus, name: "Gus G. Guest" }])).toEqual(gus);
  });

  it("is the receiver's where a guest tells no other, and greets nobody", () => {
    expect(buyersName([{}], { isGuest: true, of: rita })).toEqual({ wholeName: "Rita Receiver" });
    expect(buyersName([{}], { isGuest: true, of: { name: "Rita Receiver" } })).toEqual({ wholeName: "Rita Receiver" });
    expect(buyersName([gus], { isGuest: true, of: rita })).toEqual(gus);
    expect(buyersName([{}], { isGuest: false, of: rita })).toEqual({});
    expect(buyersName([{}], { isGuest: true, of: null })).toEqual({});
  });
});

const nameOf = (source: WebhookSource, topic: string, body: object) => {
  const message = { source, topic, receivedAt: "2026-11-20T12:00:00.000Z", body: Buffer.from(JSON.stringify(body)) };
  const intent = readIntent(message, settings());
  if (intent.kind !== "order" && intent.kind !== "profile") return intent.kind;
  const { profile, wholeName } = intent.person;
  return [profile.firstName, profile.lastName, wholeName].map((part) => part ?? "-").join(" ");
};

const [guest, receiver] = [
  { first_name: "Gus", last_name: "Guest" },
  { first_name: "Rita", last_name: "Receiver" },
];
const [camelGuest, camelReceiver] = [
  { firstName: "Gus", lastName: "Guest" },
  { firstName: "Rita", lastName: "Receiver" },
];

describe("a guest's name at Shopify", () => {
  const order = (more: Record<string, unknown>) =>
    nameOf("shopify", "orders/create", shopifyOrder({ customer: null, ...more }));

  it("is that of the billing address, else that of the shipping address, which greets nobody", () => {
    expect(order({ billing_address: guest, shipping_address: receiver })).toBe("Gus Guest -");
    expect(order({ billing_address: { name: "Gus Guest" } })).toBe("Gus Guest Gus Guest");
    expect(order({ billing_address: null, shipping_address: receiver })).toBe("- - Rita Receiver");
    expect(order({})).toBe("- - -");
  });

  it("is the customer's where there is one, and no receiver's where they tell none", () => {
    const customer = { id: 7, first_name: "Ann", last_name: "Lee" };
    expect(order({ customer, billing_address: guest })).toBe("Ann Lee -");
    expect(order({ customer: { id: 7 }, billing_address: guest })).toBe("Gus Guest -");
    expect(order({ customer: { id: 7 }, billing_address: null, shipping_address: receiver })).toBe("- - -");
  });

  const typed = (id: number, more: object) =>
    shopifyOrder({ ...{ id, admin_graphql_api_id: null, email: "gst12@example.com" }, contact_email: null, ...more });

  it("keeps their order from the erasure of a customer id that typed their address", async () => {
    const world = recordingWorld();
    const vera = { id: 66, admin_graphql_api_id: null, email: null, first_name: "Vera", last_name: "Other" };
    await world.deliver("shopify", "orders/create", typed(901, { customer: null, billing_address: guest }));
    await world.deliver("shopify", "orders/create", typed(902, { customer: vera }));
    const redact = { shop_domain: "s", customer: { id: 66, email: "gst12@example.com" }, orders_to_redact: [] };
    expect(await world.deliver("shopify", "customers/redact", redact)).toMatchObject({ outcome: "erased" });
    expect([...world.store.rows.orders.keys()]).toEqual(["shopify#901"]);
  });

  it("keeps a stranger's order at somebody's own address from being theirs", async () => {
    const world = recordingWorld();
    const vera = { id: 66, admin_graphql_api_id: null, email: "gst12@example.com" };
    await world.deliver("shopify", "orders/create", typed(902, { customer: { ...vera, first_name: "Vera" } }));
    await world.deliver("shopify", "orders/create", typed(901, { customer: null, billing_address: guest }));
    const redact = { shop_domain: "s", customer: { id: 66, email: "gst12@example.com" }, orders_to_redact: [] };
    await world.deliver("shopify", "customers/redact", redact);
    expect([...world.store.rows.orders.keys()]).toEqual(["shopify#901"]);
  });
});

describe("a guest's name in other rooms", () => {
  it("at WooCommerce", () => {
    const billing = { email: "gus@example.com" };
    const order = (more: Record<string, unknown>) => nameOf("woocommerce", "order.created", wooOrder(more));
    expect(order({ shipping: receiver })).toBe("Bo Example -");
    expect(order({ billing, shipping: receiver })).toBe("- - Rita Receiver");
    expect(order({ customer_id: 7, billing, shipping: receiver })).toBe("- - -");
    const customer = { id: 7, date_modified_gmt: "2026-11-19T15:00:08", first_name: "", billing: guest };
    expect(nameOf("woocommerce", "customer.updated", customer)).toBe("Gus Guest -");
  });

  it("at Stripe", () => {
    const charge = (more: Record<string, unknown>) =>
      nameOf(
        "stripe",
        "event",
        stripeEvent("charge.succeeded", stripeCharge({ shipping: { name: "Rita Receiver" }, ...more })),
      );
    expect(charge({})).toBe("Di Example Di Example");
    expect(charge({ customer: null, billing_details: { email: "gus@example.com" } })).toBe("- - Rita Receiver");
    expect(charge({ customer: "cus_1", billing_details: { email: "gus@example.com" } })).toBe("- - -");
  });

  it("at Square", () => {
    const money = { amount: 1000, currency: "USD" };
    const payment = {
      ...{ id: "p1", created_at: "2026-11-19T10:00:00Z", updated_at: "2026-11-19T10:00:00Z", status: "COMPLETED" },
      ...{ amount_money: money, buyer_email_address: "gus@example.com", shipping_address: receiver },
    };
    const told = (more: Record<string, unknown>) => {
      const data = { object: { payment: { ...payment, ...more } } };
      return nameOf("square", "event", { type: "payment.updated", created_at: payment.created_at, data });
    };
    expect(told({ billing_address: guest })).toBe("Gus Guest -");
    expect(told({})).toBe("- - Rita Receiver");
    expect(told({ customer_id: "c1" })).toBe("- - -");
  });

  it("at Squarespace", () => {
    const order = {
      ...{ id: "5", createdOn: "2026-11-19T15:55:27.162Z", modifiedOn: "2026-11-19T16:00:00.000Z", testmode: false },
      ...{ fulfillmentStatus: "PENDING", customerEmail: "gus@example.com", lineItems: [] },
      ...{ grandTotal: { value: "57.70", currency: "USD" }, shippingAddress: camelReceiver },
    };
    expect(nameOf("squarespace", FETCHED, { ...order, billingAddress: camelGuest })).toBe("Gus Guest -");
    expect(nameOf("squarespace", FETCHED, order)).toBe("- - Rita Receiver");
    expect(nameOf("squarespace", FETCHED, { ...order, customerId: "c1" })).toBe("- - -");
  });

  it("at Ecwid", () => {
    const order = {
      ...{ id: "X", createTimestamp: 1795082400, updateTimestamp: 1795082700, paymentStatus: "PAID", total: 30.6 },
      ...{ email: "hal@example.com", shippingPerson: { name: "Rita Receiver" } },
    };
    expect(nameOf("ecwid", FETCHED, { ...order, billingPerson: { name: "Gus Guest" } })).toBe("Gus Guest Gus Guest");
    expect(nameOf("ecwid", FETCHED, order)).toBe("- - Rita Receiver");
    expect(nameOf("ecwid", FETCHED, { ...order, customerId: 7 })).toBe("- - -");
  });

  it("at Saleor", () => {
    const order = {
      ...{ id: "o1", created: "2026-11-19T10:00:00Z", updatedAt: "2026-11-19T10:00:00Z", status: "UNFULFILLED" },
      ...{ paymentStatus: "FULLY_CHARGED", userEmail: "gus@example.com", shippingAddress: camelReceiver },
      total: { gross: { amount: 10 }, currency: "USD" },
    };
    const told = (more: Record<string, unknown>) =>
      nameOf("saleor", "event", { __typename: "OrderUpdated", order: { ...order, ...more } });
    expect(told({ billingAddress: camelGuest })).toBe("Gus Guest -");
    expect(told({})).toBe("- - Rita Receiver");
    expect(told({ user: { id: "u1" } })).toBe("- - -");
  });

  it("at Adobe Commerce, whose guests have none but in the billing address", () => {
    const order = {
      ...{ increment_id: "1", state: "processing", created_at: "2026-11-19 10:00:00" },
      ...{ updated_at: "2026-11-19 10:00:00", order_currency_code: "USD", grand_total: "10.00" },
      ...{ customer_email: "gus@example.com", customer_firstname: null, customer_lastname: null },
    };
    const billed = { billing_firstname: "Gus", billing_lastname: "Guest" };
    expect(nameOf("adobe", "order", { order: { ...order, ...billed } })).toBe("Gus Guest -");
    expect(nameOf("adobe", "order", { order: { ...order, ...billed, customer_firstname: "Ann" } })).toBe("Ann - -");
  });
});
