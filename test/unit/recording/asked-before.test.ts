import { describe, expect, it } from "vitest";
import { savePlaces } from "../../../shared/recording/places.ts";
import { shopifyOrder, shopifyRefund } from "../../support/bodies.ts";
import { expectSound } from "../../support/expect-sound.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const [OLD, ASKED, SINCE] = ["2026-11-18T12:00:00.000Z", "2026-11-20T06:00:00.000Z", "2026-11-20T12:00:00.000Z"];
const ASKED_ANEW = "2026-11-20T18:00:00.000Z";

type World = ReturnType<typeof recordingWorld>;
type Work = (world: World) => Promise<unknown>;

const customer = (name: string) => ({ id: 77, admin_graphql_api_id: null, first_name: name, email: "ann@example.com" });
const order = (id: number, at: string, name: string): Work => {
  const said = { state: "subscribed", opt_in_level: "single_opt_in", consent_updated_at: at };
  const times = { created_at: at, processed_at: at, updated_at: at };
  const buyer = { ...customer(name), ...(name === "Before" && { email_marketing_consent: said }) };
  const body = shopifyOrder({ id, admin_graphql_api_id: null, ...times, email: "ann@example.com", customer: buyer });
  return (world) => world.deliver("shopify", "orders/updated", body, at);
};
const redact =
  (at: string): Work =>
  (world) =>
    world.deliver(
      "shopify",
      "customers/redact",
      { shop_domain: "s", customer: { id: 77, email: "ann@example.com" }, orders_to_redact: [] },
      at,
    );

/** Works on it in this order, and on what is put on the queue meanwhile and afterwards. */
const worked = async (all: readonly Work[]): Promise<World> => {
  const world = recordingWorld();
  for (const work of all) {
    await work(world);
    for (let message = world.queued.shift(); message; message = world.queued.shift()) await again(world, message);
  }
  await world.lookAgain();
  await world.sweep("2026-12-31T00:00:00.000Z");
  await expectSound(world);
  return world;
};
const again = async ({ deps }: World, message: object) => {
  const { actOnIntake } = await import("../../../functions/act-on-intake/act-on-intake.ts");
  expect(await actOnIntake(JSON.stringify(message), deps)).toMatchObject({ outcome: "recorded" });
};

const kept = ({ store, data }: World): string =>
  JSON.stringify([...store.rows.customers, ...store.rows.orders, ...store.rows.holders]) +
  [...data.objects.values()].map((bytes) => Buffer.from(bytes).toString("utf8")).join("\n");
const ordersIn = ({ store }: World) => [...store.rows.orders.keys()].sort();

const before = order(1, OLD, "Before");
const after = order(2, SINCE, "After");

describe("a request that is carried out when more has come", () => {
  it.each([
    ["worked on after it", [before, redact(ASKED), after]],
    ["recorded before it", [before, after, redact(ASKED)]],
    ["recorded before it, which comes twice", [before, after, redact(ASKED), redact(ASKED)]],
    ["recorded first of all", [after, before, redact(ASKED)]],
    ["recorded before it, with the old order late", [after, redact(ASKED), before]],
  ])("leaves an order of after it that is %s, of somebody with nothing of before", async (_when, all) => {
    const world = await worked(all);
    expect(ordersIn(world)).toEqual(["shopify#2"]);
    const [row] = [...world.store.rows.customers.values()].filter(({ identities }) => identities.length > 0);
    expect(row).toMatchObject({ customerId: "shopify:77", profile: { firstName: "After" } });
    expect(row?.consents.granted).toEqual({});
    expect(kept(world)).not.toContain("Before");
  });

  it.each([
    ["one after the other", [before, after, redact(ASKED), redact(ASKED_ANEW)]],
    ["the later one first", [before, after, redact(ASKED_ANEW), redact(ASKED)]],
    ["with the order in between", [before, redact(ASKED), after, redact(ASKED_ANEW)]],
  ])("asked anew takes that, too: %s", async (_when, all) => {
    const world = await worked(all);
    expect(ordersIn(world)).toEqual([]);
    expect(kept(world)).not.toMatch(/Before|After/);
  });
});

