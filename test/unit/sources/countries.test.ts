import { describe, expect, it } from "vitest";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { shopifyOrder, standardEvent, stripeCharge, stripeEvent, wooOrder } from "../../support/bodies.ts";
import { settings } from "../../support/recording-deps.ts";

type Told = "shopify" | "woocommerce" | "standard" | "stripe";

const ordersFrom: Record<Told, (country: string) => { topic: string; body: object }> = {
  shopify: (country) => ({
    topic: "orders/create",
    body: shopifyOrder({ shipping_address: { country_code: country }, billing_address: null, customer: null }),
  }),
  woocommerce: (country) => ({
    topic: "order.created",
    body: wooOrder({ billing: { email: "bo@example.com", country } }),
  }),
  standard: (country) => ({
    topic: "order-event",
    body: standardEvent({ customer: { id: "77", email: "cy@example.com", country } }),
  }),
  stripe: (country) => ({
    topic: "event",
    body: stripeEvent("charge.succeeded", stripeCharge({ billing_details: { address: { country } } })),
  }),
};

describe.each(["shopify", "woocommerce", "standard", "stripe"] as const)("a country in a webhook of %s", (source) => {
  const read = (country: string) => {
    const { topic, body } = ordersFrom[source](country);
    const bytes = Buffer.from(JSON.stringify(body));
    const intent = readIntent({ source, topic, receivedAt: "2026-11-20T12:00:00.000Z", body: bytes }, settings());
    return intent.kind === "order" ? [intent.person.profile.country, intent.facts.country] : [];
  };

  it.each(["CN", " cn", "CHN", "China"])("is CN for %j", (country) => expect(read(country)).toEqual(["CN", "CN"]));

  it("is told apart from none, where nobody can read it", () => {
    expect(read("Atlantis")).toEqual(["ZZ", "ZZ"]);
    for (const none of ["", "XX"]) expect(read(none)).toEqual([undefined, undefined]);
  });
});
