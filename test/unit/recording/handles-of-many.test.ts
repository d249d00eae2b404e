import { describe, expect, it } from "vitest";
import { consentFor } from "../../../shared/model/consent.ts";
import { MOST_HOLDERS } from "../../../shared/model/evidence.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const FIRST = Date.parse("2026-11-01T00:00:00.000Z");
const refused = "2026-11-10T00:00:00.000Z";
const instant = (second: number) => new Date(FIRST + second * 1_000).toISOString();

/** So many customers, each with the handle that an app gives whoever has none; their ids. */
const worldOf = async (people: number, isStopFirst: boolean, channel: "push" | "wecom" = "push") => {
  const world = recordingWorld();
  const update = (customer: object, updatedAt: string) =>
    world.deliver("standard", "order-event", { type: "customer.updated", updatedAt, customer });
  const says = (state: string, at: string) => ({ channels: [{ channel, handle: "null", consent: { state, at } }] });
  const stop = () => update(says("denied", refused), refused);
  if (isStopFirst) await stop();
  for (let one = 0; one < people; one++)
    await update({ id: `c${one}`, ...says("granted", instant(one)) }, instant(one));
  if (!isStopFirst) await stop();
  const ids = Array.from({ length: people }, (_, one) => `standard:c${one}`);
  const found = await whoTheyAre(ids, world.deps);
  return [...found.values()].map(({ channels }) => channels?.[channel]);
};

describe("a device or an account of which more are told than a row names", () => {
  it.each([
    [MOST_HOLDERS + 1, false],
    [MOST_HOLDERS + 1, true],
    [MOST_HOLDERS, false],
  ])("reaches nobody: %i people, its refusal first: %s", async (people, isStopFirst) => {
    const told = await worldOf(people, isStopFirst);
    expect(told).toHaveLength(people);
    expect(told.flatMap((channel) => channel?.handle ?? [])).toEqual([]);
  });

  it("reaches whoever was told with it last while it is of fewer", async () => {
    const told = await worldOf(3, true, "wecom");
    const reached = told.flatMap((channel) => (channel?.handle === undefined ? [] : channel));
    expect(reached.map(({ consents, key }) => consentFor(consents, key).state)).toEqual(["denied"]);
  });
});

describe("a mailbox of which more are told than a row names", () => {
  const mailboxOf = async (people: number, refusal: object) => {
    const world = recordingWorld();
    const update = (customer: object, updatedAt: string) =>
      world.deliver("standard", "order-event", { type: "customer.updated", updatedAt, customer });
    const says = (state: string, at: string) => ({ email: "all@firm.test", marketingConsent: { state, at } });
    for (let one = 0; one < people; one++)
      await update({ id: `c${one}`, ...says("granted", instant(one)) }, instant(one));
    await update({ ...refusal, ...says("denied", refused) }, refused);
    const found = await whoTheyAre(
      Array.from({ length: people }, (_, one) => `standard:c${one}`),
      world.deps,
    );
    return [...found.values()].filter(
      ({ emailKey, consents }) => emailKey !== undefined && consentFor(consents, emailKey).state === "granted",
    );
  };

  it.each([
    [12, {}],
    [12, { id: "c0" }],
    [MOST_HOLDERS + 1, {}],
    [MOST_HOLDERS + 1, { id: "c0" }],
  ])("is mailed for none of %i that bear it once it was refused there, by %j", async (people, refusal) => {
    expect(await mailboxOf(people, refusal)).toEqual([]);
  });
});
