import { expect, test } from "vitest";
import { nightFiles } from "../../../shared/adapters/night-files.ts";
import { workKeys } from "../../../shared/model/night.ts";
import { smallShop } from "../../support/night-shop.ts";
import { nightWorld } from "../../support/night-world.ts";

const asOf = "2026-11-20";

test("a day's attempts are found by their folders, however many files they have, and without those that were taken away", async () => {
  const world = nightWorld({ customers: smallShop(5, asOf) });
  for (const hour of ["03", "04", "05"]) await world.plan({ at: `2026-11-21T${hour}:30:00.000Z` });
  await world.plan({ at: "2026-11-20T03:30:00.000Z" });
  for (let shard = 0; shard < 50; shard++)
    await world.data.write(workKeys.part(`${asOf}-1`, shard, "customers.csv"), "a");
  await world.data.remove([workKeys.run(`${asOf}-2`)]);
  const listed: string[] = [];
  const counting = {
    ...world.data,
    list: () => expect.unreachable("every file of a run is listed"),
    listFolder: async function* (prefix: string) {
      for await (const found of world.data.listFolder(prefix)) {
        listed.push(found);
        yield found;
      }
    },
  };
  const runs = await nightFiles(counting).readRunsOf(asOf);
  expect(runs.map(({ attempt }) => attempt)).toEqual([1, 3]);
  expect(listed.length).toBeLessThanOrEqual(3);
});
