import { beforeEach, describe, expect, it } from "vitest";
import { actOnIntake } from "../../../functions/act-on-intake/act-on-intake.ts";
import { consentFor } from "../../../shared/model/consent.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { eraseSource } from "../../../shared/recording/erase-source.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
const FIRST = Date.parse("2026-10-01T00:00:00.000Z");
const instant = (minute: number) => new Date(FIRST + minute * 60_000).toISOString();
const ERASED = Date.parse("2026-11-21T00:00:00.000Z");
const asked = new Date(ERASED).toISOString();
const PEOPLE = 150;

/** So many customers of Shopify, each of whom refused mail; some at an address that somebody else of another source has, too. */
const worldOf = async (people: number): Promise<World> => {
  const world = recordingWorld();
  for (let one = 0; one < people; one++) {
    const [email, at] = [`p${one}@x.example`, instant(one)];
    const says = (state: string, time: string) => ({ state, opt_in_level: null, consent_updated_at: time });
    await world.deliver("shopify", "customers/update", {
      ...{ id: 1000 + one, email, first_name: "Ann", last_name: `A${one}`, updated_at: at },
      email_marketing_consent: says("unsubscribed", instant(one + 1)),
    });
    const customer = {
      id: `c${one}`,
      firstName: "Bo",
      lastName: `B${one}`,
      email,
      marketingConsent: { state: "granted", at },
    };
    if (one % 50 === 0)
      await world.deliver("standard", "order-event", { type: "customer.updated", updatedAt: at, customer }, at);
  }
  return world;
};

/** The same, where each call to a store is counted, and a worker dies when it has made so many. */
const counted = ({ deps }: World, most = Number.POSITIVE_INFINITY) => {
  const counts = { calls: 0 };
  const call = <Args extends unknown[], Result>(port: (...args: Args) => Result): ((...args: Args) => Result) => {
    return (...args) => {
      counts.calls += 1;
      if (counts.calls > most) throw new Error("its time was up");
      return port(...args);
    };
  };
  const { readEvidence, readCustomers, readOrders, readErasures, readMessagesTo } = deps;
  const { saveIdentity, saveHolder, saveCustomer, noteErasures, suppress, removeIdentity } = deps;
  const mortal = {
    ...deps,
    ...{ readEvidence: call(readEvidence), readCustomers: call(readCustomers), readOrders: call(readOrders) },
    ...{ readErasures: call(readErasures), readMessagesTo: call(readMessagesTo), suppress: call(suppress) },
    ...{ saveIdentity: call(saveIdentity), saveHolder: call(saveHolder), saveCustomer: call(saveCustomer) },
    ...{ noteErasures: call(noteErasures), removeIdentity: call(removeIdentity) },
  };
  return { counts, mortal };
};

const leftOf = ({ store }: World): number =>
  [...store.rows.customers.values()].filter(({ sources }) => sources.includes("shopify")).length;
const isRefused = async (world: World): Promise<boolean> => {
  const found = (await whoTheyAre(["standard:c0"], world.deps)).get("standard:c0");
  return consentFor(found?.consents ?? { granted: {} }, found?.emailKey).state === "denied";
};
const endIn = async (most: number, receive: (round: number) => Promise<string>): Promise<string[]> => {
  const outcomes: string[] = [];
  while (outcomes.length < most && !outcomes.includes("erased")) outcomes.push(await receive(outcomes.length));
  return outcomes;
};
const nowOf = (round: number) => new Date(ERASED + round * 60_000).toISOString();

describe("the erasure of a source with very many customers", () => {
  let world: World;
  beforeEach(async () => {
    world = await worldOf(PEOPLE);
  });

  it("goes on where a worker ended, before it is noted, too; what others hear is heard all the while", async () => {
    const outcomes = await endIn(40, async (round) => {
      const { mortal: dying } = counted(world, 700);
      const outcome = await eraseSource("shopify", { now: nowOf(round), askedAt: asked }, dying).catch(() => "died");
      expect(await isRefused(world)).toBe(true);
      return outcome;
    });
    expect([outcomes.at(-1), leftOf(world)]).toEqual(["erased", 0]);
    world.deps.now = () => nowOf(100);
    await world.lookAgain();
    expect(await isRefused(world)).toBe(true);
    expect([...world.data.objects.keys()].filter((key) => key.startsWith("archive/erasures/"))).toEqual([]);
  });

  it("does but so much in one worker, and ends by several", async () => {
    const most = { erased: 20, kept: 40 };
    const calls: number[] = [];
    const outcomes = await endIn(40, async (round) => {
      const { counts, mortal } = counted(world);
      const outcome = await eraseSource("shopify", { now: nowOf(round), askedAt: asked, most }, mortal);
      calls.push(counts.calls);
      return outcome;
    });
    expect(leftOf(world)).toBe(0);
    expect(outcomes.filter((one) => one === "more-to-do")).toHaveLength(3 + 7);
    expect(Math.max(...calls)).toBeLessThan(40 * 8 + 20 * 60);
  });
});

describe("a request to erase a source with more customers than one worker erases", () => {
  const redacted = async () => {
    const world = await worldOf(520);
    const outcome = await world.deliver("shopify", "shop/redact", { shop_id: 1, shop_domain: "s" }, asked);
    expect([outcome, leftOf(world)]).toEqual([{ outcome: "erasure-running" }, 20]);
    return world;
  };

  it("is put on the queue again until all are erased", async () => {
    const world = await redacted();
    const [message] = world.queued;
    expect(await actOnIntake(JSON.stringify(message), world.deps)).toEqual({ outcome: "erased" });
    expect([world.queued.length, leftOf(world)]).toEqual([1, 0]);
  });

  it("is gone on with by the look, where that message is lost", async () => {
    const world = await redacted();
    await world.lookAgain();
    expect([
      leftOf(world),
      world.keptFiles().filter((key) => !key.includes("/incoming/") && !key.includes("/standard/")),
    ]).toEqual([0, []]);
  });
});
