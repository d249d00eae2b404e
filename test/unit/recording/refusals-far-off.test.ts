import { describe, expect, it } from "vitest";
import { consentFor } from "../../../shared/model/consent.ts";
import { MOST_HOLDERS } from "../../../shared/model/evidence.ts";
import { phoneIdentity } from "../../../shared/model/identity.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { standardEvent } from "../../support/bodies.ts";
import { hash } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const [granted, refused, erased] = ["2026-11-01T00:00:00.000Z", "2026-11-10T00:00:00.000Z", "2026-11-21T00:00:00.000Z"];
const [fam, bos] = ["fam@example.com", "bo@example.com"];

const worldOf = () => {
  const world = recordingWorld();
  const tell = (customer: object, updatedAt = granted) =>
    world.deliver("standard", "order-event", { type: "customer.updated", updatedAt, customer }, updatedAt);
  const stateOf = async (id: string, channel: "sms" | "push") => {
    const told = (await whoTheyAre([id], world.deps)).get(id)?.channels?.[channel];
    return told && consentFor(told.consents, told.key).state;
  };
  const erase = async (...ids: string[]) => {
    await eraseCustomer(ids, { now: erased, askedAt: erased }, world.deps);
    await world.lookAgain();
  };
  return { ...world, tell, stateOf, erase };
};
const before = "2026-10-01T00:00:00.000Z";
const says = (channel: string, state: string, more: object = {}, at = state === "denied" ? refused : granted) => ({
  channels: [{ channel, ...more, consent: { state, at } }],
});

describe("a refusal to which somebody led who is erased", () => {
  it("is heard at a handle three steps from it: their customer id, their mailbox, and what is told of that alone", async () => {
    const { tell, stateOf, erase } = worldOf();
    await tell({ id: "8", firstName: "Bo", email: bos, ...says("push", "granted", { handle: "tablet" }) });
    await tell({ id: "7", ...says("push", "granted", { handle: "tablet" }, before) }, before);
    await tell({ id: "7", firstName: "Ann", email: fam });
    expect(await stateOf("standard:8", "push")).toBe("granted");
    await tell({ email: fam, ...says("push", "denied") }, refused);
    expect(await stateOf("standard:8", "push")).toBe("denied");
    await erase("standard:7");
    expect(await stateOf("standard:8", "push")).toBe("denied");
  });

  it("is heard at an address two steps from it: whose it is, and what they told at another", async () => {
    const { tell, stateOf, erase } = worldOf();
    await tell({ id: "8", firstName: "Bo", email: bos, ...says("push", "granted", { handle: "tablet" }) });
    await tell(
      { id: "9", firstName: "Cy", email: fam, ...says("push", "granted", { handle: "tablet" }, before) },
      before,
    );
    await tell({ id: "7", firstName: "Ann", email: fam });
    expect(await stateOf("standard:8", "push")).toBe("granted");
    await tell({ id: "7", firstName: "Ann", email: "ann@example.com", ...says("push", "denied") }, refused);
    expect(await stateOf("standard:8", "push")).toBe("denied");
    await erase("standard:7");
    expect(await stateOf("standard:8", "push")).toBe("denied");
  });

  it("is heard there also where nothing was refused that is nearer to who is erased, who said nothing", async () => {
    const { tell, stateOf, erase } = worldOf();
    const phone = "+491701234567";
    const me = phoneIdentity(hash(phone));
    await tell({ phone, ...says("sms", "granted") });
    await tell({ id: "8", firstName: "Bo", email: bos, ...says("sms", "denied") }, refused);
    await tell({ id: "8", firstName: "Bo", email: fam });
    expect(await stateOf(me, "sms")).toBe("granted");
    await tell({ id: "7", firstName: "Ann", email: fam, phone });
    expect(await stateOf(me, "sms")).toBe("denied");
    await erase("standard:7");
    expect(await stateOf(me, "sms")).toBe("denied");
  });

  it("is not heard any farther than before: by a device whose number leads there in one step more", async () => {
    const { tell, stateOf, erase } = worldOf();
    const phone = "+491701234567";
    const me = phoneIdentity(hash(phone));
    await tell({ phone, ...says("push", "granted", { handle: "tablet" }) });
    await tell({ id: "8", firstName: "Bo", email: bos, ...says("push", "denied") }, refused);
    await tell({ id: "8", firstName: "Bo", email: fam });
    await tell({ id: "7", firstName: "Ann", email: fam, phone, ...says("sms", "denied") }, refused);
    expect(await stateOf(me, "push")).toBe("granted");
    await erase("standard:7");
    expect(await stateOf(me, "push")).toBe("granted");
  });
});

describe("an erasure of whom another system calls by one of our names", () => {
  it("leaves a customer of that system", async () => {
    const { deliver, store, erase } = worldOf();
    await deliver("shopify", "customers/update", { id: 7, email: "ann@x.example", updated_at: granted }, granted);
    const at = { orderedAt: granted, updatedAt: granted };
    const order = standardEvent({
      ...at,
      customer: { id: "shopify:7", firstName: "Zoe", marketingConsent: { state: "denied", at: granted } },
    });
    await deliver("standard", "order-event", order, granted);
    const theirs = "standard:shopify:7";
    expect(store.rows.customers.get(theirs)).toBeDefined();
    await erase("shopify:7");
    expect(store.rows.customers.get("shopify:7")).toBeUndefined();
    expect(store.rows.customers.get(theirs)?.erasedAt).toBeUndefined();
    expect(store.rows.customers.get(theirs)).toBeDefined();
  });
});

describe("a refusal told at an old number or device alone that very many were told with", () => {
  it.each([10, MOST_HOLDERS + 2])("is heard by who is reached at another since, of %i", async (people) => {
    for (const [channel, handle] of [
      ["sms", "+491701234567"],
      ["push", "kiosk"],
    ] as const) {
      const { tell, stateOf } = worldOf();
      const at = (where: string, state: string) =>
        channel === "sms" ? { phone: where, ...says("sms", state) } : says("push", state, { handle: where });
      for (let one = 1; one < people; one++)
        await tell({ id: `c${one}`, email: `c${one}@x.example`, ...at(handle, "granted") });
      await tell({ id: "P", email: "p@x.example", ...at(handle, "granted") });
      const since = "2026-11-02T00:00:00.000Z";
      await tell({ id: "P", ...at(channel === "sms" ? "+491709999999" : "own", "granted") }, since);
      expect([channel, await stateOf("standard:P", channel)]).toEqual([channel, "granted"]);
      await tell(at(handle, "denied"), refused);
      expect([channel, await stateOf("standard:P", channel)]).toEqual([channel, "denied"]);
    }
  });
});
