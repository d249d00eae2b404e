import { describe, expect, it } from "vitest";
import { actOnIntake } from "../../../functions/act-on-intake/act-on-intake.ts";
import { incomingKey } from "../../../shared/model/archive-keys.ts";
import { emailIdentity, phoneIdentity } from "../../../shared/model/identity.ts";
import type { Message } from "../../../shared/model/message.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { erasureKeyOf } from "../../../shared/recording/erasure-notes.ts";
import { shopifyOrder, shopifyRefund } from "../../support/bodies.ts";
import { hash } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
const BEFORE = "2026-11-19T20:00:00.000Z";
const ERASED_AT = "2026-11-21T00:00:00.000Z";
const SECOND_LATER = "2026-11-21T00:00:01.000Z";

const erase = (identity: string, now: string, deps: World["deps"]) =>
  eraseCustomer([identity], { now, askedAt: now }, deps);

const claim: Message = {
  emailKey: hash("ann@example.com"),
  messageKey: "win-back#1#2026-11-19",
  customerId: "shopify:7",
  runId: "2026-11-20-1",
  asOf: "2026-11-20",
  owner: "a worker",
  claimedAt: ERASED_AT,
  state: "claimed",
  locale: "en",
  expiresAt: 1_900_000_000,
};

describe("an erasure that looks again", () => {
  it("takes away a claim that was made when it had read the ledger, and leaves the address suppressed", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/updated", shopifyOrder({}), BEFORE);
    const readMessagesTo: World["deps"]["readMessagesTo"] = async (emailKeys) => {
      const read = await world.store.readMessagesTo(emailKeys);
      if (emailKeys.length > 0) await world.store.claimMessage(claim);
      return read;
    };
    await erase("shopify:7", ERASED_AT, { ...world.deps, readMessagesTo });
    expect(world.store.rows.messages.size).toBe(1);
    await world.lookAgain();
    expect([world.store.rows.messages.size, world.store.rows.customers.size]).toEqual([0, 0]);
    expect([...world.store.rows.suppressions.keys()]).toEqual([claim.emailKey]);
  });

  it("leaves no tombstone where two erasures side by side took the names from under each other", async () => {
    const world = recordingWorld();
    const phone = "+491709000001";
    await world.deliver("shopify", "orders/updated", shopifyOrder({ phone }), BEFORE);
    let [hasMarked, hasAsked] = [false, false];
    /** It had read the notes before the other made its own. */
    const readErasures: World["deps"]["readErasures"] = async (keys) => {
      const notes = hasAsked ? await world.store.readErasures(keys) : new Map();
      hasAsked = true;
      return notes;
    };
    const saveCustomer: World["deps"]["saveCustomer"] = async (row, version) => {
      const saved = await world.store.saveCustomer(row, version);
      if (!hasMarked) {
        hasMarked = true;
        await erase("shopify:7", ERASED_AT, { ...world.deps, readErasures });
      }
      return saved;
    };
    await erase(phoneIdentity(hash(phone)), SECOND_LATER, { ...world.deps, saveCustomer });
    await world.lookAgain();
    expect([...world.store.rows.customers.values()]).toEqual([]);
    expect(world.store.rows.identities.size).toBe(0);
    expect(world.keptFiles()).toEqual([]);
  });

  it("takes nothing away while another erasure goes by it, and comes again after that", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/updated", shopifyOrder({}), BEFORE);
    await erase("shopify:7", ERASED_AT, world.deps);
    const note = (finished: boolean) =>
      world.store.noteErasures([erasureKeyOf("shopify:", hash)], { at: SECOND_LATER, finished });
    await note(false);
    const [look] = world.looks;
    const rows = () => structuredClone(Object.values(world.store.rows));
    const before = rows();
    expect(await actOnIntake(JSON.stringify(look), world.deps)).toEqual({ outcome: "erasure-running" });
    expect([rows(), world.looks.at(-1)]).toEqual([before, look]);
    await note(true);
    await world.lookAgain();
    expect(world.store.rows.identities.size).toBe(0);
  });

  it("looks once more for what was begun over a body that it takes", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/updated", shopifyOrder({}), BEFORE);
    await erase("shopify:7", ERASED_AT, world.deps);
    const body = JSON.stringify(shopifyOrder({ id: 5002, email: "second@example.com", contact_email: null }));
    await world.data.write(incomingKey({ source: "shopify", receivedAt: BEFORE }, "cd"), body);
    for (const look of world.looks.splice(0)) await actOnIntake(JSON.stringify(look), world.deps);
    const identity = emailIdentity(hash("second@example.com"));
    const holder = `${identity} shopify:7`;
    await world.store.saveIdentity({ identity, version: 0, holders: [holder] });
    await world.lookAgain();
    expect([...world.store.rows.identities.keys()]).toEqual([]);
  });

  it("leaves a body alone that was on its way, and was recorded with the order when that was told anew", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/updated", shopifyOrder({}), BEFORE);
    const receivedAt = "2026-11-20T23:59:00.000Z";
    const [archiveKey, again] = ["23:59:00", "23:59:30"].map((time) =>
      incomingKey({ source: "shopify", receivedAt: receivedAt.replace("23:59:00", time) }, "ab"),
    );
    if (!archiveKey || !again) throw new Error("no keys");
    const refund = JSON.stringify(shopifyRefund({ order_id: 5001 }));
    await world.data.write(archiveKey, refund);
    await erase("shopify:7", ERASED_AT, world.deps);
    await world.deliver("shopify", "orders/updated", shopifyOrder({ updated_at: "2026-11-21T10:00:00Z" }));
    await world.data.write(again, refund);
    const message = (key: string) =>
      JSON.stringify({ source: "shopify", topic: "refunds/create", archiveKey: key, receivedAt });
    expect(await actOnIntake(message(again), world.deps)).toMatchObject({ outcome: "recorded" });
    const recorded = world.keptFiles();
    await world.lookAgain();
    expect(await actOnIntake(message(archiveKey), world.deps)).toEqual({ outcome: "erased-before" });
    expect(world.keptFiles()).toEqual(recorded);
    const named = [...world.store.rows.orders.values()].flatMap((order) => order.archiveKeys);
    expect(named.filter((key) => !recorded.includes(key))).toEqual([]);
  });
});

describe("an operator's erasure", () => {
  it("finds a person of whom nothing is left but mail to their address", async () => {
    const world = recordingWorld();
    await world.store.claimMessage(claim);
    const erasing = { now: ERASED_AT, askedAt: ERASED_AT, unknown: "not-noted" } as const;
    expect(await eraseCustomer([emailIdentity(claim.emailKey)], erasing, world.deps)).toMatchObject({
      outcome: "erased",
      messages: 1,
    });
  });
});
