import { describe, expect, it } from "vitest";
import { PoisonError } from "../../../shared/model/errors.ts";
import type { WebhookSource } from "../../../shared/model/order.ts";
import type { Intent } from "../../../shared/sources/intent.ts";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { shopifyOrder, standardEvent, wooOrder } from "../../support/bodies.ts";
import { settings } from "../../support/recording-deps.ts";

const read = (source: WebhookSource, topic: string, body: object): Intent =>
  readIntent(
    { source, topic, receivedAt: "2026-11-20T12:00:00.000Z", body: Buffer.from(JSON.stringify(body)) },
    settings(),
  );
const reasonOf = (source: WebhookSource, topic: string, body: object): string => {
  try {
    return read(source, topic, body).kind;
  } catch (error) {
    if (!(error instanceof PoisonError)) throw error;
    return error.reason;
  }
};

const line = { id: 1, sku: "TEA", title: "Green tea", quantity: 2, price: "32.45", gift_card: false };

describe("an order of Shopify", () => {
  it.each([
    ["an empty customer", { customer: {} }, { person: { emails: ["ann@example.com", "ann@example.com"] } }],
    ["a customer as an empty list", { customer: [] }, { facts: { orderId: "5001" } }],
    [
      "a customer without an id",
      { customer: { email: "bo@example.com" } },
      { person: { profile: { email: "bo@example.com" } } },
    ],
    [
      "a null price and a numeric SKU",
      { line_items: [{ ...line, price: null, sku: 12 }] },
      { facts: { items: [{ sku: "12" }] } },
    ],
    [
      "lines in an object",
      { line_items: { 0: line, 3: line } },
      { facts: { items: [{ sku: "TEA" }, { sku: "TEA" }] } },
    ],
    ["no lines, as null", { line_items: null }, { facts: { items: [] } }],
    ["a quantity of null", { line_items: [{ ...line, quantity: null }] }, { facts: { items: [{ quantity: 1 }] } }],
    [
      "names as numbers",
      { customer: { id: 7, first_name: 5, default_address: [] } },
      { person: { profile: { firstName: "5" } } },
    ],
    [
      "ids with what nobody sees",
      { id: " 5001\u200b", admin_graphql_api_id: null, customer: { id: "\u20607 " } },
      { facts: { orderId: "5001" }, person: { customerId: "7" } },
    ],
    ["an id as text", { id: "5001", admin_graphql_api_id: null }, { facts: { orderId: "5001" } }],
    ["flags as text", { test: "false" }, { facts: { test: false } }],
    ["a discount that is none", { total_discounts: {} }, { facts: { discountMinor: 0, totalMinor: 5990 } }],
    ["a time of cancelling that is none", { cancelled_at: "0000-00-00 00:00:00" }, { facts: { cancelled: false } }],
    [
      "a word for consent that nobody knows",
      { customer: { id: 7, email_marketing_consent: { state: "new" } } },
      { person: { customerId: "7" } },
    ],
    ["a field that nobody knows", { from_next_year: { a: [1] } }, { facts: { totalMinor: 5990 } }],
  ])("with %s is taken", (_what, more, intent) => {
    expect(read("shopify", "orders/updated", shopifyOrder(more))).toMatchObject({ kind: "order", ...intent });
  });

  it.each([
    ["an id of null", { id: null }],
    ["an id of 0", { id: 0, admin_graphql_api_id: null }],
    ["the id of a draft", { admin_graphql_api_id: "gid://shopify/DraftOrder/5001" }],
    ["a customer's id that is a list", { customer: { id: [7] } }],
    ["no word for its payment", { financial_status: undefined }],
    ["no total", { total_price: null }],
    ["a total of today that is a list", { current_total_price: [5] }],
    ["a tip that is no amount", { total_tip_received: true }],
    ["a test that is neither yes nor no", { test: "perhaps" }],
  ])("with %s is parked", (_what, more) => {
    expect(reasonOf("shopify", "orders/updated", shopifyOrder(more))).toBe("wrong-shape");
  });
});

