import { describe, expect, it } from "vitest";
import { addressKeysOf } from "../../../shared/mail/is-suppressed.ts";
import type { HandedChannel } from "../../../shared/model/channel.ts";
import { consentFor } from "../../../shared/model/consent.ts";
import { isSomebody } from "../../../shared/model/customer.ts";
import { holderName } from "../../../shared/model/holder.ts";
import type { Message } from "../../../shared/model/message.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { exportCustomer } from "../../../shared/recording/export-customer.ts";
import { nothingKnown } from "../../../shared/recording/join-customer.ts";
import { MOST_PHONES } from "../../../shared/recording/phones-told.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { readStandard } from "../../../shared/sources/standard/read-standard.ts";
import { standardEvent } from "../../support/bodies.ts";
import { factsOf } from "../../support/order-facts.ts";
import { settings as defaultSettings, hash } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const [granted, refused, later] = ["2026-11-01T00:00:00.000Z", "2026-11-10T00:00:00.000Z", "2026-11-15T00:00:00.000Z"];
const number = "+491701234567";
const ann = { id: "7", email: "ann@example.com", phone: number };

const updated = (customer: object, updatedAt = granted) => ({ type: "customer.updated", updatedAt, customer });
const says = (channel: HandedChannel, state: "granted" | "denied", at: string, more: object = {}) => ({
  channels: [{ channel, consent: { state, at }, ...more }],
});
const shopifySms = (state: string, at: string | null, phone: string | null = number) => ({
  customer_id: 77,
  phone,
  sms_marketing_consent: { state, opt_in_level: null, consent_updated_at: at, consent_collected_from: "other" },
});

const worldOf = async (bodies: readonly object[], shop = defaultSettings()) => {
  const world = recordingWorld(shop);
  const outcomes = [];
  for (const body of bodies)
    outcomes.push(
      "sms_marketing_consent" in body
        ? await world.deliver("shopify", "customers_marketing_consent/update", body)
        : await world.deliver("standard", "order-event", body),
    );
  const who = async (id = "standard:7") => (await whoTheyAre([id], { ...world.store, hash, settings: shop })).get(id);
  const stateOf = async (channel: HandedChannel, id?: string) => {
    const told = (await who(id))?.channels?.[channel];
    return told && consentFor(told.consents, told.key).state;
  };
  return { ...world, outcomes, who, stateOf };
};

const importedOrder = (world: Pick<ReturnType<typeof recordingWorld>, "deps">, id: string) => {
  const holder = `csv:${id}`;
  const facts = factsOf({ source: "csv", orderId: "1" });
  return recordNews(
    {
      names: [holder, holderName(holder)],
      at: granted,
      tellings: [{ holder, names: [], own: false, phones: [], source: "csv", knowledge: nothingKnown }],
      orders: [{ orderKey: "csv#1", holder, news: { facts, archiveKeys: [] } }],
    },
    world.deps,
  );
};

