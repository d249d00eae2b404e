import { describe, expect, it } from "vitest";
import { consentFor } from "../../../shared/model/consent.ts";
import { isSomebody } from "../../../shared/model/customer.ts";
import { holderOf } from "../../../shared/model/holder.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { standardEvent } from "../../support/bodies.ts";
import { hash, settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
const [granted, refused] = ["2026-11-01T00:00:00.000Z", "2026-11-10T00:00:00.000Z"];
const [ann, bob, number] = ["ann@x.example", "bob@x.example", "+491701234567"];
const yes = { state: "granted", at: granted };
const no = { state: "denied", at: refused };

const updated = (customer: object, updatedAt = refused) => ({ type: "customer.updated", updatedAt, customer });
const ordered = (customer: object, id = "A-1") => standardEvent({ id, customer });
const known = [
  updated(
    { id: "7", email: ann, phone: number, marketingConsent: yes, channels: [{ channel: "sms", consent: yes }] },
    granted,
  ),
  updated({ id: "8", email: bob, marketingConsent: yes }, granted),
];

const worldOf = async (bodies: readonly object[]): Promise<World> => {
  const world = recordingWorld();
  for (const body of bodies) await world.deliver("standard", "order-event", body);
  return world;
};

const mailOf = async ({ store }: World, id: string): Promise<string | undefined> => {
  const told = (await whoTheyAre([id], { ...store, hash, settings: settings() })).get(id);
  return told && consentFor(told.consents, told.emailKey).state;
};
const smsOf = async ({ store }: World, id: string): Promise<string | undefined> => {
  const sms = (await whoTheyAre([id], { ...store, hash, settings: settings() })).get(id)?.channels?.sms;
  return sms && consentFor(sms.consents, sms.key).state;
};

/** Names of all rows, of all files, and ids of customers: what an operator sees, and logs tell. */
const keysOf = ({ store, keptFiles }: World): string =>
  [...Object.values(store.rows).flatMap((rows) => (rows instanceof Map ? [...rows.keys()] : [])), ...keptFiles()].join(
    "\n",
  );

const addresses = [
  ann,
  ` ${ann} `,
  "Ann <ann@x.example>",
  "mailto:ann@x.example",
  "ANN@X.EXAMPLE",
  "standard:ann@x.example",
  "csv:ann@x.example",
  "email:ann@x.example",
];
const numbers = [number, "+49 (0)170 1234567", "tel:+491701234567", "491701234567@c.us", "https://wa.me/491701234567"];

describe("an address in place of a customer id", () => {
  it.each(addresses)("refuses for who has it: %j", async (id) => {
    for (const no_ of [updated({ id, marketingConsent: no }), ordered({ id, marketingConsent: no })])
      for (const bodies of [
        [...known, no_],
        [no_, ...known],
      ])
        expect([await mailOf(await worldOf(bodies), "standard:7"), (await worldOf(bodies)).parked]).toEqual([
          "denied",
          [],
        ]);
  });

  it.each(addresses)("names nobody in a key, and is found and erased as an address is: %j", async (id) => {
    const world = await worldOf([ordered({ id, firstName: "Ann" }), updated({ id, firstName: "Ann" })]);
    expect(keysOf(world)).not.toContain("@");
    expect([...world.store.rows.customers.values()].map(({ profile }) => profile.email?.toLowerCase())).toEqual([ann]);
    await world.deliver("standard", "order-event", { type: "customer.redact", customer: { id } });
    await world.lookAgain();
    expect(JSON.stringify([...world.store.rows.holders.values()])).not.toContain("Ann");
    expect(world.keptFiles()).toEqual([]);
  });

  it("beside another address refuses for both, and is otherwise the account of the one", async () => {
    const world = await worldOf([...known, updated({ id: ann, email: bob, marketingConsent: no })]);
    expect([await mailOf(world, "standard:7"), await mailOf(world, "standard:8")]).toEqual(["denied", "denied"]);
    const more = await worldOf([...known, ordered({ id: ann, email: bob, marketingConsent: yes })]);
    expect(keysOf(more)).not.toContain("@");
    expect([...more.store.rows.orders.values()].map(({ holder }) => holder)).toEqual([
      holderOf({ account: `standard:login-${hash(ann)}`, email: emailIdentity(hash(bob)) }),
    ]);
  });

  it("waits for the operator where it cannot be read, and nothing else names anybody", async () => {
    for (const id of ["ann@x.example/2", "ann lee@x.example", "ann@x.example, Bob"])
      for (const body of [
        updated({ id, marketingConsent: no }),
        updated({ id, firstName: "Ann" }),
        ordered({ id }),
        ordered({ id, email: bob, marketingConsent: no }),
        { type: "customer.redact", customer: { id } },
        { type: "customer.data_request", requestId: "1", customer: { id, email: bob } },
        { type: "customer.event", event: { id: "1", kind: "cart-left", at: refused }, customer: { id } },
      ])
        expect((await worldOf([body])).parked).toMatchObject([{ reason: "unreadable-address" }]);
    expect((await worldOf([ordered({ id: "ann@x.example/2", email: bob })])).parked).toEqual([]);
  });
});

describe("a number with its country in place of a customer id", () => {
  it.each(numbers)("refuses for who has it, and stands in no key: %j", async (id) => {
    const sms = { channels: [{ channel: "sms", consent: no }] };
    const world = await worldOf([...known, updated({ id, ...sms })]);
    expect([await smsOf(world, "standard:7"), world.parked]).toEqual(["denied", []]);
    const order = await worldOf([ordered({ id, firstName: "Ann" })]);
    expect(keysOf(order)).not.toContain("1234567");
    expect(await smsOf(await worldOf([...known, updated({ id, phone: "+14155550100", ...sms })]), "standard:7")).toBe(
      "denied",
    );
  });

  it("is no number where it is figures alone: those may be an id", async () => {
    for (const id of ["491701234567", "0049170123", "2024/123456", "C-491701234567"])
      expect(keysOf(await worldOf([ordered({ id })]))).toContain(`standard:${id}`);
  });
});

describe("a refusal of a list of addresses", () => {
  const lists = [`${ann}, ${bob}`, `${ann};${bob}`, `Ann <${ann}>; Bob <${bob}>`, `${bob} ${ann}`, `${ann} | ${bob},`];
  const ids = [{ id: "NEW" }, { id: "7" }, { id: "shopify:5" }, {}];

  it.each(lists)("is heard at each, whoever else is named, in whatever order: %j", async (email) => {
    for (const id of ids)
      for (const refusal of [
        updated({ ...id, email, marketingConsent: no }),
        ordered({ ...id, email, marketingConsent: no }),
      ])
        for (const bodies of [
          [...known, refusal],
          [refusal, ...known],
        ]) {
          const world = await worldOf(bodies);
          expect(world.parked).toEqual([]);
          expect([await mailOf(world, "standard:7"), await mailOf(world, "standard:8")]).toEqual(["denied", "denied"]);
        }
  });

  it("joins nobody, and says nothing else of them", async () => {
    const world = await worldOf([...known, updated({ email: lists[0], firstName: "Zoe", marketingConsent: no })]);
    expect(
      [...world.store.rows.customers.values()]
        .filter(isSomebody)
        .map(({ customerId, profile }) => [customerId, profile.firstName]),
    ).toEqual([
      ["standard:7", undefined],
      ["standard:8", undefined],
    ]);
  });

  it("waits for the operator where not each is plainly one, with an id and with an order too", async () => {
    for (const email of [`${ann} and ${bob}`, `${ann}, bob@localhost`, `"Lee, Ann" <${ann}>, ${bob}`])
      for (const id of ids)
        for (const body of [
          updated({ ...id, email, marketingConsent: no }),
          ordered({ ...id, email, marketingConsent: no }),
        ])
          expect((await worldOf([body])).parked).toMatchObject([{ reason: "unreadable-address" }]);
  });

  it("costs nothing where nothing is refused", async () => {
    const world = await worldOf([
      ordered({ id: "7", email: lists[0] }),
      ordered({ email: lists[0], marketingConsent: yes }, "A-2"),
    ]);
    expect([world.parked, world.store.rows.orders.size]).toEqual([[], 2]);
  });

  it("goes with the erasure of one of them, and holds for the other", async () => {
    const world = await worldOf([...known, updated({ id: "NEW", email: lists[0], marketingConsent: no })]);
    await world.deliver("standard", "order-event", { type: "customer.redact", customer: { id: "7", email: ann } });
    await world.lookAgain();
    expect(await mailOf(world, "standard:8")).toBe("denied");
  });
});

it("a privacy request of a list reaches each of its addresses", async () => {
  const world = await worldOf([ordered({ email: ann }), ordered({ email: bob }, "A-2")]);
  await world.deliver("standard", "order-event", { type: "customer.redact", customer: { email: `${ann}, ${bob}` } });
  await world.lookAgain();
  expect(world.store.rows.orders.size).toBe(0);
});
