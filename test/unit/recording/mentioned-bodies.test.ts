import { describe, expect, it } from "vitest";
import { incomingKey } from "../../../shared/model/archive-keys.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { eraseSource } from "../../../shared/recording/erase-source.ts";
import { identitiesIn } from "../../../shared/recording/identities-in-text.ts";
import { shopifyOrder } from "../../support/bodies.ts";
import { hash } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
const [BEFORE, ERASED] = ["2026-11-02T00:00:00.000Z", "2026-11-21T00:00:00.000Z"];
const phone = "+491701000001";
const zed = { email: "ann@x.example", phone, firstName: "Zed", lastName: "Zorro" };
const says = (channel: string, state: string, more = {}) => ({ channel, consent: { state, at: BEFORE }, ...more });
const channels = [says("sms", "granted"), says("push", "granted", { handle: "tok-77" })];
const update = (customer: object) => ({ type: "customer.updated", updatedAt: BEFORE, customer });

const worldWith = async (...customers: object[]) => {
  const world = recordingWorld();
  for (const customer of customers) await world.deliver("standard", "order-event", update(customer), BEFORE);
  return world;
};
/** Bodies that are left of these, which are parked, when the person is erased. */
const leftOf = async (world: World, body: unknown, source: "standard" | "shopify" | "youzan" = "standard") => {
  expect(await world.deliver(source, "order-event", body, BEFORE)).toMatchObject({ outcome: "parked" });
  await eraseCustomer(["standard:zz"], { now: ERASED, askedAt: ERASED }, world.deps);
  await world.lookAgain();
  return world.keptFiles().filter((key) => key.includes("/poison/"));
};
const stop = (customer: object, more = {}) => update({ ...customer, channels: [says("sms", "denied", more)] });

const bodies: Record<string, unknown> = {
  "a STOP on a channel that we do not know": update({ phone, channels: [says("signal", "denied")] }),
  "a STOP with a time that is none": update({
    phone,
    channels: [{ channel: "sms", consent: { state: "denied", at: "yesterday" } }],
  }),
  "a STOP with an extension": stop({ phone: "+49 1701000001x5" }),
  "a STOP of a device, with a time that is none": update({
    channels: [{ channel: "push", handle: "tok-77", consent: { state: "denied", at: "x" } }],
  }),
  "an order of the number": { type: "order.updated", order: { id: "9", orderedAt: "yesterday", customer: { phone } } },
  "a list of numbers without their plus": { type: "x", customer: { phones: ["491701000001"] } },
  "a number in an object": { type: "x", customer: { phone: { number: "491701000001" } } },
  "an id with blanks": { type: "x", customer: { lastName: "Zorro", id: " zz " } },
  "JSON that is cut off, the id not first": '{"order":{"customer":{"lastName":"Zorro","id":"zz"},"total',
  "JSON that is cut off in the number": '{"customer":{"lastName":"Zorro","phone":"491701000001","ch',
  "JSON with a comma too much": '{"customer":{"lastName":"Zorro","id":"zz",}}',
  "JSON with a key twice": '{"customer":{"id":"zz","lastName":"Zorro"},"customer":{"id":"yy"}}',
  "JSON in UTF-16": Buffer.from('\ufeff{"customer":{"lastName":"Zorro","id":"zz"}}', "utf16le"),
  "a form": "email=ann%40x.example&total=9",
  "a form with an id": "order[id]=5&customer[id]=zz&total=9",
  "a form with a number": "id=5&billing%5Bphone%5D=491701000001",
  "an address with a path": '{"note":"email=ann@x.example/x"}',
  "a line with bars": "Zorro|ann@x.example|x",
  "a device in JSON that is cut off": '{"device_token":"tok-77","x',
  "a number in XML": "<order><phone>491701000001</phone></order>",
  "an address with a sign of full width": {
    type: "order.updated",
    order: { id: "9", orderedAt: "yesterday", customer: { email: "ann＠x.example" } },
  },
  "an address between Chinese signs": '{"note":"邮箱：ann@x.example，请退款',
  "an address between Chinese signs in UTF-16": Buffer.from('{"note":"邮箱：ann@x.example年，请退款', "utf16le"),
  "an address in HTML": "<p>ann&#64;x.example</p>",
  "a number with a time behind it": '{"note":"+49 170 1000001 12:30',
  "an id in XML": '<order id="9"><customer id="zz"/></order>',
};