describe("what somebody says of a channel", () => {
  it("founds messages to the number that it was said for, on that channel alone", async () => {
    const { who, stateOf } = await worldOf([updated({ ...ann, ...says("sms", "granted", granted) })]);
    expect((await who())?.channels?.sms).toMatchObject({ handle: number, key: `sms:${hash(number)}` });
    expect(await stateOf("sms")).toBe("granted");
    expect(await stateOf("whatsapp")).toBeUndefined();
    expect((await who())?.consents).toEqual({ granted: {} });
  });

  it("founds nothing at a number that they have later", async () => {
    const { who, stateOf } = await worldOf([
      updated({ ...ann, ...says("sms", "granted", granted) }),
      updated({ ...ann, phone: "+491709999999" }, later),
    ]);
    expect((await who())?.channels?.sms?.handle).toBe("+491709999999");
    expect(await stateOf("sms")).toBe("unknown");
  });

  it("is ended by a refusal of the channel, by no refusal of mail, and not by silence", async () => {
    const mail = { marketingConsent: { state: "denied", at: refused } };
    const first = updated({ ...ann, ...says("sms", "granted", granted) });
    expect(await (await worldOf([first, updated({ ...ann, ...mail }, refused)])).stateOf("sms")).toBe("granted");
    expect(await (await worldOf([first, updated(ann, refused)])).stateOf("sms")).toBe("granted");
    const stop = updated({ id: "7", ...says("sms", "denied", refused) }, refused);
    expect(await (await worldOf([first, stop])).stateOf("sms")).toBe("denied");
    expect(await (await worldOf([stop, first])).stateOf("sms")).toBe("denied");
    const again = updated({ ...ann, ...says("sms", "granted", later) }, later);
    expect(await (await worldOf([first, again, stop])).stateOf("sms")).toBe("granted");
  });

  it("reaches a device or an account by the handle told last, and takes a grant for no other", async () => {
    const { who, stateOf } = await worldOf([
      updated({ ...ann, ...says("wecom", "granted", granted, { handle: "wmOne" }) }),
      updated({ ...ann, channels: [{ channel: "wecom", handle: "wmTwo" }] }, later),
    ]);
    expect((await who())?.channels?.wecom?.handle).toBe("wmTwo");
    expect(await stateOf("wecom")).toBe("unknown");
  });

  it("takes a number that is told with a channel alone for the person's", async () => {
    const said = says("whatsapp", "granted", granted, { handle: "+49 170 1234567" });
    const { who, stateOf } = await worldOf([updated({ id: "7", ...said })]);
    expect((await who())?.channels?.whatsapp?.handle).toBe(number);
    expect(await stateOf("whatsapp")).toBe("granted");
  });

  it("is heard with an order, too", async () => {
    const { stateOf } = await worldOf([standardEvent({ customer: { ...ann, ...says("sms", "granted", granted) } })]);
    expect(await stateOf("sms")).toBe("granted");
  });

  it("is parked where its channel is not known, or an event has it", async () => {
    const stop = { channels: [{ channel: "signal", consent: { state: "denied", at: refused } }] };
    const event = { id: "e1", kind: "cart-left", at: granted };
    const { outcomes } = await worldOf([
      updated({ ...ann, ...stop }),
      { type: "customer.event", event, customer: { ...ann, ...says("sms", "denied", refused) } },
    ]);
    expect(outcomes).toEqual([
      { outcome: "parked", reason: "unknown-channel" },
      { outcome: "parked", reason: "wrong-shape" },
    ]);
  });
});

