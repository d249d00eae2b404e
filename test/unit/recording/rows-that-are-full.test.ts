import { describe, expect, it } from "vitest";
import { consentFor } from "../../../shared/model/consent.ts";
import { MOST_HOLDERS } from "../../../shared/model/evidence.ts";
import { emailIdentity, phoneIdentity } from "../../../shared/model/identity.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { bearingHandles } from "../../../shared/recording/bearers.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { eraseHeld } from "../../../shared/recording/erase-held.ts";
import { eraseSource } from "../../../shared/recording/erase-source.ts";
import { forgetLostPhones } from "../../../shared/recording/forget-lost-phones.ts";
import { sweepUp } from "../../../shared/recording/sweep-up.ts";
import { hash } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const FIRST = Date.parse("2026-10-01T00:00:00.000Z");
const instant = (minute: number) => new Date(FIRST + minute * 60_000).toISOString();
const REFUSED = "2026-11-15T00:00:00.000Z";
const ERASED = "2026-11-21T00:00:00.000Z";
const LATER = "2026-11-23T00:00:00.000Z";
const MAIL = "fam@x.example";
const address = emailIdentity(hash(MAIL));
const MANY = MOST_HOLDERS + 2;

const worldOfMany = () => {
  const world = recordingWorld();
  const tell = (customer: object, updatedAt: string) =>
    world.deliver("standard", "order-event", { type: "customer.updated", updatedAt, customer }, updatedAt);
  const ofShopify = (id: number, at: string) =>
    world.deliver(
      "shopify",
      "customers/update",
      { id, first_name: "Office", last_name: "Shared", updated_at: at, email: MAIL },
      at,
    );
  const rowOf = (identity: string) => world.store.rows.identities.get(identity);
  return { ...world, tell, ofShopify, rowOf };
};
type World = ReturnType<typeof worldOfMany>;

const mailed = async (ids: readonly string[], { deps }: World) =>
  [...(await whoTheyAre(ids, deps)).values()].filter(
    ({ emailKey, consents }) => emailKey !== undefined && consentFor(consents, emailKey).state === "granted",
  );

describe("the row of an identity that more bear than it names", () => {
  it("stays when all whom it names are erased with their source: who bears it besides goes on being nobody to mail", async () => {
    const world = worldOfMany();
    for (let one = 0; one < MANY; one++) await world.ofShopify(1000 + one, instant(one));
    const says = (state: string, at: string) => ({ email: MAIL, marketingConsent: { state, at } });
    await world.tell({ id: "8", firstName: "Bo", lastName: "Miller", ...says("granted", instant(100)) }, instant(100));
    await world.tell({ id: "9", firstName: "Ann", lastName: "Lee", ...says("denied", instant(101)) }, instant(101));
    await eraseSource("shopify", { now: ERASED, askedAt: ERASED }, world.deps);
    world.deps.now = () => "2026-11-22T00:00:00.000Z";
    await world.lookAgain();
    expect(world.rowOf(address)).toMatchObject({ full: true, holders: [] });
    await world.tell({ id: "8", firstName: "Bo", lastName: "Miller", email: MAIL }, LATER);
    expect(await mailed(["standard:8", "standard:9"], world)).toEqual([]);
  });

  it("stays when they are erased one after the other, a number's likewise", async () => {
    const world = worldOfMany();
    const phone = "+491701234567";
    for (let one = 0; one < MANY; one++) await world.tell({ id: `c${one}`, email: MAIL, phone }, instant(one));
    const number = phoneIdentity(hash(phone));
    const named = new Set([...(world.rowOf(address)?.holders ?? []), ...(world.rowOf(number)?.holders ?? [])]);
    for (const holder of named)
      await eraseCustomer([holder.split(" ")[1] ?? ""], { now: ERASED, askedAt: ERASED }, world.deps);
    await world.lookAgain();
    for (const identity of [address, number]) expect(world.rowOf(identity)).toMatchObject({ full: true, holders: [] });
  });

  it("is left by a sweep that takes the last name out of it, and by a handle that gave way", async () => {
    const world = worldOfMany();
    const holder = `${address} standard:gone`;
    await world.store.saveIdentity({ identity: address, version: 0, holders: [holder], full: true });
    await sweepUp({ identities: [address], holders: [holder] }, world.deps);
    expect(world.rowOf(address)).toMatchObject({ full: true, holders: [] });
    const number = phoneIdentity(hash("+491701234567"));
    await world.store.saveIdentity({ identity: number, version: 0, holders: [holder], full: true });
    await forgetLostPhones(holder, [number], world.deps);
    expect(world.rowOf(number)).toMatchObject({ full: true, holders: [] });
  });

  it("goes where it is a customer id, and all that bears it is erased", async () => {
    const world = worldOfMany();
    for (let one = 0; one < MANY; one++) await world.tell({ id: "till", email: `p${one}@x.example` }, instant(one));
    expect(world.rowOf("standard:till")).toMatchObject({ full: true });
    const handles = await bearingHandles(["standard:till"], world.deps);
    await eraseHeld(handles, { now: ERASED, askedAt: ERASED }, world.deps);
    await world.lookAgain();
    expect([...world.store.rows.identities.keys()]).toEqual([]);
  });
});

describe("a refusal of another channel told at an address that more bear than it names", () => {
  const stopAt = (at: string) => ({ channels: [{ channel: "sms", consent: { state: "denied", at } }] });
  const grantAt = (at: string) => ({ channels: [{ channel: "sms", consent: { state: "granted", at } }] });
  const heardBy = async (id: string, { deps }: World) => {
    const sms = (await whoTheyAre([id], deps)).get(id)?.channels?.sms;
    return sms && consentFor(sms.consents, sms.key).state;
  };
  const lou = { email: MAIL, firstName: "Lou", lastName: "Loyal" };

  it.each([
    [40, "first"],
    [MOST_HOLDERS, "first"],
    [MOST_HOLDERS, "last"],
    [MANY, "first"],
    [MANY, "last"],
    [MANY, "last, under our name"],
  ])("is heard by who bears it, of %i, and told %s", async (people, order) => {
    const world = worldOfMany();
    const stop = () =>
      order.includes("name")
        ? world.tell({ id: address, ...stopAt(REFUSED) }, REFUSED)
        : world.tell({ email: MAIL, ...stopAt(REFUSED) }, REFUSED);
    if (order === "first") await stop();
    for (let one = 1; one < people; one++) await world.tell({ id: `c${one}`, ...lou }, instant(one));
    await world.tell({ id: "last", ...lou, phone: "+491701234567", ...grantAt(instant(people)) }, instant(people));
    if (order !== "first") await stop();
    expect(await heardBy("standard:last", world)).toBe("denied");
  });

  it("is heard by who has the number of one of them, and after the erasure of whoever told it", async () => {
    const world = worldOfMany();
    for (let one = 1; one < MANY; one++) await world.tell({ id: `c${one}`, ...lou }, instant(one));
    const phone = "+491701234567";
    await world.tell({ id: "last", ...lou, phone, ...grantAt(instant(200)) }, instant(200));
    await world.tell({ id: "bo", email: "bo@x.example", phone, ...grantAt(instant(201)) }, instant(201));
    await world.tell({ email: MAIL, ...stopAt(REFUSED) }, REFUSED);
    const heard = async () => [await heardBy("standard:last", world), await heardBy("standard:bo", world)];
    expect(await heard()).toEqual(["denied", "denied"]);
    await eraseHeld([`holder:${address}`], { now: ERASED, askedAt: ERASED }, world.deps);
    await world.lookAgain();
    expect(await heard()).toEqual(["denied", "denied"]);
  });
});