const profile = (at: string, said: string, name: string): Work => {
  const body = { ...customer(name), phone: null, last_name: name, created_at: OLD, updated_at: said };
  return (world) => world.deliver("shopify", "customers/update", body, at);
};

/** As S3 says it of every body: written when it came. */
const writtenAt = (world: World, instant: string) => {
  const { measure } = world.data;
  world.data.measure = async (key) => {
    const found = await measure(key);
    return found && { ...found, writtenAt: instant };
  };
};

describe("a body whose source's clock is an hour fast", () => {
  const [came, said] = ["2026-11-20T05:30:00.000Z", "2026-11-20T06:30:00.000Z"];

  it.each([
    ["tells of nobody that was erased, if it was recorded when that was asked for", came, ""],
    ["is told again if it was recorded after that, for nobody knows when it came", ASKED_ANEW, "Before"],
  ])("%s", async (_what, recordedAt, name) => {
    const world = recordingWorld();
    writtenAt(world, recordedAt);
    await profile(came, said, "Before")(world);
    await redact(ASKED)(world);
    for (let message = world.queued.shift(); message; message = world.queued.shift()) await again(world, message);
    await world.lookAgain();
    expect(kept(world).includes("Before")).toBe(name === "Before");
  });
});

const dies = async (): Promise<never> => {
  throw new Error("the worker is gone");
};

const refundOf =
  (id: number, at: string): Work =>
  (world) =>
    world.deliver("shopify", "refunds/create", shopifyRefund({ id, admin_graphql_api_id: null, order_id: id }), at);

const workedOff = async (world: World) => {
  for (let message = world.queued.shift(); message; message = world.queued.shift()) {
    const { actOnIntake } = await import("../../../functions/act-on-intake/act-on-intake.ts");
    await actOnIntake(JSON.stringify(message), world.deps);
  }
};

describe("a request that was asked anew, and is broken off", () => {
  it("leaves no refund of what it takes where the earlier one goes on with it", async () => {
    const world = recordingWorld();
    for (const work of [before, after, refundOf(2, SINCE)]) await work(world);
    const { suppress } = world.deps;
    world.deps.suppress = dies;
    await expect(redact(ASKED_ANEW)(world)).rejects.toThrow("the worker is gone");
    world.deps.suppress = suppress;
    await redact(ASKED)(world);
    await redact(ASKED_ANEW)(world);
    await workedOff(world);
    await world.lookAgain();
    await world.sweep("2026-12-31T00:00:00.000Z");
    expect(ordersIn(world)).toEqual([]);
    await expectSound(world);
  });

  it("reaches no further where a look at another's tombstones goes on with it", async () => {
    const world = recordingWorld();
    for (const work of [before, after]) await work(world);
    const { suppress } = world.deps;
    world.deps.suppress = dies;
    await expect(redact(ASKED)(world)).rejects.toThrow("the worker is gone");
    world.deps.suppress = suppress;
    world.looks.length = 0;
    const holders = [...world.store.rows.holders.keys()];
    await savePlaces({ at: world.deps.now(), handles: [], files: "done", holders }, world.deps);
    await world.lookAgain();
    await workedOff(world);
    expect(ordersIn(world)).toEqual(["shopify#2"]);
  });
});

describe("what is told again", () => {
  it("is put many at a time, to come when its erasure has ended, of however many orders", async () => {
    const world = recordingWorld();
    for (let id = 1; id <= 64; id++) await order(id, SINCE, "After")(world);
    let [now, most] = [0, 0];
    const delays = new Set<number | undefined>();
    world.deps.enqueue = async (message, afterSeconds) => {
      delays.add(afterSeconds);
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      world.queued.push(message);
    };
    await redact(ASKED)(world);
    expect(world.queued).toHaveLength(64);
    expect([...delays]).toEqual([300]);
    expect(most).toBeGreaterThan(8);
    await workedOff(world);
    expect(ordersIn(world)).toHaveLength(64);
  });
});
