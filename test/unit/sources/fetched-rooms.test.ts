import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { WebhookSource } from "../../../shared/model/order.ts";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { FETCHED } from "../../../shared/sources/source-room.ts";
import { sources } from "../../../shared/sources/sources.ts";
import { settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const receivedAt = "2026-11-20T12:00:00.000Z";
const read = (source: WebhookSource, topic: string, body: object) =>
  readIntent({ source, topic, receivedAt, body: Buffer.from(JSON.stringify(body)) }, settings());

/** The state that an answer of the shop's API is judged to be in. */
const judged = async (source: WebhookSource, body: object) => {
  const world = recordingWorld();
  await world.deliver(source, FETCHED, body);
  const [order] = [...world.store.rows.orders.values()];
  return { netMinor: order?.netMinor, counted: order?.counted, items: order?.facts?.items };
};
const notCounted = (reason: string) => ({ counted: { state: "not-counted", reason } });

describe("Squarespace", () => {
  const money = (value: string) => ({ value, currency: "USD" });
  const order = (more: object = {}) => ({
    id: "585d498fdee9f31a60284a37",
    orderNumber: "3",
    createdOn: "2026-11-19T15:55:27.162Z",
    modifiedOn: "2026-11-19T16:00:00.000Z",
    testmode: false,
    fulfillmentStatus: "PENDING",
    customerEmail: "fay@example.com",
    billingAddress: { firstName: "Fay", lastName: "Example", phone: "+15555550102", countryCode: "US" },
    shippingAddress: null,
    lineItems: [
      {
        sku: "SQ1",
        productName: "Teapot",
        quantity: 2,
        unitPricePaid: money("20.00"),
        lineItemType: "PHYSICAL_PRODUCT",
      },
    ],
    discountTotal: money("1.00"),
    refundedTotal: money("7.70"),
    grandTotal: money("57.70"),
    ...more,
  });

  it("is worth what is left of the grand total, paid unless it says otherwise", async () => {
    expect(await judged("squarespace", order())).toMatchObject({
      netMinor: 5000,
      counted: { state: "counted" },
      items: [{ sku: "SQ1", title: "Teapot", quantity: 2, totalMinor: 4000, giftCard: false }],
    });
    expect(await judged("squarespace", order({ paymentState: "PENDING" }))).toMatchObject(notCounted("unpaid"));
    expect(await judged("squarespace", order({ testmode: true }))).toMatchObject(notCounted("test"));
    expect(await judged("squarespace", order({ fulfillmentStatus: "CANCELED" }))).toMatchObject(
      notCounted("cancelled"),
    );
  });

  it("names a person by the order's address, and by an id where the answer has one", () => {
    const person = {
      emails: ["fay@example.com"],
      phones: ["+15555550102"],
      profile: { firstName: "Fay", country: "US" },
    };
    expect(read("squarespace", FETCHED, order())).toMatchObject({ person });
    expect(read("squarespace", FETCHED, order({ customerId: "C9" }))).toMatchObject({ person: { customerId: "C9" } });
  });

  it("signs with the bytes that its hexadecimal secret decodes to", () => {
    const [secret, body] = ["c0ffee00c0ffee00", '{"topic":"order.create"}'];
    const signature = createHmac("sha256", Buffer.from(secret, "hex")).update(body).digest("hex");
    const verify = (given: string, current = secret) =>
      sources.squarespace.verify(
        { headers: { "squarespace-signature": given }, body: Buffer.from(body), now: receivedAt },
        { current },
      );
    expect(verify(signature)).toEqual({ verified: true });
    expect(verify(signature.toUpperCase())).toEqual({ verified: true });
    expect(verify(createHmac("sha256", secret).update(body).digest("hex"))).toMatchObject({ verified: false });
    expect(() => verify(signature, "no hex")).toThrow("hexadecimal");
  });
});

describe("BigCommerce", () => {
  const order = (more: object = {}) => ({
    id: 250,
    customer_id: 8,
    date_created: "Thu, 19 Nov 2026 21:40:11 +0000",
    date_modified: "Fri, 20 Nov 2026 09:15:00 +0000",
    status_id: 10,
    status: "Completed",
    payment_method: "Credit Card",
    currency_code: "USD",
    total_inc_tax: "49.9900",
    refunded_amount: "9.9900",
    discount_amount: "1.0000",
    coupon_discount: "2.5000",
    is_deleted: false,
    is_email_opt_in: true,
    customer_locale: "en",
    billing_address: {
      first_name: "Gil",
      last_name: "Example",
      email: "gil@example.com",
      phone: "",
      country: "United States",
      country_iso2: "US",
    },
    consignments: {
      shipping: [{ line_items: [{ name: "Mug", sku: "MUG", quantity: 1, total_inc_tax: "49.9900" }] }],
      downloads: [],
    },
    ...more,
  });

  it("is worth what is left of the total, its four digits rounded", async () => {
    expect(await judged("bigcommerce", order())).toMatchObject({
      netMinor: 4000,
      counted: { state: "counted" },
      items: [{ sku: "MUG", totalMinor: 4999 }],
    });
    expect(read("bigcommerce", FETCHED, order())).toMatchObject({
      facts: { orderId: "250", orderedAt: "2026-11-19T21:40:11.000Z", discountMinor: 350, locale: "en" },
      person: { customerId: "8", consent: { basis: "soft-opt-in" }, consentEmail: "gil@example.com" },
    });
  });

  it.each([
    [0, "Incomplete", "unpaid"],
    [1, "Pending", "unpaid"],
    [5, "Cancelled", "cancelled"],
    [6, "Declined", "cancelled"],
    [7, "Awaiting Payment", "unpaid"],
    [12, "Manual Verification Required", "unpaid"],
    [13, "Disputed", "unpaid"],
    [4, "Refunded", "refunded-in-full"],
  ])("does not count in status %i, %s", async (status_id, status, reason) => {
    expect(await judged("bigcommerce", order({ status_id, status }))).toMatchObject(notCounted(reason));
  });

  it.each([2, 3, 8, 9, 10, 11, 14])("counts in status %i, however the shop calls it", async (status_id) => {
    expect(await judged("bigcommerce", order({ status_id, status: "Unterwegs" }))).toMatchObject({
      counted: { state: "counted" },
    });
  });

  it("does not count a test, nor an archived order, and has guests without an id", async () => {
    const test = order({ payment_method: "Test Payment Gateway" });
    expect(await judged("bigcommerce", test)).toMatchObject(notCounted("test"));
    expect(await judged("bigcommerce", order({ is_deleted: true }))).toMatchObject(notCounted("deleted"));
    const guest = read("bigcommerce", FETCHED, order({ customer_id: 0, is_email_opt_in: false }));
    expect(guest.kind === "order" && [guest.person.customerId, guest.person.consent]).toEqual([undefined, undefined]);
  });

  it("is taken though its consignments come as a link", () => {
    const linked = order({ consignments: { url: "https://api.shop.test", resource: "/orders/250/consignments" } });
    expect(read("bigcommerce", FETCHED, linked)).toMatchObject({ kind: "order", facts: { items: [] } });
    expect(read("bigcommerce", FETCHED, order({ consignments: "a link" }))).toMatchObject({ facts: { items: [] } });
  });

  it("is parked for a time without an offset", () => {
    expect(() => read("bigcommerce", FETCHED, order({ date_modified: "Fri, 20 Nov 2026 09:15:00" }))).toThrow("offset");
  });

  it("signs as Standard Webhooks, the client secret's text being the key", () => {
    const [id, timestamp, body] = ["msg_1", String(Date.parse(receivedAt) / 1000), '{"scope":"store/order/created"}'];
    const signature = createHmac("sha256", "client-secret").update(`${id}.${timestamp}.${body}`).digest("base64");
    const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
    const verify = (now: string) =>
      sources.bigcommerce.verify({ headers, body: Buffer.from(body), now }, { current: "client-secret" });
    expect(verify(receivedAt)).toEqual({ verified: true });
    expect(verify("2026-11-20T12:06:00.000Z")).toMatchObject({ reason: "stale-signature" });
  });

  it("has an order fetched for each of its order's scopes, and for nothing else", () => {
    const scope = (name: string) =>
      read("bigcommerce", "event", { scope: name, data: { type: "order", id: 250 } }).kind;
    expect(scope("store/order/refund/created")).toBe("fetch");
    expect(scope("store/product/updated")).toBe("ignored");
  });
});

describe("Ecwid", () => {
  const order = (more: object = {}) => ({
    id: "XJ12H",
    createTimestamp: Date.parse("2026-11-19T10:00:00Z") / 1000,
    updateTimestamp: Date.parse("2026-11-19T10:05:00Z") / 1000,
    paymentStatus: "PARTIALLY_REFUNDED",
    fulfillmentStatus: "SHIPPED",
    total: 30.6,
    refundedAmount: 10.1,
    discount: 1,
    couponDiscount: 0.5,
    customerId: 40201284,
    email: "hal@example.com",
    acceptMarketing: true,
    billingPerson: { name: "Hal Example", phone: "+15555550103", countryCode: "US" },
    items: [{ sku: "E1", name: "Cup", quantity: 3, price: 10.2 }],
    ...more,
  });

  it("is worth what is left of the total, in the shop's currency where it names none", async () => {
    expect(await judged("ecwid", order())).toMatchObject({
      netMinor: 2050,
      counted: { state: "counted" },
      items: [{ sku: "E1", quantity: 3, totalMinor: 3060 }],
    });
    expect(read("ecwid", FETCHED, order())).toMatchObject({
      facts: { orderId: "XJ12H", currency: "USD", discountMinor: 150 },
      person: {
        customerId: "40201284",
        profile: { firstName: "Hal", lastName: "Example", country: "US" },
        consent: { basis: "soft-opt-in" },
      },
    });
    expect(read("ecwid", FETCHED, order({ currency: "EUR" }))).toMatchObject({ facts: { currency: "EUR" } });
  });

  it.each([
    ["AWAITING_PAYMENT", "unpaid"],
    ["INCOMPLETE", "unpaid"],
    ["CANCELLED", "cancelled"],
    ["REFUNDED", "refunded-in-full"],
  ])("does not count when %s", async (paymentStatus, reason) => {
    expect(await judged("ecwid", order({ paymentStatus }))).toMatchObject(notCounted(reason));
  });

  it("signs its event's time and id alone, so a body names an order and says nothing else", () => {
    const event = { eventId: "e-1", eventCreated: 1795176000, eventType: "order.updated", entityId: 7 };
    const signature = createHmac("sha256", "client-secret").update("1795176000.e-1").digest("base64");
    const verify = (body: string) =>
      sources.ecwid.verify(
        { headers: { "x-ecwid-webhook-signature": signature }, body: Buffer.from(body), now: receivedAt },
        { current: "client-secret" },
      );
    expect(verify(JSON.stringify({ ...event, data: { orderId: "XJ12H" } }))).toEqual({ verified: true });
    expect(verify(JSON.stringify({ ...event, eventId: "e-2" }))).toMatchObject({ reason: "bad-signature" });
    expect(verify("no JSON")).toMatchObject({ reason: "bad-signature" });
    expect(read("ecwid", "event", event)).toMatchObject({ kind: "fetch", orderId: "7" });
    expect(read("ecwid", "event", { ...event, eventType: "order.deleted" }).kind).toBe("ignored");
  });
});
