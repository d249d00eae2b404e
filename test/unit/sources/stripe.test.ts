import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { consentFor } from "../../../shared/model/consent.ts";
import type { SigningSecrets } from "../../../shared/model/keys.ts";
import type { Intent } from "../../../shared/sources/intent.ts";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { sources } from "../../../shared/sources/sources.ts";
import { isBesideCheckout, readBeside } from "../../support/beside-checkout.ts";
import { stripeCharge, stripeEvent, stripeRefund, stripeSession } from "../../support/bodies.ts";
import { settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const receivedAt = "2026-11-20T12:00:00.000Z";
const at = (instant: string) => ({ created: Date.parse(instant) / 1000 });

const read = (body: object | string): Intent => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return readIntent({ source: "stripe", topic: "event", receivedAt, body: Buffer.from(text) }, settings());
};

const checkout = stripeEvent("checkout.session.completed", stripeSession());
const charged = stripeEvent("charge.succeeded", stripeCharge(), at("2026-11-19T10:00:00Z"));
const intent = stripeEvent("payment_intent.succeeded", {
  id: "pi_1",
  object: "payment_intent",
  created: Date.parse("2026-11-19T09:59:00Z") / 1000,
  currency: "usd",
  amount_received: 4500,
  customer: "cus_1",
  receipt_email: null,
});
const invoice = stripeEvent("invoice.paid", {
  id: "in_1",
  object: "invoice",
  payment_intent: "pi_1",
  created: Date.parse("2026-11-19T09:59:30Z") / 1000,
  currency: "usd",
  amount_paid: 4500,
  total_discount_amounts: [{ amount: 500 }],
  customer: "cus_1",
  customer_email: "di@example.com",
  customer_name: "Di Example",
});
const refunded = stripeEvent("charge.refunded", stripeCharge({ amount_refunded: 1000 }), at("2026-11-20T10:00:00Z"));
const refund = stripeEvent("refund.created", stripeRefund(), at("2026-11-20T10:00:00Z"));

const permutations = <Of>(of: readonly Of[]): Of[][] =>
  of.length < 2 ? [[...of]] : of.flatMap((one, at) => permutations(of.toSpliced(at, 1)).map((rest) => [one, ...rest]));

/** The orders of everybody after these events. */
const ordersAfter = async (events: readonly object[]) => {
  const world = recordingWorld();
  for (const event of events) await world.deliver("stripe", "event", event);
  return { world, orders: [...world.store.rows.orders.values()] };
};

describe("a checkout, its payment, charge and invoice", () => {
  it("are one order, worth what was kept, in whatever order and selection they come", async () => {
    for (const events of permutations([checkout, charged, intent, invoice, refunded])) {
      const { orders } = await ordersAfter(events);
      expect(orders).toMatchObject([{ orderKey: "stripe#pi_1", netMinor: 3500, counted: { state: "counted" } }]);
    }
    for (const event of [checkout, charged, intent, invoice]) {
      expect((await ordersAfter([event])).orders).toMatchObject([{ orderKey: "stripe#pi_1", netMinor: 4500 }]);
    }
  });

  it("lose a refund once, told by the charge's sum, by itself, or by both", async () => {
    for (const told of [[refunded], [refund], [refunded, refund]]) {
      for (const events of permutations([checkout, charged, ...told])) {
        expect((await ordersAfter(events)).orders.map(({ netMinor }) => netMinor)).toEqual([3500]);
      }
    }
  });

  it("lose each of two refunds, of which the newer is told by itself alone", async () => {
    const second = stripeEvent("refund.created", stripeRefund({ id: "re_2", amount: 500 }));
    for (const events of permutations([charged, refunded, refund, second])) {
      expect((await ordersAfter(events)).orders.map(({ netMinor }) => netMinor)).toEqual([3000]);
    }
  });

  it("lose what a lost dispute takes, beside a refund", async () => {
    const dispute = { ...stripeRefund({ id: "dp_1", object: "dispute", amount: 3500, status: "lost" }) };
    const { orders } = await ordersAfter([charged, refunded, stripeEvent("charge.dispute.closed", dispute)]);
    expect(orders).toMatchObject([{ netMinor: 0, counted: { state: "not-counted", reason: "refunded-in-full" } }]);
    expect(read(stripeEvent("charge.dispute.closed", { ...dispute, status: "won" })).kind).toBe("ignored");
    expect(read(stripeEvent("charge.dispute.created", { ...dispute, status: "needs_response" })).kind).toBe("ignored");
  });

  it("belong to one customer, known by Stripe's id, address and phone", async () => {
    const { world } = await ordersAfter([charged, checkout]);
    const customer = await world.store.readCustomer("stripe:cus_1");
    expect(customer).toMatchObject({
      profile: { email: "di@example.com", firstName: "Di", lastName: "Example", locale: "en", country: "US" },
    });
    expect(customer && consentFor(customer.consents, customer.emailKey)).toMatchObject({
      state: "granted",
      basis: "explicit",
    });
  });
});

