import { beforeAll, expect, test } from "vitest";
import { emptyScoreTally, mergeScoreTally } from "../../../shared/scoring/score-tally.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld, receivedFiles } from "../../support/night-world.ts";

const held = (asOfDay: number) => ({ at: `2026-11-${asOfDay + 1}T03:30:00.000Z` });
const shop = smallShop(400, "2026-11-20");

/** Rows of a published CSV file as objects by column. */
const rowsOf = (world: NightWorld, path: string, asOf = "2026-11-20"): Record<string, string>[] => {
  const [header = "", ...lines] = (receivedFiles(world, asOf).get(path) ?? "")
    .replace("\uFEFF", "")
    .trimEnd()
    .split("\r\n");
  const columns = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [columns[i] ?? "", cell])));
};
const tallyOf = async (world: NightWorld, runId: string) => {
  const tally = emptyScoreTally();
  const { shards } = await world.files.readRun(runId);
  for (let shard = 0; shard < shards; shard++) mergeScoreTally(tally, await world.files.readScoreTally(runId, shard));
  return tally;
};

/** Two nights a week apart, and the run id of the second. */
const world = nightWorld({ customers: shop });
let runId: string;
beforeAll(async () => {
  await holdNight(world, held(13));
  runId = await holdNight(world, held(20));
});

test("plan pins the newest finished night that is 7 to 10 days older, and no other", async () => {
  const world = nightWorld({ customers: shop.slice(0, 5) });
  for (const day of [10, 12, 14]) await holdNight(world, held(day));
  const weekBefore = async (day: number) =>
    (await world.files.readRun((await world.plan(held(day))).runId)).weekBefore?.asOf;
  expect(await weekBefore(16)).toBeUndefined();
  expect(await weekBefore(17)).toBe("2026-11-10");
  expect(await weekBefore(20)).toBe("2026-11-12");
  expect(await weekBefore(24)).toBe("2026-11-14");
  expect(await weekBefore(25)).toBeUndefined();
});

test("warns of valuable customers who did not buy and whose repeat score fell since the night a week before", async () => {
  const tally = await tallyOf(world, runId);
  const before = new Map(rowsOf(world, "customers.csv", "2026-11-13").map((row) => [row.customer_id, row]));
  const warned = rowsOf(world, "segments/early-warning.csv");
  expect(warned.length).toBeGreaterThan(0);
  expect(warned.length).toBeLessThan(tally.comparedWithWeekBefore / 2);
  for (const row of warned) {
    const then = before.get(row.customer_id);
    const [drop, fell] = [row.early_warning_drop, Number(then?.repeat_score) - Number(row.repeat_score)];
    expect(Number(drop)).toBeGreaterThanOrEqual(0.03);
    // Files have three decimals: each of the three may be half of the last one off.
    expect(Number(drop)).toBeLessThanOrEqual(fell + 0.0015 + 1e-9);
    expect(then?.last_order_on).toBe(row.last_order_on);
    expect([row.value_class, then?.value_class, row.value_band, then?.value_band]).toContain(
      row.value_class === "A" || then?.value_class === "A" ? "A" : "high",
    );
  }
  expect(tally.earlyWarning.customers).toBe(warned.length);
  expect(rowsOf(world, "customers.csv").filter((row) => row.early_warning_drop !== "").length).toBe(warned.length);
});

test("warns of nobody without a night of a week before, and still writes the segment's file", async () => {
  const world = nightWorld({ customers: shop });
  await holdNight(world, held(19));
  const tally = await tallyOf(world, await holdNight(world, held(20)));
  expect(receivedFiles(world, "2026-11-20").has("segments/early-warning.csv")).toBe(true);
  expect(rowsOf(world, "segments/early-warning.csv")).toEqual([]);
  expect(tally).toMatchObject({ earlyWarning: { customers: 0 }, comparedWithWeekBefore: 0 });
});

test("warns of the same customers in three shards as in one", async () => {
  const sharded = nightWorld({ customers: shop, counted: 50_000 });
  await holdNight(sharded, held(13));
  await holdNight(sharded, held(20));
  const warned = (of: NightWorld) =>
    rowsOf(of, "segments/early-warning.csv")
      .map((row) => `${row.customer_id} ${row.early_warning_drop}`)
      .sort();
  expect(warned(sharded)).toEqual(warned(world));
});