describe("a box at Shopify's checkout", () => {
  const consentOf = (more: Record<string, unknown>) => {
    const intent = read("shopify", "orders/updated", shopifyOrder(more));
    return intent.kind === "order" ? intent.person.consent?.state : intent.kind;
  };
  const said = (email_marketing_consent: unknown) =>
    consentOf({ buyer_accepts_marketing: true, customer: { id: 7, email_marketing_consent } });

  it("is ticked where it is true, and by nothing else", () => {
    expect(consentOf({ buyer_accepts_marketing: true })).toBe("granted");
    for (const odd of [1, "1", "true", "yes", [true], { a: 1 }, 0, false, null, undefined])
      expect(consentOf({ buyer_accepts_marketing: odd })).toBeUndefined();
  });

  it("gives way to what the customer said, be it in text, and says nothing beside what nobody can read", () => {
    expect(said({ state: "not_subscribed" })).toBe("granted");
    expect([null, "", [], {}, "not_subscribed"].map(said)).toEqual(Array(5).fill("granted"));
    for (const no of [{ state: "unsubscribed" }, "unsubscribed", " UNSUBSCRIBED ", "opted_out", false])
      expect(said(no)).toBe("denied");
    for (const odd of ["new", { state: "new" }, { state: 5 }]) expect(said(odd)).toBeUndefined();
  });
});

describe("what Shopify says of consent", () => {
  it("is understood in text as well, a refusal in other words too; what is no word for it is parked", () => {
    const topic = "customers_email_marketing_consent/update";
    const said = (email_marketing_consent: unknown) => {
      const body = { customer_id: 7, email_address: "bob@example.com", email_marketing_consent };
      const intent = read("shopify", topic, body);
      return intent.kind === "consent" ? intent.person.consent : intent.kind;
    };
    expect(said("unsubscribed")).toMatchObject({ state: "denied", at: "2026-11-20T12:00:00.000Z" });
    expect(said("subscribed")).toMatchObject({ state: "granted", basis: "explicit" });
    expect(said({ state: "opted-out" })).toMatchObject({ state: "denied" });
    for (const odd of ["new", "yes", { state: "yes" }, true])
      expect(reasonOf("shopify", topic, { customer_id: 7, email_marketing_consent: odd })).toBe(
        "unknown-consent-state",
      );
    for (const odd of [null, [], {}])
      expect(reasonOf("shopify", topic, { customer_id: 7, email_marketing_consent: odd })).toBe("wrong-shape");
    const customer = { id: 7, updated_at: "2026-11-20T11:00:00Z", email_marketing_consent: "unsubscribed" };
    expect(read("shopify", "customers/update", customer)).toMatchObject({ person: { consent: { state: "denied" } } });
    const none = { ...customer, email_marketing_consent: false, sms_marketing_consent: false };
    expect(read("shopify", "customers/update", none)).toMatchObject({
      person: { consent: { state: "denied" }, channels: [{ consent: { state: "denied" } }] },
    });
  });

  const topic = "customers_email_marketing_consent/update";
  it.each([
    [
      "Shopify's own sample",
      {
        customer_id: 706405506930370000,
        email_address: "bob@example.com",
        email_marketing_consent: { state: "not_subscribed", opt_in_level: null, consent_updated_at: null },
      },
    ],
    [
      "no customer, but an address",
      { customer_id: null, email_address: "bob@example.com", email_marketing_consent: { state: "subscribed" } },
    ],
    [
      "a level in another type",
      { customer_id: "7", email_address: null, email_marketing_consent: { state: "UNSUBSCRIBED", opt_in_level: 5 } },
    ],
  ])("is taken: %s", (_what, body) => expect(reasonOf("shopify", topic, body)).toBe("consent"));

  it.each(["checkouts/create", "returns/close"])("is not in %s, whatever that holds", (other) => {
    for (const body of [{}, [], { id: 7, sms_marketing_consent: null }])
      expect(reasonOf("shopify", other, body)).toBe("ignored");
  });

  it("is of text messages in customers_marketing_consent/update, and parked where that cannot be read", () => {
    const sms = "customers_marketing_consent/update";
    const said = { customer_id: null, phone: "+1 613 555 0100", sms_marketing_consent: { state: "SUBSCRIBED" } };
    expect(reasonOf("shopify", sms, said)).toBe("consent");
    for (const body of [{}, [], { id: 7, sms_marketing_consent: null }])
      expect(reasonOf("shopify", sms, body)).toBe("wrong-shape");
  });
});