describe("what counts", () => {
  const stateOf = async (event: object) => (await ordersAfter([event])).orders[0]?.counted;

  it("is paid: a checkout that waits for its bank counts when the money has come", async () => {
    const waiting = stripeEvent("checkout.session.completed", stripeSession({ payment_status: "unpaid" }));
    expect(await stateOf(waiting)).toEqual({ state: "not-counted", reason: "unpaid" });
    const come = stripeEvent("checkout.session.async_payment_succeeded", stripeSession(), at("2026-11-20T09:00:00Z"));
    for (const events of permutations([waiting, come])) {
      expect((await ordersAfter(events)).orders).toMatchObject([{ counted: { state: "counted" } }]);
    }
  });

  it("is captured, and of real money", async () => {
    const held = stripeCharge({ captured: false, amount_captured: 0 });
    expect(await stateOf(stripeEvent("charge.succeeded", held))).toMatchObject({ reason: "unpaid" });
    const test = stripeEvent("charge.succeeded", stripeCharge(), { livemode: false });
    expect(await stateOf(test)).toMatchObject({ reason: "test" });
    const gone = stripeCharge({ refunded: true, amount_refunded: 4500 });
    expect(await stateOf(stripeEvent("charge.refunded", gone))).toMatchObject({ reason: "refunded-in-full" });
  });

  it("is what was captured of a larger hold, whether or not Stripe calls the rest refunded", async () => {
    for (const amount_refunded of [0, 2000]) {
      const part = stripeCharge({ amount_captured: 2500, amount_refunded });
      expect((await ordersAfter([stripeEvent("charge.captured", part)])).orders).toMatchObject([{ netMinor: 2500 }]);
    }
  });

  it.each([
    ["usd", 4500, 4500],
    ["jpy", 4500, 4500],
    ["isk", 450000, 4500],
    ["ugx", 450000, 4500],
    ["mga", 4500, 450000],
    ["kwd", 4500, 4500],
    ["huf", 4500, 4500],
    ["twd", 4500, 4500],
  ])("is money in %s: %i of Stripe's is %i", (currency, amount, minor) => {
    const event = stripeEvent("charge.succeeded", stripeCharge({ currency, amount, amount_captured: amount }));
    expect(read(event)).toMatchObject({ facts: { currency: currency.toUpperCase(), totalMinor: minor } });
  });

  it("is no card kept for later, and no subscription's checkout, whose charges tell of its money", () => {
    expect(read(stripeEvent("checkout.session.completed", stripeSession({ mode: "setup" }))).kind).toBe("ignored");
    const subscribed = stripeSession({ mode: "subscription", payment_intent: null });
    expect(read(stripeEvent("checkout.session.completed", subscribed))).toMatchObject({
      kind: "profile",
      person: { customerId: "cus_1", emails: ["di@example.com"] },
    });
  });

  it("is named after the checkout where nothing was to be paid, and after the charge where no payment is named", () => {
    const free = stripeSession({ payment_intent: null, payment_status: "no_payment_required", amount_total: 0 });
    expect(read(stripeEvent("checkout.session.completed", free))).toMatchObject({ facts: { orderId: "cs_1" } });
    const old = stripeCharge({ payment_intent: null });
    expect(read(stripeEvent("charge.succeeded", old))).toMatchObject({ facts: { orderId: "ch_1" } });
    const back = stripeEvent("refund.created", stripeRefund({ payment_intent: null }));
    expect(read(back)).toMatchObject({ kind: "refund", orderId: "ch_1", amountMinor: 1000 });
  });

  it("is no refund before it has gone through", () => {
    expect(read(stripeEvent("refund.created", stripeRefund({ status: "pending" }))).kind).toBe("ignored");
    expect(read(stripeEvent("refund.updated", stripeRefund({ status: "failed" }))).kind).toBe("ignored");
  });

  it("is nothing else: events of payouts and plans are let go", () => {
    expect(read(stripeEvent("payout.paid", { id: "po_1" })).kind).toBe("ignored");
    expect(() => read({ id: "evt_1" })).toThrow("an event");
    expect(() => read(stripeEvent("charge.succeeded", { id: "ch_1" }))).toThrow("charge.succeeded");
  });
});