describe("a parked body that names somebody who is erased", () => {
  it.each(Object.keys(bodies))("goes where it is %s", async (name) => {
    const world = await worldWith({ id: "zz", ...zed, channels });
    expect(await leftOf(world, bodies[name])).toEqual([]);
  });

  it.each([
    ["youzan", `{"msg":"${encodeURIComponent('{"buyer":"ann@x.example","total":"9')}`, "ann@x.example"],
    ["shopify", '{"last_name":"Zorro","state":"enabled","id":77,"updated', "77"],
  ] as const)("is found in what %s cut off", (source, text, told) => {
    const wanted = source === "shopify" ? `shopify:${told}` : `email:${hash(told)}`;
    expect(identitiesIn(text, source, hash)).toContain(wanted);
  });

  it("goes with everybody of a source, by a number in another source's body", async () => {
    const world = await worldWith({ id: "zz", ...zed, channels });
    await world.deliver("shopify", "orders/updated", '{"phone":"491701000001', BEFORE);
    await eraseSource("standard", { now: ERASED, askedAt: ERASED }, world.deps);
    await world.lookAgain();
    expect(world.keptFiles()).toEqual([]);
  });

  it("stays where its number is somebody else's as well", async () => {
    const shared = await worldWith({ id: "zz", ...zed }, { id: "bo", email: "bo@x.example", phone });
    expect(await leftOf(shared, bodies["a STOP with a time that is none"])).toHaveLength(1);
  });

  it("stays where somebody else's address or id stands beside the number", async () => {
    for (const other of [{ email: "bo@x.example" }, { id: "bo" }]) {
      const order = { id: "9", orderedAt: "yesterday", customer: { ...other, phone } };
      const world = await worldWith({ id: "zz", ...zed });
      expect(await leftOf(world, { type: "order.updated", order })).toHaveLength(1);
    }
  });

  it("goes where it has no more than an order's number, and is cut off", async () => {
    const cutOff = '{"type":"order.updated","order":{"id":"base","orderedAt":"2026';
    const order = {
      id: "base",
      orderedAt: BEFORE,
      updatedAt: BEFORE,
      status: "paid",
      currency: "EUR",
      totalMinor: 900,
    };
    const world = await worldWith({ id: "zz", ...zed });
    const told = await world.deliver("standard", "order-event", {
      type: "order.updated",
      order: { ...order, discountMinor: 0, items: [], customer: { id: "zz" } },
    });
    expect(told).toMatchObject({ outcome: "recorded" });
    expect(await leftOf(world, cutOff)).toEqual([]);
    for (const other of [cutOff.replace("base", "other"), `${cutOff}","customer":{"email":"bo@x.example"}`]) {
      const again = await worldWith({ id: "zz", ...zed });
      await again.deliver("standard", "order-event", {
        type: "order.updated",
        order: { ...order, customer: { id: "zz" } },
      });
      expect(await leftOf(again, other)).toHaveLength(1);
    }
  });

  it("costs no order on its way that a guest placed with the number of somebody else", async () => {
    const world = await worldWith({ id: "zz", ...zed });
    const key = incomingKey({ source: "shopify", receivedAt: "2026-11-20T12:00:00.000Z" }, "ab");
    const text = JSON.stringify(
      shopifyOrder({ email: "bo@x.example", contact_email: "bo@x.example", phone, customer: null }),
    );
    await world.data.write(key, text);
    await eraseCustomer(["standard:zz"], { now: ERASED, askedAt: ERASED }, world.deps);
    await world.lookAgain();
    expect(Buffer.from((await world.data.read(key)) ?? []).toString()).toBe(text);
  });
});

it("looks through what is broken in time that grows with its length alone", () => {
  const parts = ['{"a":', "[", '"', "a:", '\\"', "%41", "a=", "a@b|", '{"id":1,', '"a":1,', "}", "a.", "<a>", "\n"];
  for (const part of parts) {
    const text = `{${part.repeat(60_000)}`;
    expect(identitiesIn(text, "woocommerce", hash).length).toBeLessThan(10);
  }
});