describe("an order of WooCommerce", () => {
  const billing = wooOrder({}).billing;
  it.each([
    [
      "a telephone number as a number",
      { billing: { ...billing, phone: 491701234567 } },
      { person: { emails: ["bo@example.com"] } },
    ],
    ["billing as an empty list", { billing: [] }, { person: { emails: [], phones: [] } }],
    ["its ids as text", { id: "727", customer_id: "12" }, { facts: { orderId: "727" }, person: { customerId: "12" } }],
    ["a guest, as text", { customer_id: "0" }, { facts: { orderId: "727" } }],
    ["a guest, as null", { customer_id: null }, { facts: { orderId: "727" } }],
    [
      "no time of its last change",
      { date_modified_gmt: null, date_paid_gmt: "2026-11-19T16:00:00" },
      { facts: { updatedAt: "2026-11-19T16:00:00.000Z" } },
    ],
    [
      "no time of its making",
      { date_created_gmt: "0000-00-00 00:00:00", date_paid_gmt: "2026-11-19T14:00:00" },
      { facts: { orderedAt: "2026-11-19T14:00:00.000Z" } },
    ],
    [
      "zeros as PHP understands them",
      { date_created_gmt: "-0001-11-30T00:00:00" },
      { facts: { orderedAt: "2026-11-19T15:00:08.000Z" } },
    ],
    [
      "an offset after its time",
      { date_modified_gmt: "2026-11-19T16:00:08+01:00" },
      { facts: { updatedAt: "2026-11-19T15:00:08.000Z" } },
    ],
    [
      "a line's amount that is none",
      { line_items: [{ name: "Tea", sku: null, quantity: "1", total: [] }] },
      { facts: { items: [{ title: "Tea", quantity: 1 }] } },
    ],
  ])("with %s is taken", (_what, more, intent) => {
    expect(read("woocommerce", "order.updated", wooOrder(more))).toMatchObject({ kind: "order", ...intent });
  });

  it("of a guest names no customer, however the source writes that there is none", () => {
    for (const customer_id of [0, "0", null, "", false, undefined]) {
      const intent = read("woocommerce", "order.updated", wooOrder({ customer_id }));
      expect(intent).not.toHaveProperty("person.customerId");
    }
  });

  it.each([
    ["wrong-shape", { customer_id: { id: 12 } }],
    ["wrong-shape", { status: "" }],
    ["wrong-shape", { line_items: undefined }],
    ["bad-time", { date_created_gmt: null, date_modified_gmt: null }],
  ])("is parked as %s", (reason, more) => {
    expect(reasonOf("woocommerce", "order.updated", wooOrder(more))).toBe(reason);
  });

  it("tells of a customer without any time", () => {
    const body = { id: 5, date_created_gmt: null, email: "bo@example.com", billing: [] };
    expect(read("woocommerce", "customer.updated", body)).toMatchObject({
      kind: "profile",
      person: { customerId: "5" },
    });
  });
});

describe("an order in our own format", () => {
  it("keeps what it can of a customer", () => {
    const customer = { id: 77, email: null, phone: "x".repeat(3_000), birthday: "soon", firstName: "Cy", vip: true };
    const intent = read("standard", "order-event", standardEvent({ customer }));
    expect(intent).toMatchObject({ person: { customerId: "77", emails: [], profile: { firstName: "Cy" } } });
    expect(intent).not.toHaveProperty("person.profile.birthday");
  });

  it("waits for the operator where a consent cannot be read, and says where", () => {
    const customer = { id: "77", marketingConsent: { state: "yes", at: "2026-11-20T09:00:00Z" } };
    expect(() => read("standard", "order-event", standardEvent({ customer }))).toThrow(
      "order.customer.marketingConsent.state",
    );
  });

  it.each(["no", "DENIED", "unsubscribed", "revoked", "STOP", "opt-out"])(
    "hears a refusal in other words: %s",
    (state) => {
      const consent = { state, at: "2026-11-20T09:00:00Z" };
      const customer = { id: "77", marketingConsent: consent, channels: [{ channel: "sms", consent }] };
      expect(read("standard", "order-event", standardEvent({ customer }))).toMatchObject({
        person: { consent: { state: "denied" }, channels: [{ consent: { state: "denied" } }] },
      });
    },
  );

  it("names the field that was meant by one that is mistyped", () => {
    expect(() => read("standard", "order-event", standardEvent({ refnds: { a: 1 } }))).toThrow(
      "probably misspelt: refunds",
    );
  });
});
