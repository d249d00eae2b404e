import { beforeAll, describe, expect, test } from "vitest";
import { manifestSchema } from "../../../shared/model/manifest.ts";
import { marketingKeys, workKeys } from "../../../shared/model/night.ts";
import { expectManifestTrue } from "../../support/expect-files-true.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld, receivedFiles, stepsOf } from "../../support/night-world.ts";

const asOf = "2026-11-20";
const at = "2026-11-21T03:30:00.000Z";
const customers = smallShop(400, asOf);
/** Seven shards: groups of three, three and one. */
const counted = 140_000;
const joins = { shardsPerGroup: 3, wholeBytes: 24_000 };

const received = (world: NightWorld) => {
  const files = receivedFiles(world, asOf);
  files.delete("manifest.json");
  return files;
};
const manifestOf = (world: NightWorld) =>
  manifestSchema.parse(
    JSON.parse(Buffer.from(world.marketing.objects.get(marketingKeys.manifest(asOf)) ?? []).toString()),
  );

describe("a night whose shards are joined in groups", () => {
  let plain: NightWorld;
  let joined: NightWorld;
  beforeAll(async () => {
    plain = nightWorld({ customers, counted });
    joined = nightWorld({ customers, counted, joins });
    await holdNight(plain, { at });
    await holdNight(joined, { at });
  });

  test("gives every file byte for byte as one worker would", () => {
    expect(received(joined)).toEqual(received(plain));
  });

  test("tells of large files part by part, of others as ever, and of all of them truly", async () => {
    await expectManifestTrue(joined.marketing, asOf);
    const inParts = manifestOf(joined).files.filter((file) => "parts" in file);
    expect(inParts.map(({ path }) => path)).toEqual(
      manifestOf(plain)
        .files.filter(({ path, bytes }) => bytes > joins.wholeBytes && /customers|segments\/|moved/.test(path))
        .map(({ path }) => path),
    );
    expect(inParts.map(({ path }) => path)).toContain("customers.csv");
    expect(inParts.map(({ path }) => path)).toContain("customers.parquet");
    expect(inParts.map(({ path, rows, bytes }) => ({ path, rows, bytes }))).toEqual(
      manifestOf(plain)
        .files.filter(({ path }) => inParts.some((file) => file.path === path))
        .map(({ path, rows, bytes }) => ({ path, rows, bytes })),
    );
  });

  test("keeps a group that was joined when it is joined again, and joins it anew when a shard wrote something else", async () => {
    const again = nightWorld({ customers, counted, joins });
    const plan = await again.plan({ at });
    const steps = stepsOf(again, plan);
    const publish = steps.findIndex(({ name }) => name === "publish");
    for (const step of steps.slice(0, publish)) await step.run();
    const before = new Map(again.data.objects);
    expect(await again.join(plan.runId, 0)).toMatchObject({ files: "found", shards: 3 });
    expect(again.data.objects).toEqual(before);

    again.customers.delete(customers[0]?.customerId ?? "");
    await again.summarise(plan.runId, 0);
    await again.score(plan.runId, 0);
    expect(await again.join(plan.runId, 0)).toMatchObject({ files: "joined" });
    expect(await again.join(plan.runId, 1)).toMatchObject({ files: "found" });
    for (const step of steps.slice(publish)) await step.run();
    await expectManifestTrue(again.marketing, asOf);
    expect(received(again).get("customers.csv")).not.toContain(customers[0]?.customerId);
  });

  test("joins no file that is not the one its shard's tally tells of", async () => {
    const torn = nightWorld({ customers, counted, joins });
    const plan = await torn.plan({ at });
    for (const step of stepsOf(torn, plan).filter(({ name }) => /summarise|fit|score/.test(name))) await step.run();
    const key = workKeys.part(plan.runId, 1, "customers.csv");
    torn.data.objects.set(key, Buffer.from("somebody,else\r\n"));
    await expect(torn.join(plan.runId, 0)).rejects.toMatchObject({ name: "ConflictError" });
    await expect(torn.publish(plan.runId)).rejects.toMatchObject({ name: "FileMissingError" });
  });
});
