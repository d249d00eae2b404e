import { describe, expect, it } from "vitest";
import { type Consent, consentFor, consentsOf, joinConsents } from "../../../shared/model/consent.ts";
import { shopifyOrder, standardEvent } from "../../support/bodies.ts";
import { hash } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const key = "a key";
const joined = (a: Consent, b: Consent): Consent[] =>
  [
    [a, b],
    [b, a],
  ].map(([first = a, second = b]) => consentFor(joinConsents(consentsOf(first, key), consentsOf(second, key)), key));

const consentEvent = (state: string, at: string | null) => ({
  customer_id: 7,
  email_address: "ann@example.com",
  email_marketing_consent: { state, opt_in_level: null, consent_updated_at: at },
});
type World = ReturnType<typeof recordingWorld>;
/** What is in force for the address that the customer is mailed at, or for another one. */
const consentOf = async (world: World, id: string, address?: string) => {
  const customer = await world.store.readCustomer(id);
  return customer && consentFor(customer.consents, address ? hash(address) : customer.emailKey);
};
const topic = "customers_email_marketing_consent/update";
const say = (world: World, customer: Record<string, unknown>, order: Record<string, unknown> = {}) =>
  world.deliver("standard", "order-event", standardEvent({ customer, ...order }));

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
    await world.deliver("shopify", topic, consentEvent("subscribed", "2024-01-01T00:00:00Z"));
    await world.deliver("shopify", topic, consentEvent("unsubscribed", null));
    expect(await consentOf(world, "shopify:7")).toMatchObject({ state: "denied", at: "2026-11-20T12:00:00.000Z" });
  });

  it("is not outlived by a consent from the future", async () => {
    const world = recordingWorld();
    const tell = (state: string, at: string) =>
      say(world, { id: "77", email: "cy@example.com", marketingConsent: { state, at } });
    await tell("granted", "2099-01-01T00:00:00.000Z");
    expect(await consentOf(world, "standard:77")).toMatchObject({ state: "granted", at: "2026-11-20T12:00:00.000Z" });
    await tell("denied", "2026-11-20T12:00:00.000Z");
    expect(await consentOf(world, "standard:77")).toMatchObject({ state: "denied" });
  });

  it("holds for every address of the person, also for one that agreed before and for those who name none", async () => {
    const world = recordingWorld();
    const marketingConsent = { state: "granted", at: "2026-01-01T00:00:00Z" };
    await say(world, { id: "77", email: "cy@example.com", marketingConsent });
    await say(world, { id: "77", marketingConsent: { state: "denied", at: "2026-02-01T00:00:00Z" } });
    expect(await consentOf(world, "standard:77", "cy@example.com")).toMatchObject({ state: "denied" });
    expect(await consentOf(world, "standard:77", "new@example.com")).toMatchObject({ state: "denied" });
    expect((await world.store.readCustomer("standard:77"))?.consents.granted).toEqual({});
  });
});

describe("a grant", () => {
  const granted = { state: "granted", at: "2026-01-01T00:00:00Z" };

  it("is not inherited by somebody who shares a phone number: the two stay two customers", async () => {
    const world = recordingWorld();
    const phone = "+491701234567";
    await say(world, { id: "77", email: "cy@example.com", phone, marketingConsent: granted });
    await say(world, { id: "78", email: "dee@example.com", phone }, { id: "A-2" });
    expect(await consentOf(world, "standard:78")).toEqual({ state: "unknown", basis: "none" });
    expect(await consentOf(world, "standard:77")).toMatchObject({ state: "granted" });
  });

  it("does not move to another address of the profile, and is in force again when the first comes back", async () => {
    const world = recordingWorld();
    const update = (updatedAt: string, customer: Record<string, unknown>) =>
      world.deliver("standard", "order-event", { type: "customer.updated", updatedAt, customer });
    await update("2026-03-01T00:00:00Z", { id: "77", email: "cy@example.com", marketingConsent: granted });
    await update("2026-04-01T00:00:00Z", { id: "77", email: "new@example.com" });
    expect(await consentOf(world, "standard:77")).toMatchObject({ state: "unknown" });
    await update("2026-05-01T00:00:00Z", { id: "77", email: " CY@example.com" });
    expect(await consentOf(world, "standard:77")).toMatchObject({ state: "granted", basis: "explicit" });
  });

  it("that names no address is valid for none", async () => {
    const world = recordingWorld();
    await say(world, { id: "77", marketingConsent: granted });
    await say(world, { id: "77", email: "cy@example.com" }, { id: "A-2" });
    expect(await consentOf(world, "standard:77")).toMatchObject({ state: "unknown" });
  });

  it("of Shopify is for the address that the consent names, or the order was placed with", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", topic, {
      ...consentEvent("subscribed", "2026-01-01T00:00:00Z"),
      email_address: "old@example.com",
    });
    const box = { buyer_accepts_marketing: true, email: "gift@example.com", contact_email: "gift@example.com" };
    await world.deliver("shopify", "orders/create", shopifyOrder(box));
    expect(await consentOf(world, "shopify:7")).toMatchObject({ state: "unknown" });
    expect(await consentOf(world, "shopify:7", "old@example.com")).toMatchObject({ basis: "explicit" });
    expect(await consentOf(world, "shopify:7", "gift@example.com")).toMatchObject({ basis: "soft-opt-in" });
    const email_marketing_consent = { state: "subscribed", consent_updated_at: "2026-02-01T00:00:00Z" };
    const customer = { ...shopifyOrder({}).customer, email_marketing_consent };
    await world.deliver("shopify", "orders/updated", shopifyOrder({ ...box, customer }));
    expect(await consentOf(world, "shopify:7")).toMatchObject({ state: "granted", basis: "explicit" });
  });
});
