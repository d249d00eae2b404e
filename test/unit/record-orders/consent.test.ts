import { describe, expect, it } from "vitest";
import { joinPersons, nothingKnown } from "../../../functions/record-orders/join-customer.ts";
import type { Consent } from "../../../shared/model/customer.ts";
import { standardEvent } from "../../support/bodies.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const joined = (a: Consent, b: Consent): Consent[] =>
  [
    [a, b],
    [b, a],
  ].map(
    ([first = a, second = b]) =>
      joinPersons({ ...nothingKnown, consent: first }, { ...nothingKnown, consent: second }).consent,
  );

const consentEvent = (state: string, at: string | null) => ({
  customer_id: 7,
  email_address: "ann@example.com",
  email_marketing_consent: { state, opt_in_level: null, consent_updated_at: at },
});
const consentOf = async (world: ReturnType<typeof recordingWorld>, id: string) =>
  (await world.deps.readCustomer(id))?.consent;

describe("a refusal", () => {
  it.each(["explicit", "soft-opt-in"] as const)("without a basis outlives an older consent: %s", (basis) => {
    const granted: Consent = { state: "granted", basis, at: "2024-01-01T00:00:00.000Z" };
    const denied: Consent = { state: "denied", basis: "none", at: "2025-01-01T00:00:00.000Z" };
    expect(joined(granted, denied)).toEqual([denied, denied]);
  });

  it("gives way to what the customer says explicitly later on", () => {
    const denied: Consent = { state: "denied", basis: "none", at: "2024-01-01T00:00:00.000Z" };
    const granted: Consent = { state: "granted", basis: "explicit", at: "2025-01-01T00:00:00.000Z" };
    expect(joined(granted, denied)).toEqual([granted, granted]);
  });

  it("that Shopify does not date holds against an older consent", async () => {
    const world = recordingWorld();
    const topic = "customers_email_marketing_consent/update";
    await world.deliver("shopify", topic, consentEvent("subscribed", "2024-01-01T00:00:00Z"));
    await world.deliver("shopify", topic, consentEvent("unsubscribed", null));
    expect(await consentOf(world, "shopify:7")).toMatchObject({ state: "denied", at: "2026-11-20T12:00:00.000Z" });
  });

  it("is not outlived by a consent from the future", async () => {
    const world = recordingWorld();
    const say = (state: string, at: string) =>
      world.deliver(
        "standard",
        "order-event",
        standardEvent({ customer: { id: "77", marketingConsent: { state, at } } }),
      );
    await say("granted", "2099-01-01T00:00:00.000Z");
    expect(await consentOf(world, "standard:77")).toMatchObject({ state: "granted", at: "2026-11-20T12:00:00.000Z" });
    await say("denied", "2026-11-20T12:00:00.000Z");
    expect(await consentOf(world, "standard:77")).toMatchObject({ state: "denied" });
  });
});
