import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { nightErasure } from "../../../shared/adapters/night-erasure.ts";
import { manifestSchema } from "../../../shared/model/manifest.ts";
import { marketingFolder, marketingKeys } from "../../../shared/model/night.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld } from "../../support/night-world.ts";

const asOf = "2026-11-20";

/** Files of which the manifest says something else than what they are. */
const untrueIn = ({ marketing }: NightWorld): string[] => {
  const bytesOf = (key: string) => Buffer.from(marketing.objects.get(key) ?? []);
  const { files } = manifestSchema.parse(JSON.parse(bytesOf(marketingKeys.manifest(asOf)).toString()));
  const shaOf = (path: string) =>
    createHash("sha256")
      .update(bytesOf(marketingFolder(asOf) + path))
      .digest("hex");
  return files.flatMap(({ path, sha256 }) => (sha256 === shaOf(path) ? [] : [path]));
};

test("a night that is closed once more, after somebody was taken out of its files, has a true manifest", async () => {
  const customers = smallShop(40, asOf);
  const world = nightWorld({ customers });
  const runId = await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
  const { marketing, data } = world;
  const { eraseNightRows } = nightErasure(marketing, data);
  const erased = customers[3]?.customerId;
  await eraseNightRows(({ customerId }) => customerId !== erased, "2026-11-21T12:00:00.000Z");
  expect(untrueIn(world)).toEqual([]);
  await world.close(runId);
  expect(untrueIn(world)).toEqual([]);
  const csv = Buffer.from(marketing.objects.get(marketingKeys.customers(asOf)) ?? []).toString();
  expect([csv.includes(`${erased},`), csv.includes(`${customers[4]?.customerId},`)]).toEqual([false, true]);
});
