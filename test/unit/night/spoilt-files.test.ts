import { beforeAll, describe, expect, test } from "vitest";
import { marketingKeys, workKeys } from "../../../shared/model/night.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld, receivedFiles } from "../../support/night-world.ts";

const days = { first: "2026-11-19", second: "2026-11-20" };
const second = { at: "2026-11-21T03:30:00.000Z" };

const shop = smallShop(20, days.second);
let first: NightWorld;
beforeAll(async () => {
  first = nightWorld({ customers: shop });
  await holdNight(first, { at: "2026-11-20T03:30:00.000Z" });
});
const afterFirst = () => nightWorld({ customers: shop, after: first });

describe("a file of an earlier night that somebody spoilt", () => {
  test.each([
    ["the pointer", marketingKeys.latest()],
    ["the model", marketingKeys.model(days.first)],
    ["the manifest", marketingKeys.manifest(days.first)],
  ])("fails no later night where marketing can reach it: %s", async (_what, key) => {
    for (const text of ["", "{", "{}", "[1]"]) {
      const world = afterFirst();
      await world.marketing.write(key, text);
      await holdNight(world, second);
      expect(receivedFiles(world, days.second).size).toBeGreaterThan(5);
      const latest = Buffer.from((await world.marketing.read(marketingKeys.latest())) ?? []).toString();
      expect(latest).toContain(days.second);
    }
  });

  test.each([
    ["FileBrokenError", workKeys.night(days.first)],
    ["TableFileError", workKeys.rows(`${days.first}-1`, 0)],
  ])("is named where nobody but Rouse writes: %s", async (name, key) => {
    for (const text of ["", "{", "PAR1"]) {
      const world = afterFirst();
      await world.data.write(key, text);
      await expect(holdNight(world, second)).rejects.toMatchObject({ name, message: expect.stringContaining(key) });
    }
  });
});
