import { describe, expect, it } from "vitest";
import { actOnIntake } from "../../../functions/act-on-intake/act-on-intake.ts";
import { incomingKey } from "../../../shared/model/archive-keys.ts";
import { consentFor } from "../../../shared/model/consent.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { standardEvent } from "../../support/bodies.ts";
import { hash, settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
type Step = (world: World) => Promise<unknown>;
const refused = "2026-11-10T00:00:00.000Z";
const no = { state: "denied", at: refused };
const email = "ann@example.com";

const posted =
  (body: object): Step =>
  (world) =>
    world.deliver("standard", "order-event", body, refused);
const updated = (customer: object) => posted({ type: "customer.updated", updatedAt: refused, customer });
const stop = updated({ id: "shopify:7", email, marketingConsent: no, channels: [{ channel: "sms", consent: no }] });

const shopify: Step = async (world) => {
  const body = { id: 7, email, phone: "+491701234567", first_name: "Ann", updated_at: "2026-11-01T00:00:00Z" };
  const consents = { state: "subscribed", consent_updated_at: "2026-11-01T00:00:00Z" };
  const told = { ...body, email_marketing_consent: consents, sms_marketing_consent: consents };
  await world.deliver("shopify", "customers/update", told, "2026-11-01T00:00:00.000Z");
};

const redact: Step = async (world) => {
  const body = { shop_domain: "s", customer: { id: 7, email }, orders_to_redact: [] };
  await world.deliver("shopify", "customers/redact", body, "2026-11-21T00:00:00.000Z");
  await world.lookAgain();
};

const worldAfter = async (...steps: Step[]): Promise<World> => {
  const world = recordingWorld();
  for (const step of steps) await step(world);
  return world;
};

const statesOf = async ({ store }: World, id: string) => {
  const told = (await whoTheyAre([id], { ...store, hash, settings: settings() })).get(id);
  const sms = told?.channels?.sms;
  return told && [consentFor(told.consents, told.emailKey).state, sms && consentFor(sms.consents, sms.key).state];
};

/** Every byte of rows and files but notes. */
const kept = (world: World): string =>
  [
    JSON.stringify([...world.store.rows.holders.values()]),
    JSON.stringify([...world.store.rows.identities.values()]),
    JSON.stringify([...world.store.rows.customers.values()]),
    ...world.keptFiles(),
  ].join("\n");

describe("a refusal under our id with the person's address", () => {
  it("is heard for whom we know by it, and by who is mailed at that address, and makes nobody", async () => {
    for (const steps of [
      [shopify, stop],
      [stop, shopify],
    ]) {
      const world = await worldAfter(...steps);
      expect(await statesOf(world, "shopify:7")).toEqual(["denied", "denied"]);
      expect([...world.store.rows.customers.values()].map(({ customerId }) => customerId)).not.toContain(
        "standard:shopify:7",
      );
    }
    const other = await worldAfter(
      updated({ id: "8", email, marketingConsent: { state: "granted", at: "2026-11-01T00:00:00Z" } }),
      stop,
    );
    expect(await statesOf(other, "standard:8")).toEqual(["denied", "denied"]);
  });

  it("leaves nothing after the redaction of its source", async () => {
    for (const steps of [
      [shopify, stop, redact, shopify, stop],
      [stop, shopify, redact, stop, shopify],
    ]) {
      const world = await worldAfter(...steps);
      await world.lookAgain();
      expect(kept(world)).not.toMatch(/ann@|shopify:7/);
      expect(world.keptFiles()).toEqual([]);
      expect(world.toldNotReached).toEqual([]);
    }
  });

  it("that tells more is of the sender's own customer", async () => {
    const world = await worldAfter(updated({ id: "shopify:7", email, firstName: "Ann", marketingConsent: no }));
    expect(await statesOf(world, "standard:shopify:7")).toEqual(["denied", undefined]);
  });
});

describe("a refusal with an order under our id", () => {
  const order = (id: string, marketingConsent: object) =>
    posted(
      standardEvent({
        orderedAt: refused,
        updatedAt: refused,
        customer: { id, email: "office@example.com", marketingConsent },
      }),
    );

  it("is heard for whom we know by it, and the order is the sender's customer's", async () => {
    for (const steps of [
      [shopify, order("shopify:7", no)],
      [order("shopify:7", no), shopify],
      [shopify, order("Shopify:7 ", no)],
    ]) {
      const world = await worldAfter(...steps);
      expect((await statesOf(world, "shopify:7"))?.[0]).toBe("denied");
      const [kept] = world.store.rows.orders.values();
      expect(kept).toMatchObject({ holder: expect.stringContaining("standard:shopify:7") });
    }
  });

  it("is no yes", async () => {
    const world = await worldAfter(
      shopify,
      updated({ id: "shopify:7", marketingConsent: { ...no, at: "2026-11-09T00:00:00Z" } }),
      order("shopify:7", { state: "granted", at: refused }),
    );
    expect((await statesOf(world, "shopify:7"))?.[0]).toBe("denied");
  });
});

describe("a body over which a worker died", () => {
  it("leaves no row that names the erased for a device or another number that it told of", async () => {
    for (const channel of [
      { channel: "push", handle: "token-2" },
      { channel: "wecom", handle: "wm-2" },
      { channel: "sms", handle: "+491705555555" },
    ]) {
      const world = await worldAfter(updated({ id: "7", email }));
      const names = world.store.rows.identities.size;
      const saveHolder = world.deps.saveHolder;
      world.deps.saveHolder = () => Promise.reject(new Error("died"));
      const said = [{ ...channel, consent: { ...no, state: "granted" } }];
      const body = { type: "customer.updated", updatedAt: refused, customer: { id: "7", channels: said } };
      const archiveKey = incomingKey({ source: "standard", receivedAt: refused }, "ab");
      await world.data.write(archiveKey, JSON.stringify(body));
      const message = JSON.stringify({ source: "standard", topic: "order-event", archiveKey, receivedAt: refused });
      await expect(actOnIntake(message, world.deps)).rejects.toThrow("died");
      expect(world.store.rows.identities.size).toBeGreaterThan(names);
      world.deps.saveHolder = saveHolder;
      const now = "2026-11-21T00:00:00.000Z";
      await eraseCustomer(["standard:7"], { now, askedAt: now }, world.deps);
      await actOnIntake(message, world.deps);
      await world.lookAgain();
      expect([...world.store.rows.identities.values()]).toEqual([]);
    }
  });
});
