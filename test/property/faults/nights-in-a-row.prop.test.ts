import { describe, expect, it } from "vitest";
import { addDays } from "../../../shared/scoring/summaries/epoch-day.ts";
import { FaultSchedule, seedsOf } from "../../support/fault-schedule.ts";
import { smallShop } from "../../support/night-shop.ts";
import { type NightWorld, nightWorld, stepsOf } from "../../support/night-world.ts";

const NIGHTS = 5;
const lastDay = "2026-11-20";
const days = Array.from({ length: NIGHTS }, (_, at) => addDays(lastDay, at + 1 - NIGHTS));
const customers = smallShop(160, lastDay);
const settings = {
  shop: { name: "Linden & Loom", postalAddress: "12 Weaver Street, Leeds", url: "https://shop.example" },
  mail: { sending: "on", sender: { email: "hello@shop.example" } },
};

class Died extends Error {}

/** A shop on the eve of its first night. `dieBefore`: so many writes to a bucket are made yet, and then the process dies. */
const newShop = (joined: boolean) => {
  const state = { at: "", step: "", writes: [] as string[], dieBefore: Number.POSITIVE_INFINITY };
  const world = nightWorld({
    ...{ customers, settings, now: () => state.at, counted: 90_000 },
    ...(joined && { joins: { shardsPerGroup: 1, wholeBytes: 0 } }),
    beforeWrite: () => {
      if (state.writes.push(state.step) > state.dieBefore) throw new Died();
    },
  });
  return { state, world };
};
type Shop = ReturnType<typeof newShop>;

/** One night by processes that remember nothing: where one dies its step is begun again, or the whole night is, as another attempt. */
const holdThroughDeath = async ({ state, world }: Shop, beginsAnew: boolean): Promise<string | undefined> => {
  let diedAt: string | undefined;
  const step = async <Answer>(name: string, run: () => Promise<Answer>): Promise<Answer> => {
    state.step = name.split(" ")[0] ?? "";
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      diedAt = state.step;
      state.dieBefore = Number.POSITIVE_INFINITY;
      if (beginsAnew && name !== "plan") throw error;
      return run();
    }
  };
  const wholeNight = async () => {
    const plan = await step("plan", () => world.plan({ at: state.at }));
    for (const { name, run } of stepsOf(world, plan)) await step(name, run);
  };
  await wholeNight().catch((error) => {
    if (!(error instanceof Died)) throw error;
    return wholeNight();
  });
  return diedAt;
};

/** All that marketing ever received, without the name of the attempt. */
const received = ({ marketing }: NightWorld) =>
  [...marketing.objects]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, bytes]) => {
      const text = Buffer.from(bytes).toString(key.endsWith(".parquet") ? "base64" : "utf8");
      return [key, key.endsWith(".json") ? text.replace(/"runId": ?".*?"/, "") : text] as const;
    });

/** Before which of a night's writes its process dies: every step as often as any other, however much it writes. */
const deathAmong = (writes: readonly string[], schedule: FaultSchedule): number => {
  const steps = [...new Set(writes)];
  const step = steps[schedule.below(steps.length)];
  const its = [...writes.keys()].filter((at) => writes[at] === step);
  return its[schedule.below(its.length)] ?? 0;
};

/** Five nights in a row. `writes`: of each night without faults, in which step each of its writes is made. */
const nightsInARow = async (joined: boolean, faults?: { writes: readonly string[][]; schedule: FaultSchedule }) => {
  const shop = newShop(joined);
  const { state, world } = shop;
  const writes: string[][] = [];
  const diedAt: string[] = [];
  for (const [night, day] of days.entries()) {
    state.at = `${addDays(day, 1)}T03:30:00.000Z`;
    state.writes = [];
    if (faults) state.dieBefore = deathAmong(faults.writes[night] ?? [], faults.schedule);
    const died = await holdThroughDeath(shop, faults?.schedule.chance(0.3) ?? false);
    writes.push(state.writes);
    if (died !== undefined) diedAt.push(died);
  }
  const mailed = world.sent.map(({ to, raw }) => `${to} ${Buffer.from(raw).toString("utf8")}`).sort();
  return { files: received(world), mailed, writes, diedAt };
};

describe("five nights in a row, each of which dies once and is taken up again", () => {
  it.each([false, true])(
    "publish what five nights without a fault publish; joined by the store: %s",
    async (joined) => {
      const sound = await nightsInARow(joined);
      expect(sound.files.length).toBeGreaterThan(100);
      expect(sound.mailed.length).toBeGreaterThan(10);
      const deaths: string[] = [];
      for (const seed of seedsOf(3)) {
        const schedule = new FaultSchedule(seed, { crashes: 0 });
        const { files, mailed, diedAt } = await nightsInARow(joined, { writes: sound.writes, schedule });
        deaths.push(...diedAt);
        expect({ seed, keys: files.map(([key]) => key) }).toEqual({ seed, keys: sound.files.map(([key]) => key) });
        const differ = files.filter(([, text], at) => text !== sound.files[at]?.[1]).map(([key]) => key);
        expect({ seed, diedAt, differ }).toEqual({ seed, diedAt, differ: [] });
        expect({ seed, mailed }).toEqual({ seed, mailed: sound.mailed });
      }
      expect(deaths).toHaveLength(NIGHTS * seedsOf(3).length);
      expect(new Set(deaths).size).toBeGreaterThan(5);
    },
  );
});