describe("a STOP that knows but the number", () => {
  const stop = updated({ phone: number, ...says("sms", "denied", refused) }, refused);
  const first = updated({ ...ann, ...says("sms", "granted", granted) });

  it("is heard by whoever is reached there, whatever came first, and joins nobody", async () => {
    for (const bodies of [
      [first, stop],
      [stop, first],
    ]) {
      const { who, stateOf } = await worldOf(bodies);
      expect(await stateOf("sms")).toBe("denied");
      expect((await who())?.identities).not.toContain(`phone:${hash(number)}`);
    }
  });

  it.each([
    "+49 (0)170 1234567",
    "00491701234567",
    "491701234567",
    "whatsapp:+491701234567",
    "tel:+49-170-1234567",
    "\u202a+49 170 1234567\u202c",
  ])("is heard in the sender's way to write a number: %s", async (written) => {
    for (const said of [
      { phone: written, ...says("sms", "denied", refused) },
      says("sms", "denied", refused, { handle: written }),
      { id: "other", email: "other@example.com", ...says("sms", "denied", refused, { handle: written }) },
    ]) {
      const { stateOf, parked } = await worldOf([first, updated(said, refused)]);
      expect(parked).toEqual([]);
      expect(await stateOf("sms")).toBe("denied");
    }
  });

  it("is heard where the person's number was written with a nought in brackets", async () => {
    const written = updated({ ...ann, phone: "+49 (0)170 1234567", ...says("sms", "granted", granted) });
    const { who, stateOf } = await worldOf([written, stop]);
    expect(await stateOf("sms")).toBe("denied");
    expect((await who())?.channels?.sms).toMatchObject({ handle: number });
  });

  it("is believed of a number without its plus, where a yes, or an order, or somebody's own number is not", async () => {
    const written = "491701234567";
    const yes = await worldOf([updated({ id: "7", phone: written, ...says("sms", "granted", granted) })]);
    expect((await yes.who())?.channels?.sms?.handle).toBeUndefined();
    const order = standardEvent({ customer: { phone: written, ...says("sms", "denied", refused) } });
    const [sale] = (await worldOf([order])).store.rows.orders.values();
    expect(sale).toMatchObject({ orderKey: "standard#A-1" });
    expect(sale).not.toHaveProperty("holder");
  });

  it("tells no number: the person's is what it was, whatever else the STOP names", async () => {
    const stops = [
      { id: "7", phone: "491701234567", ...says("whatsapp", "denied", refused) },
      { id: "7", ...says("whatsapp", "denied", refused, { handle: "491701234567" }) },
      { id: "7", ...says("whatsapp", "denied", refused, { handle: "+491709999999" }) },
      { email: "ann@example.com", phone: "+491709999999", ...says("whatsapp", "denied", refused) },
      { id: "7", firstName: "Ann", phone: "491709999999", ...says("whatsapp", "denied", refused) },
      { id: "7", firstName: "Ann", ...says("whatsapp", "denied", refused, { handle: "+491709999999" }) },
      { id: "7", phone: "491701234567", marketingConsent: { state: "denied", at: refused } },
    ];
    for (const stop of stops)
      for (const bodies of [
        [first, updated(stop, refused)],
        [updated(stop, refused), first],
      ]) {
        const { who, stateOf } = await worldOf(bodies);
        expect((await who())?.profile.phone).toBe(number);
        expect((await who())?.channels?.sms?.handle).toBe(number);
        expect(await stateOf("sms")).toBe("granted");
      }
  });

  it("leaves a number that is told beside it one that is told", async () => {
    const moved = updated(
      { ...ann, firstName: "Ann", phone: "+491709999999", ...says("sms", "denied", refused) },
      refused,
    );
    expect((await (await worldOf([first, moved])).who())?.profile.phone).toBe("+491709999999");
  });

  it("is parked with what a number must look like where it can be none", async () => {
    for (const written of ["0170 1234567", "+49 170 1234567 ext. 5", "+49 0170 1234567", "unknown"]) {
      const body = updated({ phone: written, ...says("sms", "denied", refused) }, refused);
      expect((await worldOf([body])).outcomes).toEqual([{ outcome: "parked", reason: "unreadable-number" }]);
      expect(() => readStandard(body, refused)).toThrow(/a number has its country, such as \+491701234567/);
    }
  });

  it.each([
    ["+1 212 555 0100", "212-555-0100"],
    ["+1 212 555 0100", "2125550100"],
    ["+91 98765 43210", "98765 43210"],
    ["+34 612 345 678", "612 345 678"],
    ["+48 601 234 567", "601 234 567"],
    ["+45 20 12 34 56", "20 12 34 56"],
    ["+47 991 23 456", "991 23 456"],
    ["+7 495 123-45-67", "8 (495) 123-45-67"],
    ["+7 495 123-45-67", "84951234567"],
    ["+86 138 1234 5678", "13812345678"],
    ["+86 150 1234 5678", "15012345678"],
    ["+55 31 91234-5678", "31912345678"],
    ["+49 151 12345678", "15112345678"],
    ["+62 812 3456 7890", "81234567890"],
  ])("of who has %s waits for the operator as %s: it may be another country's", async (phone, written) => {
    const told = updated({ ...ann, phone, ...says("sms", "granted", granted) });
    for (const stop of [
      { phone: written, ...says("sms", "denied", refused) },
      says("sms", "denied", refused, { handle: written }),
      { phone: written, marketingConsent: { state: "denied", at: refused } },
    ])
      expect((await worldOf([told, updated(stop, refused)])).outcomes.at(-1)).toEqual({
        outcome: "parked",
        reason: "unsure-number",
      });
    const known = updated({ phone: written, id: "7", ...says("sms", "denied", refused) }, refused);
    expect(await (await worldOf([told, known])).stateOf("sms")).toBe("denied");
  });

  it("is heard by somebody known who has the number as it is read, however it is written", async () => {
    for (const written of ["49-170-1234567", "49 170 1234567", "49 (0)170 1234567"]) {
      const stop = updated({ phone: written, ...says("sms", "denied", refused) }, refused);
      expect(await (await worldOf([first, stop])).stateOf("sms")).toBe("denied");
      expect((await worldOf([stop])).outcomes).toEqual([{ outcome: "parked", reason: "unsure-number" }]);
      expect((await worldOf([stop, first, stop])).outcomes.at(-1)).toMatchObject({ outcome: "recorded" });
    }
  });

  it("is heard by somebody known who has it as it is read, also where it may be another country's", async () => {
    for (const [phone, written] of [
      ["+1 310 555 0100", "13105550100"],
      ["+51 987 654 321", "51987654321"],
      ["+81 234 567 890", "81234567890"],
    ]) {
      const told = updated({ ...ann, phone, ...says("sms", "granted", granted) });
      const stop = updated({ phone: written, ...says("sms", "denied", refused) }, refused);
      expect(await (await worldOf([told, stop])).stateOf("sms")).toBe("denied");
    }
  });

  it("of an Italian mobile is heard also with a nought that no mobile there has", async () => {
    const told = updated({ ...ann, phone: "+39 347 1234567", ...says("sms", "granted", granted) });
    const stop = updated({ phone: "+39 (0)347 1234567", ...says("sms", "denied", refused) }, refused);
    expect(await (await worldOf([told, stop])).stateOf("sms")).toBe("denied");
  });

  it.each([
    ["+52 55 1234 5678", "5215512345678"],
    ["+52 1 55 1234 5678", "525512345678"],
    ["+55 31 98888 7777", "553188887777"],
    ["+54 11 15 1234 5678", "5491112345678"],
    ["+54 11 1234 5678", "5491112345678"],
    ["+54 9 11 1234 5678", "541112345678"],
    ["+229 01 9012 3456", "22990123456"],
    ["+36 (06) 20 123 4567", "+36201234567"],
    ["+370 (8) 612 34567", "+37061234567"],
    ["+7 (8) 912 345-67-89", "+79123456789"],
    ["+375 (8029) 123-45-67", "375291234567@c.us"],
    ["+49 170 1234567", "491701234567@s.whatsapp.net"],
    ["+49 170 1234567", "https://wa.me/491701234567"],
    ["'+49 170 1234567", "+49·170·1234567,"],
  ])("is heard by who has %s where WhatsApp has %s", async (phone, written) => {
    const told = updated({ ...ann, phone, ...says("whatsapp", "granted", granted) });
    const before = await worldOf([told]);
    expect(await before.stateOf("whatsapp")).toBe("granted");
    for (const said of [
      { phone: written, ...says("whatsapp", "denied", refused) },
      says("whatsapp", "denied", refused, { handle: written }),
      { id: "other", phone: written, ...says("whatsapp", "denied", refused) },
    ])
      for (const bodies of [
        [told, updated(said, refused)],
        [updated(said, refused), told],
      ]) {
        const { stateOf, parked } = await worldOf(bodies);
        expect(parked).toEqual([]);
        expect(await stateOf("whatsapp")).toBe("denied");
      }
  });

  it("says nothing of channels that are not reached by a number", async () => {
    const { stateOf } = await worldOf([
      updated({ ...ann, ...says("push", "granted", granted, { handle: "token" }) }),
      first,
      updated({ phone: number, ...says("push", "denied", refused) }, refused),
    ]);
    expect(await stateOf("push")).toBe("granted");
    expect(await stateOf("sms")).toBe("granted");
  });
});

