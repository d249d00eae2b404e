import { describe, expect, it } from "vitest";
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
const household = async ({ whole = true } = {}) => {
  const shop = settings();
  const world = recordingWorld(shop);
  const update = (customer: object, updatedAt: string) =>
    world.deliver("standard", "order-event", { type: "customer.updated", updatedAt, customer }, updatedAt);
  const ann = { id: "7", firstName: "Ann", lastName: "Lee", email: address, phone: number };
  const bo = { id: "8", firstName: "Bo", lastName: "Miller", email: address, phone: number };
  await update({ ...ann, ...says("granted", granted) }, granted);
  await update({ ...bo, ...says("granted", "2026-11-02T00:00:00.000Z") }, "2026-11-02T00:00:00.000Z");
  const no = says("denied", refused);
  await update(whole ? { ...ann, ...no } : { id: "7", ...no }, refused);
  const statesOf = async (id = "standard:8") => {
    const found = (await whoTheyAre([id], { ...world.store, hash, settings: shop })).get(id);
    if (found === undefined) return undefined;
    const { consents, emailKey, channels } = found;
    return [{ consents, key: emailKey }, channels?.sms, channels?.push].map(
      (told) => told && consentFor(told.consents, told.key).state,
    );
  };
  return { world, update, bo, statesOf };
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
        [emailIdentity(hash(address)), { consents: no, channels: { sms: { consents: no }, push: { consents: no } } }],
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
});