describe("consent at a checkout", () => {
  const saidAt = (promotions: string | null) => {
    const told = read(stripeEvent("checkout.session.completed", stripeSession({ consent: { promotions } })));
    return told.kind === "order" ? told.person : undefined;
  };

  it("is what the buyer said, for the address they gave; who was not asked said nothing", () => {
    expect(saidAt("opt_in")).toMatchObject({ consent: { state: "granted" }, consentEmail: "di@example.com" });
    expect(saidAt("opt_out")).toMatchObject({ consent: { state: "denied" } });
    expect(saidAt("OPT_OUT")).toMatchObject({ consent: { state: "denied" } });
    expect(saidAt("yes")?.consent).toBeUndefined();
    expect(saidAt(null)?.consent).toBeUndefined();
  });
});

describe("a customer", () => {
  it("brings new facts, and nobody is erased by the end of an account", () => {
    const person = { id: "cus_1", object: "customer", email: "di@example.com", name: "Di van Example", phone: null };
    const intentOf = read(stripeEvent("customer.updated", { ...person, preferred_locales: ["de-DE"] }));
    expect(intentOf).toMatchObject({ kind: "profile", person: { customerId: "cus_1", profile: { locale: "de-DE" } } });
    expect(intentOf.kind === "profile" && intentOf.person.profile.firstName).toBeUndefined();
    expect(read(stripeEvent("customer.deleted", person)).kind).toBe("ignored");
  });
});

describe("Stripe's signature", () => {
  const body = JSON.stringify(checkout);
  const now = "2026-11-19T10:00:05.000Z";
  const t = Date.parse("2026-11-19T10:00:04Z") / 1000;
  const sign = (secret: string, at = t) => createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
  const verify = (header: string | undefined, secrets: SigningSecrets = { current: "whsec_a" }) =>
    sources.stripe.verify({ headers: { "stripe-signature": header }, body: Buffer.from(body), now }, secrets);

  it("is hex HMAC-SHA256 over time and body, the secret as text; any of several will do, under either secret", () => {
    expect(verify(`t=${t},v1=${sign("whsec_a")}`)).toEqual({ verified: true });
    expect(verify(`t=${t},v1=${sign("whsec_b")},v1=${sign("whsec_a")},v0=abc`)).toEqual({ verified: true });
    expect(verify(`t=${t},v1=${sign("old")}`, { current: "whsec_a", previous: "old" })).toEqual({
      verified: true,
    });
    expect(verify(`t=${t},v0=${sign("whsec_a")}`)).toEqual({ verified: false, reason: "no-signature" });
    expect(verify(`t=${t},v1=${sign("whsec_b")}`)).toEqual({ verified: false, reason: "bad-signature" });
    expect(verify(`t=${t + 1},v1=${sign("whsec_a")}`)).toEqual({ verified: false, reason: "bad-signature" });
  });

  it("is good for five minutes", () => {
    for (const late of [-302, 302]) {
      expect(verify(`t=${t + late},v1=${sign("whsec_a", t + late)}`)).toMatchObject({ reason: "stale-signature" });
    }
  });
});

const file = "payloads/stripe/checkout.session.completed.json";
describe.skipIf(!isBesideCheckout("bodies of Stripe", file))("bodies that Stripe's own tools wrote", () => {
  const bodyOf = (name: string) => read(readBeside(`payloads/stripe/${name}.json`));

  it("read as what they are, of test mode", () => {
    expect(bodyOf("checkout.session.completed")).toMatchObject({
      kind: "order",
      person: { customerId: "cus_00000000000000", emails: ["stripe@example.com"] },
      facts: { orderId: "pi_000000000000000000000000", totalMinor: 3000, currency: "USD", status: "paid", test: true },
    });
    expect(bodyOf("checkout.session.completed.setup_mode").kind).toBe("ignored");
    expect(bodyOf("payment_intent.succeeded")).toMatchObject({ facts: { totalMinor: 2000, status: "paid" } });
    expect(bodyOf("charge.succeeded")).toMatchObject({ facts: { totalMinor: 2000, refunds: {}, status: "paid" } });
    expect(bodyOf("charge.refunded")).toMatchObject({
      facts: { orderId: "ch_000000000000000000000000", totalMinor: 100, status: "refunded" },
    });
    expect(bodyOf("charge.refund.updated")).toMatchObject({ kind: "refund", amountMinor: 100 });
    expect(bodyOf("charge.dispute.created").kind).toBe("ignored");
    expect(bodyOf("invoice.paid")).toMatchObject({
      facts: { orderId: "pi_000000000000000000000000", totalMinor: 2000 },
    });
    expect(bodyOf("customer.updated")).toMatchObject({ kind: "profile", person: { customerId: "cus_00000000000000" } });
  });
});
