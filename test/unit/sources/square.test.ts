import { describe, expect, it } from "vitest";
import { consentFor } from "../../../shared/model/consent.ts";
import type { Intent } from "../../../shared/sources/intent.ts";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const read = (body: object): Intent =>
  readIntent(
    {
      source: "square",
      topic: "event",
      receivedAt: "2026-11-20T12:00:00.000Z",
      body: Buffer.from(JSON.stringify(body)),
    },
    settings(),
  );

const event = (type: string, object: object) => ({
  merchant_id: "M1",
  type,
  event_id: "e1",
  created_at: "2026-11-20T10:00:00Z",
  data: { type: type.split(".")[0], id: "x", object },
});

const payment = (more: object = {}) =>
  event("payment.updated", {
    payment: {
      id: "pay1",
      created_at: "2026-11-19T10:00:00.000Z",
      updated_at: "2026-11-19T10:00:05.000Z",
      status: "COMPLETED",
      amount_money: { amount: 2000, currency: "USD" },
      tip_money: { amount: 300, currency: "USD" },
      total_money: { amount: 2300, currency: "USD" },
      order_id: "order1",
      customer_id: "C1",
      buyer_email_address: "eve@example.com",
      billing_address: { first_name: "Eve", last_name: "Example", country: "US" },
      version_token: "v",
      ...more,
    },
  });

const refund = (more: object = {}) =>
  event("refund.updated", {
    refund: {
      id: "pay1_r1",
      payment_id: "pay1",
      order_id: "a-new-order-of-the-refund",
      status: "COMPLETED",
      amount_money: { amount: 500, currency: "USD" },
      ...more,
    },
  });

const recorded = async (events: readonly object[]) => {
  const world = recordingWorld();
  for (const each of events) await world.deliver("square", "event", each);
  return { world, orders: [...world.store.rows.orders.values()] };
};

describe("a payment at Square", () => {
  it("is an order of the customer that it names, without the tip", async () => {
    const { world, orders } = await recorded([payment()]);
    expect(orders).toMatchObject([{ orderKey: "square#pay1", netMinor: 2000, counted: { state: "counted" } }]);
    expect(read(payment())).toMatchObject({ facts: { totalMinor: 2300, tipMinor: 300 } });
    expect(await world.store.readCustomer("square:C1")).toMatchObject({
      profile: { email: "eve@example.com", firstName: "Eve", country: "US" },
    });
  });

  it("loses a refund once, told by the payment's sum, by itself, or by both, in any order", async () => {
    const refunded = payment({
      updated_at: "2026-11-20T10:00:00.000Z",
      refunded_money: { amount: 500, currency: "USD" },
      refund_ids: ["pay1_r1"],
    });
    for (const events of [
      [payment(), refunded],
      [payment(), refund()],
      [refund(), payment()],
      [refund(), refunded, payment()],
      [refunded, refund()],
    ]) {
      expect((await recorded(events)).orders).toMatchObject([{ orderKey: "square#pay1", netMinor: 1500 }]);
    }
  });

  it("is worth its goods when its tip went back, told by the payment's sum, by itself, or beside goods", async () => {
    const usd = (amount: number) => ({ amount, currency: "USD" });
    const back = (amount: number) => payment({ updated_at: "2026-11-20T10:00:00.000Z", refunded_money: usd(amount) });
    const [tip, goods] = [
      refund({ id: "pay1_tip", amount_money: usd(300) }),
      refund({ id: "pay1_goods", amount_money: usd(500) }),
    ];
    for (const events of [[back(300)], [payment(), tip], [tip, back(300)], [back(300), tip, payment()]])
      expect((await recorded(events)).orders).toMatchObject([{ netMinor: 2000 }]);
    for (const events of [
      [payment(), tip, goods],
      [goods, back(800), tip],
      [tip, goods, back(800), payment()],
    ])
      expect((await recorded(events)).orders).toMatchObject([{ netMinor: 1500 }]);
  });

  it.each([
    ["APPROVED", "unpaid"],
    ["FAILED", "unpaid"],
    ["CANCELED", "cancelled"],
  ])("does not count while it is %s", async (status, reason) => {
    const { orders } = await recorded([payment({ status })]);
    expect(orders).toMatchObject([{ counted: { state: "not-counted", reason } }]);
  });

  it("is in minor units as Square writes them", () => {
    const yen = payment({ amount_money: { amount: 2000, currency: "JPY" }, total_money: null });
    expect(read(yen)).toMatchObject({ facts: { totalMinor: 2000, currency: "JPY" } });
  });
});

it("a refund counts when it has gone through", () => {
  for (const status of ["PENDING", "REJECTED", "FAILED"]) expect(read(refund({ status })).kind).toBe("ignored");
});

describe("a customer of Square", () => {
  const customer = (more: object) =>
    event("customer.updated", {
      customer: {
        id: "C1",
        updated_at: "2026-11-19T12:00:00Z",
        given_name: "Eve",
        family_name: "Example",
        email_address: "eve@example.com",
        phone_number: "+15555550101",
        birthday: "0000-05-01",
        preferences: { email_unsubscribed: false },
        ...more,
      },
    });

  it("brings name, phone and a birthday without its year", () => {
    const profile = { firstName: "Eve", phone: "+15555550101", birthday: "--05-01" };
    expect(read(customer({}))).toMatchObject({ kind: "profile", person: { customerId: "C1", profile } });
    expect(read(customer({ birthday: "1990-05-01" }))).toMatchObject({
      person: { profile: { birthday: "1990-05-01" } },
    });
  });

  it("who left the mailing list has refused; who did not has said nothing", async () => {
    const { world } = await recorded([customer({ preferences: { email_unsubscribed: true } })]);
    const known = await world.store.readCustomer("square:C1");
    expect(known && consentFor(known.consents, known.emailKey)).toMatchObject({ state: "denied" });
    for (const left of ["TRUE", " Yes ", "on", "unsubscribed", [true]])
      expect(read(customer({ preferences: { email_unsubscribed: left } }))).toMatchObject({
        person: { consent: { state: "denied" } },
      });
    for (const none of [null, "", "No", 0, []]) {
      const told = read(customer({ preferences: { email_unsubscribed: none } }));
      expect(told.kind === "profile" && told.person.consent).toBeUndefined();
    }
    const silent = read(customer({}));
    expect(silent.kind === "profile" && silent.person.consent).toBeUndefined();
  });
});

it("orders without amounts, test notifications and payouts are let go", () => {
  const order = event("order.updated", { order_updated: { order_id: "order1", state: "OPEN", version: 2 } });
  expect(read(order).kind).toBe("ignored");
  expect(read({ type: "webhooks.test_notification", data: { type: "webhooks", id: "1" } }).kind).toBe("ignored");
  expect(read(event("payout.sent", {})).kind).toBe("ignored");
});
