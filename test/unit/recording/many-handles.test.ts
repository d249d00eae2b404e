import { describe, expect, it } from "vitest";
import { consentFor } from "../../../shared/model/consent.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { forgetLostPhones } from "../../../shared/recording/forget-lost-phones.ts";
import { MOST_PHONES } from "../../../shared/recording/phones-told.ts";
import { hash } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const FIRST = Date.parse("2026-01-01T00:00:00.000Z");
const dayOf = (day: number, hour = 0) => new Date(FIRST + (day * 24 + hour) * 3_600_000).toISOString();
const NOW = "2026-11-21T00:00:00.000Z";
const TOKENS = MOST_PHONES + 12;
const tokens = Array.from({ length: TOKENS }, (_, day) => `token-${day}`);
const keyOf = (token: string) => `push:${hash(`push ${token}`)}`;

type World = ReturnType<typeof recordingWorld>;
const update = ({ deliver }: World, customer: object, updatedAt: string) =>
  deliver("standard", "order-event", { type: "customer.updated", updatedAt, customer });
const says = (token: string, state: string, at: string) => ({
  channels: [{ channel: "push", handle: token, consent: { state, at } }],
});
const grant = (world: World, day: number) =>
  update(world, { id: "7", email: "ann@example.com", ...says(`token-${day}`, "granted", dayOf(day)) }, dayOf(day));
const stop = (world: World, day: number) => update(world, says(`token-${day}`, "denied", dayOf(day, 1)), dayOf(day, 1));
const stateOf = async ({ deps }: World) => {
  const push = (await whoTheyAre(["standard:7"], deps)).get("standard:7")?.channels?.push;
  return [push?.key, push && consentFor(push.consents, push.key).state];
};
/** Which tokens' rows name them. */
const naming = async ({ deps }: World) => {
  const { identities } = await deps.readEvidence({ identities: tokens.map(keyOf) });
  return tokens.filter((token) =>
    identities.get(keyOf(token))?.holders.some((holder) => holder.includes("standard:7")),
  );
};

/** An app gives them a new token each day. */
const withTokens = async (days: readonly number[]) => {
  const world = recordingWorld();
  for (const day of days) await grant(world, day);
  return world;
};
const days = tokens.map((_, day) => day);
const latest = tokens.slice(-MOST_PHONES);

describe("handles of one buyer, more than a row has room for", () => {
  it("leave a refusal at the one told last heard, whichever it is", async () => {
    const world = recordingWorld();
    for (const day of days) {
      await grant(world, day);
      if (day < 30) continue;
      expect([day, ...(await stateOf(world))]).toEqual([day, keyOf(`token-${day}`), "granted"]);
      await stop(world, day);
      expect([day, ...(await stateOf(world))]).toEqual([day, keyOf(`token-${day}`), "denied"]);
    }
  });

  it("are the ones told last, in whatever order they are told, and no row names them at another", async () => {
    const world = await withTokens(days);
    expect(await naming(world)).toEqual(latest);
    const backwards = await withTokens([...days].reverse());
    expect(await naming(backwards)).toEqual(latest);
    const phonesOf = ({ store }: World) =>
      [...store.rows.holders.values()].map(({ holder, phones, phoneTimes }) => ({ holder, phones, phoneTimes }));
    expect(phonesOf(backwards)).toEqual(phonesOf(world));
  });

  it("name nobody after their erasure, also where a worker died before one that gave way was taken out", async () => {
    const world = await withTokens(days.slice(0, MOST_PHONES));
    const { saveIdentity, removeIdentity } = world.deps;
    world.deps.removeIdentity = async () => {
      throw new Error("died over it");
    };
    await expect(grant(world, MOST_PHONES)).rejects.toThrow("died over it");
    Object.assign(world.deps, { saveIdentity, removeIdentity });
    expect(await naming(world)).toHaveLength(MOST_PHONES + 1);
    await eraseCustomer(["standard:7"], { now: NOW, askedAt: NOW }, world.deps);
    await world.lookAgain();
    expect(await naming(world)).toEqual([]);
    expect(JSON.stringify([...world.store.rows.identities])).not.toContain("standard:7");
  });

  it("name whoever is told one again while another worker takes it away", async () => {
    const world = await withTokens(days.slice(0, MOST_PHONES));
    const { removeIdentity, saveHolder } = world.deps;
    const [isAbout, isDone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const again: Promise<unknown>[] = [];
    world.deps.removeIdentity = async (row) => {
      world.deps.removeIdentity = removeIdentity;
      world.deps.saveHolder = async (holder) => {
        world.deps.saveHolder = saveHolder;
        isAbout.resolve();
        await isDone.promise;
        return saveHolder(holder);
      };
      const at = dayOf(MOST_PHONES, 2);
      again.push(update(world, { id: "7", email: "ann@example.com", ...says("token-0", "granted", at) }, at));
      await isAbout.promise;
      return removeIdentity(row);
    };
    await grant(world, MOST_PHONES);
    isDone.resolve();
    await Promise.all(again);
    expect(again).toHaveLength(1);
    const [holder] = [...world.store.rows.holders.values()].filter(({ phones }) => phones.length > 0);
    expect(holder?.phones).toContain(keyOf("token-0"));
    expect(await naming(world)).toEqual(["token-0", ...tokens.slice(2, MOST_PHONES + 1)]);
  });

  it("are named again where one that had given way is told again meanwhile", async () => {
    const world = await withTokens([0]);
    const { deps, store } = world;
    const [holder] = [...store.rows.holders.values()].filter(({ phones }) => phones.length > 0);
    const { identities } = await deps.readEvidence({ identities: [keyOf("token-0")] });
    const row = identities.get(keyOf("token-0"));
    if (holder === undefined || row === undefined) throw new Error("nobody was told with a token");
    await deps.saveIdentity({ ...row, holders: ["standard:8"] });
    await forgetLostPhones(holder.holder, [keyOf("token-0")], deps);
    expect(store.rows.identities.get(keyOf("token-0"))?.holders.toSorted()).toEqual(
      [holder.holder, "standard:8"].toSorted(),
    );
  });

  it("give way once more when the event comes again after its worker died", async () => {
    const world = await withTokens(days.slice(0, MOST_PHONES));
    const { removeIdentity } = world.deps;
    world.deps.removeIdentity = async () => {
      throw new Error("died over it");
    };
    await expect(grant(world, MOST_PHONES)).rejects.toThrow("died over it");
    world.deps.removeIdentity = removeIdentity;
    await grant(world, MOST_PHONES);
    expect(await naming(world)).toEqual(tokens.slice(1, MOST_PHONES + 1));
  });
});
