import { describe, expect, it } from "vitest";
import { actOnIntake } from "../../../functions/act-on-intake/act-on-intake.ts";
import { incomingKey } from "../../../shared/model/archive-keys.ts";
import { consentFor } from "../../../shared/model/consent.ts";
import { emailIdentity, phoneIdentity } from "../../../shared/model/identity.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { eraseSource } from "../../../shared/recording/erase-source.ts";
import { exportCustomer } from "../../../shared/recording/export-customer.ts";
import { hash, settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const [granted, refused, later] = ["2026-11-01T00:00:00.000Z", "2026-11-10T00:00:00.000Z", "2026-11-22T00:00:00.000Z"];
const NOW = "2026-11-21T00:00:00.000Z";
const [address, number] = ["fam@example.com", "+491701234567"];
const asked = { now: NOW, askedAt: NOW };
const says = (state: string, at: string) => ({
  marketingConsent: { state, at },
  channels: [
    { channel: "sms", consent: { state, at } },
    { channel: "push", handle: "tablet", consent: { state, at } },
  ],
});

/** Two of one household with one mailbox, one number and one tablet, both of whom agreed to everything; then one says no to all. */
const household = async ({ whole = true, late = false } = {}) => {
  const shop = settings();
  const world = recordingWorld(shop);
  const update = (customer: object, updatedAt: string) =>
    world.deliver("standard", "order-event", { type: "customer.updated", updatedAt, customer }, updatedAt);
  const ann = { id: "7", firstName: "Ann", lastName: "Lee", email: address, phone: number };
  const bo = { id: "8", firstName: "Bo", lastName: "Miller", email: address, phone: number };
  await update({ ...ann, ...says("granted", granted) }, granted);
  await update({ ...bo, ...says("granted", "2026-11-02T00:00:00.000Z") }, "2026-11-02T00:00:00.000Z");
  const no = says("denied", refused);
  const refusal = whole ? { ...ann, ...no } : { id: "7", ...no };
  const refuse = () => update(refusal, refused);
  if (!late) await refuse();
  /** A body that the door has archived, and whose message has not come yet. */
  const putOnItsWay = async () => {
    const [source, topic, receivedAt] = ["standard", "order-event", refused] as const;
    const archiveKey = incomingKey({ source, receivedAt }, "ab");
    const body = { type: "customer.updated", updatedAt: refused, customer: refusal };
    await world.data.write(archiveKey, JSON.stringify(body));
    return () => actOnIntake(JSON.stringify({ source, topic, archiveKey, receivedAt }), world.deps);
  };
  const statesOf = async (id = "standard:8") => {
    const found = (await whoTheyAre([id], { ...world.store, hash, settings: shop })).get(id);
    if (found === undefined) return undefined;
    const { consents, emailKey, channels } = found;
    return [{ consents, key: emailKey }, channels?.sms, channels?.push].map(
      (told) => told && consentFor(told.consents, told.key).state,
    );
  };
  return { world, update, bo, refuse, putOnItsWay, statesOf };
};

const denied = ["denied", "denied", "denied"];
const ways: Record<string, (world: Awaited<ReturnType<typeof household>>["world"]) => Promise<unknown>> = {
  "an operator": ({ deps }) => eraseCustomer(["standard:7"], asked, deps),
  "the source": ({ deliver }) =>
    deliver("standard", "order-event", { type: "customer.redact", customer: { id: "7", email: address } }, NOW),
};

describe("the erasure of who said no where others are reached as well", () => {
  it.each(Object.entries(ways).flatMap(([by, erase]) => [true, false].map((whole) => ({ by, erase, whole }))))(
    "leaves the no in force there: by $by, said of address and handles: $whole",
    async ({ erase, whole }) => {
      const { world, statesOf } = await household({ whole });
      expect(await statesOf()).toEqual(denied);
      await erase(world);
      expect(await statesOf()).toEqual(denied);
      await world.lookAgain();
      expect(await statesOf()).toEqual(denied);
      expect(await statesOf("standard:7")).toBeUndefined();
      expect(world.store.rows.customers.get("standard:8")?.consents.denied).toEqual({
        state: "denied",
        basis: "explicit",
        at: refused,
      });
    },
  );

  const granted3 = ["granted", "granted", "granted"];
  it.each(Object.entries(ways))("is heard there though it comes after the erasure: by %s", async (_by, erase) => {
    for (const isLookedFirst of [false, true]) {
      const { world, refuse, statesOf } = await household({ late: true });
      await erase(world);
      if (isLookedFirst) await world.lookAgain();
      expect(await statesOf()).toEqual(granted3);
      expect(await refuse()).toEqual({ outcome: "erased-before" });
      expect(await statesOf()).toEqual(denied);
      const rows = structuredClone(world.store.rows.identities);
      await refuse();
      expect(world.store.rows.identities).toEqual(rows);
      if (!isLookedFirst) await world.lookAgain();
      expect(await statesOf()).toEqual(denied);
      expect(await statesOf("standard:7")).toBeUndefined();
      const { identities, holders } = world.store.rows;
      expect(JSON.stringify([[...identities.values()], [...holders.values()]])).not.toContain("standard:7");
      expect(world.store.rows.customers.get("standard:8")?.consents.denied).toEqual({
        state: "denied",
        basis: "explicit",
        at: refused,
      });
    }
  });

  it.each(Object.entries(ways).flatMap(([by, erase]) => [true, false].map((whole) => ({ by, erase, whole }))))(
    "is heard there though its body was taken away on its way: by $by, said of address and handles: $whole",
    async ({ erase, whole }) => {
      const { world, putOnItsWay, statesOf } = await household({ whole, late: true });
      const arrive = await putOnItsWay();
      await erase(world);
      expect(await statesOf()).toEqual(denied);
      expect(await arrive()).toEqual({ outcome: "erased-before" });
      await world.lookAgain();
      expect(await statesOf()).toEqual(denied);
    },
  );

  it("is outweighed, though it comes late, by what others agreed to since, and makes nobody", async () => {
    const { world, update, bo, refuse, statesOf } = await household({ late: true });
    await eraseCustomer(["standard:7"], asked, world.deps);
    await world.lookAgain();
    await update({ ...bo, ...says("granted", later) }, later);
    const before = [...world.store.rows.customers.keys()];
    await refuse();
    expect(await statesOf()).toEqual(granted3);
    expect([...world.store.rows.customers.keys()]).toEqual(before);
  });

  it("keeps nothing that comes late where nobody else is", async () => {
    const { world, refuse } = await household({ late: true });
    await eraseCustomer(["standard:7", "standard:8"], asked, world.deps);
    await world.lookAgain();
    await refuse();
    expect(world.store.rows.identities.size + world.store.rows.holders.size).toBe(0);
  });

  it("leaves it where everybody of their source goes, and others are of another", async () => {
    const { world } = await household();
    const consent = { state: "subscribed", opt_in_level: null, consent_updated_at: granted };
    await world.deliver("shopify", "customers/update", {
      ...{ id: 77, email: address, phone: number, first_name: "Cy", last_name: "Berg", updated_at: granted },
      ...{ email_marketing_consent: consent, sms_marketing_consent: consent },
    });
    const statesOf = async () => {
      const cy = (await whoTheyAre(["shopify:77"], world.deps)).get("shopify:77");
      return [
        consentFor(cy?.consents ?? { granted: {} }, cy?.emailKey).state,
        consentFor(cy?.channels?.sms?.consents ?? { granted: {} }, cy?.channels?.sms?.key).state,
      ];
    };
    expect(await statesOf()).toEqual(["denied", "denied"]);
    const noteErasures: typeof world.deps.noteErasures = async (keys, note) => {
      await world.store.noteErasures(keys, note);
      expect(await statesOf()).toEqual(["denied", "denied"]);
    };
    await eraseSource("standard", asked, { ...world.deps, noteErasures });
    await world.lookAgain();
    expect(await statesOf()).toEqual(["denied", "denied"]);
  });

  it("keeps nothing of them but keyed hashes, what was refused, and when; and does not change when it is done again", async () => {
    const { world } = await household();
    await eraseCustomer(["standard:7"], asked, world.deps);
    await world.lookAgain();
    const rows = () => [...world.store.rows.identities.values()].filter(({ refused: kept }) => kept !== undefined);
    const first = rows();
    const no = { granted: {}, denied: { state: "denied", basis: "explicit", at: refused } };
    expect(first.map(({ identity, refused: kept }) => [identity, kept])).toEqual(
      expect.arrayContaining([
        [
          emailIdentity(hash(address)),
          { consents: no, byOwner: no.denied, channels: { sms: { consents: no }, push: { consents: no } } },
        ],
        [phoneIdentity(hash(number)), expect.objectContaining({ consents: { granted: {} } })],
      ]),
    );
    expect(JSON.stringify([...world.store.rows.identities])).not.toContain("standard:7");
    await eraseCustomer(["standard:7"], { ...asked, anew: true }, world.deps);
    await world.lookAgain();
    expect(rows()).toEqual(first);
  });

  it("is outweighed by what others say later, as if who said it were there still", async () => {
    const { world, update, bo, statesOf } = await household();
    await eraseCustomer(["standard:7"], asked, world.deps);
    await world.lookAgain();
    await update({ ...bo, ...says("granted", later) }, later);
    expect(await statesOf()).toEqual(["granted", "granted", "granted"]);
  });

  it("goes with the last who is reached there, who is suppressed then", async () => {
    const { world } = await household();
    await eraseCustomer(["standard:7"], asked, world.deps);
    const [now] = ["2026-11-22T00:00:00.000Z"];
    await eraseCustomer(["standard:8"], { now, askedAt: now }, world.deps);
    world.deps.now = () => "2026-11-23T00:00:00.000Z";
    await world.lookAgain();
    expect(world.store.rows.identities.has(emailIdentity(hash(address)))).toBe(false);
    expect(world.store.rows.suppressions.get(hash(address))).toMatchObject({ reason: "erased" });
  });

  it("tells whoever asks for their data that a refusal is in force, and not when it was said", async () => {
    const { world } = await household();
    await eraseCustomer(["standard:7"], asked, world.deps);
    await world.lookAgain();
    const told = await exportCustomer(["standard:8"], world.deps);
    expect(told?.customers).toMatchObject([{ consent: { state: "denied" } }]);
    expect(JSON.stringify(told)).not.toContain(refused);
  });

  it.each([
    { when: "after the no", at: "2026-11-12T00:00:00.000Z", state: "granted" },
    { when: "before it", at: "2026-11-05T00:00:00.000Z", state: "denied" },
    { when: "in the very second", at: refused, state: "denied" },
  ])(
    "is heard by whoever turns out to be one with another once the name that parted them is gone, who agreed there $when",
    async ({ at, state }) => {
      const { world, statesOf } = await household();
      const consent = { state: "subscribed", opt_in_level: null, consent_updated_at: at };
      const customer = { id: 77, email: address, phone: null, updated_at: at, email_marketing_consent: consent };
      await world.deliver("shopify", "customers/update", customer, at);
      expect((await statesOf())?.[0]).toBe("denied");
      await eraseCustomer(["standard:7"], asked, world.deps);
      await world.lookAgain();
      expect(world.store.rows.customers.get("shopify:77")?.identities).toContain("standard:8");
      expect((await statesOf())?.[0]).toBe(state);
    },
  );

  it("says late no more than it says itself: what they refused before, where nobody else was, is erased with them", async () => {
    const world = recordingWorld();
    const tell = (customer: object, at: string) =>
      world.deliver("standard", "order-event", { type: "customer.updated", updatedAt: at, customer }, at);
    const sms = (state: string, at: string) => ({ channels: [{ channel: "sms", consent: { state, at } }] });
    await tell({ phone: number, ...sms("granted", granted) }, granted);
    await tell({ id: "7", ...sms("denied", "2026-11-05T00:00:00.000Z") }, "2026-11-05T00:00:00.000Z");
    await eraseCustomer(["standard:7"], asked, world.deps);
    const no = { state: "denied", at: refused };
    await tell({ id: "7", phone: number, marketingConsent: no, channels: [{ channel: "push", consent: no }] }, refused);
    await world.lookAgain();
    const who = phoneIdentity(hash(number));
    const found = (await whoTheyAre([who], { ...world.store, hash, settings: settings() })).get(who)?.channels?.sms;
    expect(found && consentFor(found.consents, found.key).state).toBe("granted");
    expect(world.store.rows.identities.get(who)?.refused?.channels).toHaveProperty("push");
  });
});