describe("a handle that several have", () => {
  const bo = { id: "8", email: "bo@example.com" };
  const first = updated({ ...ann, ...says("sms", "granted", granted) });
  const other = updated({ ...bo, phone: number, ...says("sms", "granted", granted) });
  const push = (customer: object, state: "granted" | "denied", at: string, handle = "token") =>
    updated({ ...customer, ...says("push", state, at, { handle }) }, at);

  it("is refused by whoever has the number, also by their customer id or address alone", async () => {
    for (const named of [{ id: "8" }, { email: "bo@example.com" }]) {
      const stop = updated({ ...named, ...says("sms", "denied", refused) }, refused);
      for (const bodies of [
        [first, other, stop],
        [stop, other, first],
      ]) {
        const { stateOf } = await worldOf(bodies);
        expect(await stateOf("sms")).toBe("denied");
      }
    }
  });

  it("is refused at each number that a refusal names, be it no number of the customer's", async () => {
    const denied = { state: "denied", at: refused };
    const bodies = [
      updated({ ...bo, phone: "+491709999999", ...says("sms", "denied", refused, { handle: number }) }, refused),
      updated({
        channels: ["+491709999999", number].map((handle) => ({ channel: "sms", handle, consent: denied })),
      }),
    ];
    for (const stop of bodies) expect(await (await worldOf([first, stop])).stateOf("sms")).toBe("denied");
  });

  it("is, as a device, whose it was told to be last, and a refusal there is heard", async () => {
    const refusedByOther = await worldOf([push(ann, "granted", granted), push(bo, "denied", later)]);
    expect(await refusedByOther.stateOf("push")).toBe("denied");
    for (const bodies of [
      [push(ann, "granted", granted), push(bo, "granted", later)],
      [push(bo, "granted", later), push(ann, "granted", granted)],
    ]) {
      const { who, stateOf } = await worldOf(bodies);
      expect((await who())?.channels?.push).not.toHaveProperty("handle");
      expect(await stateOf("push", "standard:8")).toBe("granted");
    }
  });

  it("is refused by what names nothing but a device", async () => {
    const stop = { channels: [{ channel: "push", handle: "token", consent: { state: "denied", at: refused } }] };
    const world = await worldOf([push(ann, "granted", granted), updated(stop, refused)]);
    expect(world.outcomes[1]).toMatchObject({ outcome: "recorded" });
    expect(await world.stateOf("push")).toBe("denied");
    expect(await (await worldOf([push(ann, "granted", granted, "another"), updated(stop)])).stateOf("push")).toBe(
      "granted",
    );
  });

  it("is told of an account by no guest at its address", async () => {
    const guest = { email: "ann@example.com", phone: "+491709999999" };
    const typed = standardEvent({ customer: { ...guest, ...says("sms", "granted", later) } });
    const { who, stateOf } = await worldOf([updated(ann), typed]);
    expect(await stateOf("sms")).toBe("unknown");
    expect((await who())?.channels?.sms?.handle).toBe(number);
    expect(await (await worldOf([first, typed])).stateOf("sms")).toBe("granted");
    const stop = standardEvent({ customer: { ...guest, ...says("sms", "denied", later) } });
    expect(await (await worldOf([first, stop])).stateOf("sms")).toBe("denied");
  });

  it("is told of an address, and no less when a guest orders there, in whatever order", async () => {
    const guest = { email: "ann@example.com", phone: "+491709999999" };
    const silent = standardEvent({ customer: guest });
    const agreed = updated({ email: "ann@example.com", phone: number, ...says("sms", "granted", later) }, later);
    const bodies = [updated({ ...ann, phone: undefined }), agreed];
    for (const all of [bodies, [...bodies, silent], [silent, ...bodies], [silent, ...bodies.toReversed()]]) {
      const { who, stateOf } = await worldOf(all);
      expect(await stateOf("sms")).toBe("granted");
      expect((await who())?.channels?.sms?.handle).toBe(number);
    }
  });

  it("is refused where it was told of an address, however many other numbers guests gave there since", async () => {
    const email = "ann@example.com";
    const guests = Array.from({ length: MOST_PHONES + 1 }, (_, at) =>
      standardEvent({ id: `guest-${at}`, customer: { email, phone: `+4915112345${100 + at}` } }),
    );
    const agreed = updated({ email, phone: number, ...says("sms", "granted", granted) });
    const world = await worldOf([updated({ ...ann, phone: undefined }), agreed, ...guests]);
    expect((await world.who())?.channels?.sms?.handle).toBe(number);
    expect(await world.stateOf("sms")).toBe("granted");
    const stop = { channels: [{ channel: "sms", handle: number, consent: { state: "denied", at: later } }] };
    await world.deliver("standard", "order-event", updated(stop, later));
    expect(await world.stateOf("sms")).toBe("denied");
  });

  it("is refused by the customer id that we gave out, and by nothing else of it", async () => {
    const bought = shopifySms("subscribed", granted);
    const told = (state: "granted" | "denied", more: object = {}) =>
      updated({ id: "shopify:77", ...more, ...says("sms", state, later) }, later);
    const world = await worldOf([bought, told("denied")]);
    expect(await world.stateOf("sms", "shopify:77")).toBe("denied");
    const early = await worldOf([told("denied"), bought]);
    expect(await early.stateOf("sms", "shopify:77")).toBe("denied");
    expect(await world.who("standard:shopify:77")).toBeUndefined();
    const other = await worldOf([shopifySms("unsubscribed", granted), told("granted", { phone: number })]);
    expect(await other.stateOf("sms", "shopify:77")).toBe("denied");
  });

  it.each([{}, { phone: number }])(
    "leaves nothing behind when they are erased, refused by the id that we gave out and %j",
    async (more) => {
      const refusal = updated({ id: "shopify:77", firstName: "Ann", ...more, ...says("sms", "denied", later) }, later);
      const world = await worldOf([shopifySms("subscribed", granted), refusal]);
      const customers = [...world.store.rows.customers.values()].filter(isSomebody);
      expect(customers.map(({ customerId }) => customerId)).toEqual(["shopify:77"]);
      const now = "2026-11-21T00:00:00.000Z";
      await eraseCustomer(["shopify:77"], { now, askedAt: now }, world.deps);
      await world.lookAgain();
      expect(world.keptFiles()).toEqual([]);
      const kept = [...world.store.rows.holders.values()].filter(({ erasedAt }) => erasedAt === undefined);
      expect(kept).toEqual([]);
    },
  );

  it("is of who has a bare id in a file of ours, where nobody else has it, also when it comes twice", async () => {
    const world = recordingWorld();
    await importedOrder(world, "77");
    const refusal = updated({ id: "77", phone: number, ...says("sms", "denied", later) }, later);
    for (let time = 0; time < 2; time++) await world.deliver("standard", "order-event", refusal);
    const customers = [...world.store.rows.customers.values()].filter(isSomebody);
    expect(customers.map(({ customerId }) => customerId)).toEqual(["77"]);
    const now = "2026-11-21T00:00:00.000Z";
    await eraseCustomer(["csv:77"], { now, askedAt: now }, world.deps);
    await world.lookAgain();
    expect(world.keptFiles()).toEqual([]);
  });

  it("is heard for whoever has an id that looks like ours, too, whichever comes first", async () => {
    const order = standardEvent({ customer: { ...ann, id: "shopify:77", ...says("sms", "granted", granted) } });
    const refusal = updated({ id: "shopify:77", ...says("sms", "denied", later) }, later);
    for (const bodies of [
      [order, refusal],
      [refusal, order],
    ])
      expect(await (await worldOf(bodies)).stateOf("sms", "standard:shopify:77")).toBe("denied");
  });

  it("is kept once it is refused: what was sent there counts at the next one", async () => {
    const bodies = [push(ann, "granted", granted, "one"), push(ann, "denied", refused, "one")];
    const { who } = await worldOf([...bodies, push(ann, "granted", later, "two")]);
    const customer = await who();
    const keys = customer === undefined ? [] : addressKeysOf(customer);
    expect(keys).toContain(`push:${hash("push one")}`);
    expect(keys).toContain(`push:${hash("push two")}`);
  });
});

