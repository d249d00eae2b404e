import { describe, expect, it } from "vitest";
import { exportCustomer } from "../../../shared/recording/export-customer.ts";
import { settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const ann = { id: "77", email: "ann@example.com" };
const told = (kind: string, id: string, at: string, customer: object = ann) => ({
  type: "customer.event",
  event: { id, kind, at },
  customer,
});
const cart = told("cart-left", "c1", "2026-11-18T23:30:00Z");

const worldOf = async (bodies: readonly unknown[], shop = settings()) => {
  const world = recordingWorld(shop);
  const outcomes = [];
  for (const body of bodies) outcomes.push(await world.deliver("standard", "order-event", body));
  return { ...world, outcomes };
};
const rowOf = async (world: Awaited<ReturnType<typeof worldOf>>) =>
  (await world.store.readCustomers(["standard:77"])).get("standard:77");

describe("an event beside orders", () => {
  it("makes somebody who bought nothing a customer, with days of the shop", async () => {
    const world = await worldOf([told("signed-up", "s1", "2026-11-01T10:00:00Z"), cart], {
      ...settings(),
      timeZone: "Europe/Berlin",
    });
    expect(await rowOf(world)).toMatchObject({
      profile: { email: "ann@example.com" },
      days: new Uint8Array(),
      events: {
        "signed-up": { first: "2026-11-01", days: [["2026-11-01", 1]] },
        "cart-left": { first: "2026-11-19", days: [["2026-11-19", 1]] },
      },
    });
  });

  it("counts once, however often it comes", async () => {
    const world = await worldOf([cart, cart, { ...cart }, told("cart-left", "c2", "2026-11-18T23:30:00Z")]);
    expect((await rowOf(world))?.events?.["cart-left"]?.days).toEqual([["2026-11-18", 2]]);
  });

  it("is parked with a consent in it, which no event gives; other facts are the person's", async () => {
    const consent = { marketingConsent: { state: "denied", at: "2026-11-18T00:00:00Z" } };
    const world = await worldOf([
      told("signed-up", "s1", "2026-11-18T10:00:00Z", { ...ann, ...consent }),
      told("signed-up", "s2", "2026-11-18T10:00:00Z", { ...ann, firstName: "Ann", nickname: "A" }),
    ]);
    expect(world.outcomes).toEqual([
      { outcome: "parked", reason: "wrong-shape" },
      { outcome: "recorded", customerId: "standard:77" },
    ]);
    expect(await rowOf(world)).toMatchObject({ profile: { firstName: "Ann" }, consents: { granted: {} } });
  });

  it("is parked with its reason where its kind is not known, its time is to come, or it names nobody", async () => {
    const world = await worldOf([
      told("wishlist-shared", "w1", "2026-11-18T10:00:00Z"),
      told("cart-left", "c3", "2026-12-24T10:00:00Z"),
      told("cart-left", "c4", "2026-11-18T10:00:00Z", {}),
      told("cart-left", "c5", "yesterday"),
      told("cart-left", "x".repeat(201), "2026-11-18T10:00:00Z"),
      { ...cart, event: undefined },
    ]);
    expect(world.parked.map(({ reason }) => reason)).toEqual([
      "unknown-event-kind",
      "in-the-future",
      "nobody",
      "bad-time",
      "wrong-shape",
      "wrong-shape",
    ]);
    expect(await rowOf(world)).toBeUndefined();
  });

  it("leaves no body behind once it is recorded, and is in the export by its summary", async () => {
    const world = await worldOf([cart]);
    expect(world.keptFiles()).toEqual([]);
    const exported = await exportCustomer(["standard:77"], world.deps);
    expect(exported?.customers[0]).toMatchObject({ events: { "cart-left": { first: "2026-11-18" } } });
    expect(exported?.told[0]).toMatchObject({ events: { "cart-left": { first: "2026-11-18T23:30:00.000Z" } } });
  });

  it("goes with an erasure, and does not come again by a late copy", async () => {
    const world = await worldOf([cart, { type: "customer.redact", customer: ann }]);
    await world.lookAgain();
    expect(await rowOf(world)).toBeUndefined();
    const late = await world.deliver("standard", "order-event", cart, "2026-11-22T00:00:00.000Z");
    expect(late).toEqual({ outcome: "erased-before" });
    expect(await rowOf(world)).toBeUndefined();
  });

  it("joins nobody, and is one person's over all the holders that something else joins", async () => {
    const bodies = [
      cart,
      told("cart-left", "c2", "2026-11-19T10:00:00Z", { id: "77" }),
      told("cart-left", "c6", "2026-11-19T11:00:00Z", { email: "Ann@example.com" }),
      told("cart-left", "c7", "2026-11-19T12:00:00Z", { id: "78", email: ann.email }),
    ];
    const apart = await worldOf(bodies);
    expect((await rowOf(apart))?.identities).toEqual(["standard:77"]);
    const joined = await worldOf([
      ...bodies,
      { type: "customer.updated", updatedAt: "2026-11-19T13:00:00Z", customer: ann },
    ]);
    expect((await rowOf(joined))?.events?.["cart-left"]?.days).toEqual([
      ["2026-11-18", 1],
      ["2026-11-19", 2],
    ]);
  });

  it("takes no more room than it has, and a first day never gets lost", async () => {
    const many = Array.from({ length: 60 }, (_, at) =>
      told("page-viewed", `p${at}`, new Date(Date.UTC(2026, 8, 1 + at, 12)).toISOString()),
    );
    const [there, back] = [await worldOf(many), await worldOf(many.toReversed())];
    const events = (await rowOf(there))?.events?.["page-viewed"];
    expect(events?.first).toBe("2026-09-01");
    expect(events?.days.length).toBe(50);
    expect(await rowOf(back)).toMatchObject({ events: { "page-viewed": events } });
  });
});
