import { beforeAll, describe, expect, test } from "vitest";
import { seededRandom } from "../../../shared/stats/random.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld, receivedFiles, stepsOf } from "../../support/night-world.ts";

const asOf = "2026-11-20";
const at = "2026-11-21T03:30:00.000Z";
const shop = smallShop(150, asOf);
const settings = { shop: { postalAddress: "1 Main St" }, mail: { sending: "on" } };

/** Three shards, mail that goes out, and a fuse: the write after so many more fails, as a crash at that point would. */
const fusedWorld = () => {
  let left = Number.POSITIVE_INFINITY;
  const beforeWrite = () => {
    left -= 1;
    if (left < 0) throw new Error("crash");
  };
  const world = nightWorld({ customers: shop, counted: 50_000, settings, beforeWrite });
  const crashesAfter = async (writes: number, work: () => Promise<unknown>): Promise<boolean> => {
    left = writes;
    try {
      await work();
      return false;
    } catch (error) {
      if (error instanceof Error && error.message === "crash") return true;
      throw error;
    } finally {
      left = Number.POSITIVE_INFINITY;
    }
  };
  return { world, crashesAfter };
};

const mailsOf = ({ sent }: NightWorld): string[] => sent.map(({ to }) => to).sort();

let expected: { files: Map<string, string>; mails: string[] };
beforeAll(async () => {
  const { world } = fusedWorld();
  await holdNight(world, { at });
  expected = { files: receivedFiles(world, asOf), mails: mailsOf(world) };
});

describe("a night ends with the same bytes, and nobody is mailed twice", () => {
  test("when every step crashes at each of its writes and is done again", async () => {
    const { world, crashesAfter } = fusedWorld();
    let crashes = 0;
    const untilDone = async (work: () => Promise<unknown>) => {
      for (let writes = 0; await crashesAfter(writes, work); writes++) crashes += 1;
    };
    await untilDone(() => world.plan({ at }));
    for (const step of stepsOf(world, await world.plan({ at }))) await untilDone(step.run);
    expect(crashes).toBeGreaterThan(80);
    expect(receivedFiles(world, asOf)).toEqual(expected.files);
    expect(mailsOf(world)).toEqual(expected.mails);
  });

  test.each([1, 2, 3])("when steps crash anywhere, are done twice, and beside themselves (seed %i)", async (seed) => {
    const random = seededRandom(seed);
    const below = (count: number) => Math.floor(random() * count);
    const { world, crashesAfter } = fusedWorld();
    const plan = await world.plan({ at });
    for (const step of stepsOf(world, plan)) {
      for (let redrives = below(3); redrives > 0; redrives--) await crashesAfter(below(40), step.run);
      // A worker that was given up for lost may still be at it while the next one does the same. Of a mail that another
      // worker is just sending, though, nobody can say what becomes of it.
      const times = Array.from({ length: 1 + below(2) }, () => step.run);
      if (step.name.startsWith("notify")) for (const run of times) await run();
      else await Promise.all(times.map((run) => run()));
      expect(await world.plan({ at })).toEqual(plan);
    }
    expect(receivedFiles(world, asOf)).toEqual(expected.files);
    expect(mailsOf(world)).toEqual(expected.mails);
  });

  test.each([11, 12])("when attempts give up anywhere and the day is begun anew (seed %i)", async (seed) => {
    const random = seededRandom(seed);
    const { world } = fusedWorld();
    for (const hour of ["04", "05"]) {
      const steps = stepsOf(world, await world.plan({ at: `2026-11-21T${hour}:30:00.000Z` }));
      for (const step of steps.slice(0, Math.floor(random() * steps.length))) await step.run();
    }
    await holdNight(world, { at: "2026-11-21T06:30:00.000Z" });
    expect(receivedFiles(world, asOf)).toEqual(expected.files);
    expect(mailsOf(world)).toEqual(expected.mails);
  });
});