describe("a number that names nobody", () => {
  it("is no handle: the shop's own", async () => {
    const shop = defaultSettings();
    const own = { ...shop, identity: { ...shop.identity, ownPhones: [number] } };
    const { who } = await worldOf([updated({ ...ann, ...says("sms", "granted", granted) })], own);
    expect((await who())?.channels?.sms).not.toHaveProperty("handle");
  });

  it("is no handle: one that stands with too many names", async () => {
    const others = ["Bo", "Cy", "Di", "Ed"].map((firstName, at) =>
      standardEvent({
        id: `o-${at}`,
        customer: { id: `1${at}`, email: `${firstName}@example.com`, phone: number, firstName },
      }),
    );
    const { who } = await worldOf([...others, updated({ ...ann, ...says("sms", "granted", granted) })]);
    expect((await who())?.channels?.sms).not.toHaveProperty("key");
  });
});

describe("erasure and export", () => {
  const key = `sms:${hash(number)}`;
  const message = (customerId: string, messageKey: string): Message => ({
    emailKey: key,
    messageKey,
    customerId,
    runId: "2026-11-20-1",
    asOf: "2026-11-20",
    owner: "one claim",
    state: "sent",
    claimedAt: later,
    locale: "en",
    expiresAt: 1_900_000_000,
  });
  const wroteBoth = async () => {
    const world = await worldOf([
      updated({ ...ann, ...says("sms", "granted", granted) }),
      updated({ id: "8", email: "bo@example.com", phone: number, ...says("sms", "granted", granted) }),
    ]);
    await world.store.claimMessage(message("standard:7", "win-back#first#2026-01-01"));
    await world.store.claimMessage(message("standard:8", "win-back#first#2026-02-01"));
    return world;
  };

  it("reach what was written to their number as them, and not what another got there", async () => {
    const world = await wroteBoth();
    const exported = await exportCustomer(["standard:7"], world.deps);
    expect(exported?.customers[0]).toMatchObject({ channels: { sms: { handle: number } } });
    expect(exported?.messages.map(({ customerId }) => customerId)).toEqual(["standard:7"]);
    await world.deliver("standard", "order-event", { type: "customer.redact", customer: { id: "7" } });
    await world.lookAgain();
    const left = [...world.store.rows.messages.values()].map(({ customerId }) => customerId);
    // That there was a message to the number stays, for who else has it: not whom it was written to.
    expect(left).toHaveLength(2);
    expect(left).not.toContain("standard:7");
    expect(await world.who()).toBeUndefined();
  });

  it("leave but the keyed hash by which the number is never written to again", async () => {
    const world = await worldOf([updated({ ...ann, ...says("sms", "granted", granted) })]);
    await world.deliver("standard", "order-event", { type: "customer.redact", customer: { id: "7" } });
    expect((await world.store.readSuppressions([key])).get(key)).toMatchObject({ reason: "erased" });
    expect(JSON.stringify([...world.store.rows.suppressions])).not.toContain("170");
  });

  it("silence nobody else who has the number, until they are erased too", async () => {
    const world = await wroteBoth();
    const redact = (id: string) =>
      world.deliver("standard", "order-event", { type: "customer.redact", customer: { id } });
    await redact("8");
    expect((await world.store.readSuppressions([key])).size).toBe(0);
    expect(await world.stateOf("sms")).toBe("granted");
    await redact("7");
    expect((await world.store.readSuppressions([key])).get(key)).toMatchObject({ reason: "erased" });
  });

  it("tell nobody when another refused at their number, but that it is refused there", async () => {
    const world = await worldOf([
      updated({ ...ann, ...says("sms", "granted", granted) }),
      updated({ id: "8", email: "bo@example.com", phone: number, ...says("sms", "denied", refused) }, refused),
    ]);
    const exported = JSON.stringify(await exportCustomer(["standard:7"], world.deps));
    expect(exported).not.toContain(refused);
    expect(exported).toContain('"consent":{"state":"denied","basis":"explicit"}');
  });

  it("find no number written out of who answered STOP, and is known by it alone", async () => {
    const stop = updated({ phone: number, ...says("sms", "denied", refused) }, refused);
    const world = await worldOf([updated({ ...ann, ...says("sms", "granted", granted) }), stop]);
    await world.deliver("standard", "order-event", { type: "customer.redact", customer: { id: "7" } });
    await world.lookAgain();
    for (const rows of [world.store.rows.holders, world.store.rows.customers, world.store.rows.identities])
      expect(JSON.stringify([...rows])).not.toContain("170123");
    expect(await (await worldOf([stop, updated({ ...ann, ...says("sms", "granted", granted) })])).stateOf("sms")).toBe(
      "denied",
    );
  });
});

describe("Shopify's consent to text messages", () => {
  it("is heard: granted, refused, and nothing where nothing was said", async () => {
    const at = "2026-11-02T00:00:00Z";
    const { stateOf } = await worldOf([shopifySms("subscribed", at)]);
    expect(await stateOf("sms", "shopify:77")).toBe("granted");
    const after = await worldOf([shopifySms("unsubscribed", null, null), shopifySms("subscribed", at)]);
    expect(await after.stateOf("sms", "shopify:77")).toBe("denied");
    const silent = await worldOf([shopifySms("not_subscribed", null)]);
    expect((await silent.who("shopify:77"))?.channels).toBeUndefined();
  });

  it("is parked where its state is none that is known", async () => {
    const { outcomes } = await worldOf([shopifySms("perhaps", null)]);
    expect(outcomes).toEqual([{ outcome: "parked", reason: "unknown-consent-state" }]);
  });
});
