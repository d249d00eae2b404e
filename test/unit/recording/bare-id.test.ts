import { describe, expect, it } from "vitest";
import { consentFor } from "../../../shared/model/consent.ts";
import { isSomebody } from "../../../shared/model/customer.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { newsOfIntent } from "../../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import type { Person } from "../../../shared/sources/intent.ts";
import { hash, settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
type Step = (world: World) => Promise<unknown>;

const [granted, refused, later] = ["2026-11-01T00:00:00.000Z", "2026-11-10T00:00:00.000Z", "2026-11-15T00:00:00.000Z"];
const number = "+491701234567";
const no = { state: "denied", at: refused };
const yes = { state: "granted", basis: "explicit", at: granted } as const;

const updated =
  (customer: object, updatedAt: string): Step =>
  (world) =>
    world.deliver("standard", "order-event", { type: "customer.updated", updatedAt, customer });
const stop = updated({ id: "77", marketingConsent: no, channels: [{ channel: "sms", consent: no }] }, refused);
const stopOfNumber = updated({ id: "77", phone: number, channels: [{ channel: "sms", consent: no }] }, refused);
const cy = (email: string, at: string, state: "granted" | "denied" = "granted") =>
  updated({ id: "77", email, phone: number, marketingConsent: { state, at } }, at);

const file: Step = ({ deps }) => {
  const person: Person = {
    source: "csv",
    customerId: "77",
    emails: ["ann@example.com"],
    phones: [number],
    profile: { email: "ann@example.com", phone: number, updatedAt: granted },
    consent: yes,
    consentEmail: "ann@example.com",
    channels: [{ channel: "sms", handle: number, consent: yes }],
  };
  return recordNews(newsOfIntent({ kind: "profile", person }, undefined, hash), deps);
};

const worldAfter = async (steps: readonly Step[]) => {
  const world = recordingWorld();
  for (const step of steps) await step(world);
  const who = async (id: string) => (await whoTheyAre([id], { ...world.store, hash, settings: settings() })).get(id);
  const stateOf = async (id: string) => {
    const told = await who(id);
    const sms = told?.channels?.sms;
    return told && [consentFor(told.consents, told.emailKey).state, sms && consentFor(sms.consents, sms.key).state];
  };
  const people = () =>
    [...world.store.rows.customers.values()]
      .filter(isSomebody)
      .map(({ customerId }) => customerId)
      .sort();
  const erase = async (id: string) => {
    const now = "2026-11-21T00:00:00.000Z";
    const { outcome } = await eraseCustomer([id], { now, askedAt: now }, world.deps);
    await world.lookAgain();
    return outcome;
  };
  return { world, stateOf, people, erase };
};

describe("a refusal under an id that stands in a file", () => {
  it("is heard whichever comes first, and makes nobody", async () => {
    for (const steps of [
      [stop, file],
      [file, stop],
      [stop, stop, file, stop],
      [stop, file, file],
    ]) {
      const { stateOf, people } = await worldAfter(steps);
      expect(await stateOf("77")).toEqual(["denied", "denied"]);
      expect(people()).toEqual(["77"]);
    }
    expect((await worldAfter([stopOfNumber, file])).people()).toEqual(["77"]);
    expect(await (await worldAfter([stopOfNumber, file])).stateOf("77")).toEqual(["granted", "denied"]);
    expect((await worldAfter([stop])).people()).toEqual([]);
  });

  it("is heard by whoever told it, too, if that is a customer of theirs, whichever comes first", async () => {
    const ofTheirs = cy("cy@example.com", granted);
    for (const steps of [
      [stop, ofTheirs, file],
      [stop, file, ofTheirs],
      [file, ofTheirs, stop],
      [file, stop, ofTheirs],
      [ofTheirs, file, stop],
    ]) {
      const { stateOf } = await worldAfter(steps);
      expect(await stateOf("77")).toEqual(["denied", "denied"]);
      expect((await stateOf("standard:77"))?.[0]).toBe("denied");
    }
  });

  it("of somebody of whom more is told with it, makes a prospect as before", async () => {
    const { people, stateOf } = await worldAfter([
      updated({ id: "77", firstName: "Ann", marketingConsent: no }, refused),
      file,
    ]);
    expect(people()).toEqual(["77", "standard:77"]);
    expect((await stateOf("standard:77"))?.[0]).toBe("denied");
  });

  it("gives way to what they agree to later", async () => {
    const { stateOf } = await worldAfter([stop, cy("cy@example.com", later)]);
    expect((await stateOf("standard:77"))?.[0]).toBe("granted");
  });

  it("goes with whoever has the id, and leaves nothing", async () => {
    for (const [steps, id] of [
      [[stop], "standard:77"],
      [[stopOfNumber], "standard:77"],
      [[stop, file], "csv:77"],
      [[file, stop], "csv:77"],
      [[cy("cy@example.com", granted), stop], "standard:77"],
      [[stop, cy("cy@example.com", granted)], "standard:77"],
    ] as const) {
      const { world, erase } = await worldAfter(steps);
      expect(await erase(id)).toBe("erased");
      expect(world.keptFiles()).toEqual([]);
      const { customers, holders, identities } = world.store.rows;
      const left = [...holders.values()].filter((row) => row.erasedAt === undefined && row.sources.length > 0);
      expect([...customers.keys(), ...left.map(({ holder }) => holder)]).toEqual([]);
      expect([...identities.keys()].filter((identity) => identity.endsWith(":77"))).toEqual([]);
    }
  });

  it("stays with the other of two who have the id, whoever of them goes", async () => {
    const bodies = [stop, file, cy("cy@example.com", granted)];
    for (const [gone, left] of [
      ["csv:77", "standard:77"],
      ["standard:77", "77"],
    ] as const)
      for (const steps of [bodies, bodies.toReversed()]) {
        const { stateOf, erase } = await worldAfter(steps);
        expect(await erase(gone)).toBe("erased");
        expect((await stateOf(left))?.[0]).toBe("denied");
      }
  });
});
