import { describe, expect, it } from "vitest";
import { isSomebody } from "../../../shared/model/customer.ts";
import type { WebhookSource } from "../../../shared/model/order.ts";
import { shopifyOrder, standardEvent, stripeCharge, stripeEvent, stripeSession } from "../../support/bodies.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type Told = readonly [WebhookSource, string, unknown];

const permutations = <Of>(of: readonly Of[]): Of[][] =>
  of.length < 2 ? [[...of]] : of.flatMap((one, at) => permutations(of.toSpliced(at, 1)).map((rest) => [one, ...rest]));

/** The one order of these bodies, and whom it made a customer of, which are the same in whatever order they come. */
const endOf = async (told: readonly Told[]) => {
  const ends = await Promise.all(
    permutations(told).map(async (some) => {
      const world = recordingWorld();
      for (const [source, topic, body] of some) await world.deliver(source, topic, body);
      expect(world.parked).toEqual([]);
      const [order] = world.store.rows.orders.values();
      const customers = [...world.store.rows.customers.values()].filter(isSomebody);
      return {
        buyers: customers.map(({ customerId, profile }) => profile.email ?? customerId),
        facts: order?.facts,
        bodies: order?.archiveKeys.length,
      };
    }),
  );
  for (const end of ends) expect(end).toEqual(ends[0]);
  return ends[0];
};

const second = (at: number) => Date.parse("2026-11-19T10:00:00Z") / 1000 + at;
const stripe = (type: string, at: number, object: object): Told => [
  "stripe",
  "event",
  stripeEvent(type, object, { created: second(at), id: `evt_${type}_${at}` }),
];
const sue = { email: "sue@example.com", name: "Sue Example", phone: null, address: { country: "US" } };
const checkout = (at: number, more: Record<string, unknown> = {}) =>
  stripe(
    "checkout.session.completed",
    at,
    stripeSession({
      customer: null,
      customer_email: null,
      customer_details: sue,
      locale: "de",
      total_details: { amount_discount: 500 },
      ...more,
    }),
  );
const payment = (at: number, more: Record<string, unknown> = {}) =>
  stripe("payment_intent.succeeded", at, {
    id: "pi_1",
    object: "payment_intent",
    created: second(0),
    currency: "usd",
    amount_received: 4500,
    customer: null,
    receipt_email: null,
    ...more,
  });
const charge = (at: number, billing: object | null, more: Record<string, unknown> = {}) =>
  stripe(
    "charge.updated",
    at,
    stripeCharge({ customer: null, billing_details: billing, receipt_email: null, ...more }),
  );
const nameless = { email: null, name: null, phone: null, address: null };

describe("an order of whose buyer a body says nothing", () => {
  it.each([
    ["before", [0, 1, 2]],
    ["between", [1, 0, 2]],
    ["after", [2, 0, 1]],
    ["in the second of", [0, 0, 0]],
  ])("stays theirs whom the checkout names, whose time is %s the others'", async (_when, [c = 0, p = 0, h = 0]) => {
    const end = await endOf([checkout(c), payment(p), charge(h, nameless)]);
    expect(end).toMatchObject({ buyers: ["sue@example.com"], bodies: 3 });
    expect(end?.facts).toMatchObject({ locale: "de", discountMinor: 500, country: "US" });
  });

  it("keeps the address, where a later body knows but the customer id, and where the number alone", async () => {
    const account = { customer: "cus_1" };
    const phone = { ...nameless, phone: "+12025550143" };
    const end = await endOf([checkout(0, account), payment(1, account), charge(2, phone)]);
    expect(end).toMatchObject({ buyers: ["sue@example.com"], bodies: 3 });
  });

  it("moves to whom a body truly names, by address or by customer id", async () => {
    const other = { ...nameless, email: "bo@example.com" };
    expect(await endOf([checkout(0), charge(1, other), payment(2)])).toMatchObject({ buyers: ["bo@example.com"] });
    expect(
      await endOf([checkout(0, { customer: "cus_1" }), payment(1, { customer: "cus_2" }), charge(2, nameless)]),
    ).toMatchObject({ buyers: ["stripe:cus_2"] });
  });

  it("is a sale of nobody while no body names one", async () => {
    expect(await endOf([payment(1), charge(2, nameless)])).toMatchObject({ buyers: [] });
  });

  it("of Square stays with the customer of the till", async () => {
    const square = (at: number, more: object): Told => [
      "square",
      "event",
      {
        ...{ merchant_id: "M1", type: "payment.updated", event_id: `e${at}`, created_at: "2026-11-20T10:00:00Z" },
        data: {
          ...{ type: "payment", id: "x" },
          object: {
            payment: {
              ...{ id: "pay1", created_at: "2026-11-19T10:00:00.000Z", status: "COMPLETED" },
              updated_at: `2026-11-19T10:00:0${at}.000Z`,
              amount_money: { amount: 2000, currency: "USD" },
              ...more,
            },
          },
        },
      },
    ];
    const named = square(1, { buyer_email_address: "eve@example.com", customer_id: "C1" });
    expect(await endOf([named, square(2, {}), square(3, { customer_id: "C1" })])).toMatchObject({
      buyers: ["eve@example.com"],
    });
    expect(await endOf([named, square(2, { customer_id: "C2" })])).toMatchObject({ buyers: ["square:C2"] });
  });

  it("stays where a body of Shopify or of our own format has no field for it, and goes where these are empty", async () => {
    const shopify = (at: number, more: object): Told => {
      const updated_at = `2026-11-19T10:00:0${at}Z`;
      const {
        customer: _who,
        email: _own,
        contact_email: _other,
        phone: _number,
        ...rest
      } = shopifyOrder({ updated_at });
      return ["shopify", "orders/updated", { ...rest, ...more }];
    };
    const [ann, nobody] = [
      { customer: null, email: "ann@example.com" },
      { customer: null, email: "" },
    ];
    expect(await endOf([shopify(1, ann), shopify(2, {})])).toMatchObject({ buyers: ["ann@example.com"] });
    expect(await endOf([shopify(1, ann), shopify(2, nobody)])).toMatchObject({ buyers: [] });

    const standard = (at: number, more: object): Told => {
      const { customer: _none, ...rest } = standardEvent({ updatedAt: `2026-11-19T10:00:0${at}Z` }).order;
      return ["standard", "order-event", { type: "order.updated", order: { ...rest, ...more } }];
    };
    expect(
      await endOf([
        standard(1, { customer: { email: "ann@example.com", locale: "de" } }),
        standard(2, { customer: null }),
        standard(3, {}),
      ]),
    ).toMatchObject({ buyers: ["ann@example.com"], facts: { locale: "de" } });
    expect(
      await endOf([standard(1, { customer: { email: "ann@example.com" } }), standard(2, { customer: {} })]),
    ).toMatchObject({ buyers: [] });
  });
});
