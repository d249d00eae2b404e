import { expect, test } from "vitest";
import { NightFailedError } from "../../../shared/model/errors.ts";
import { planNight } from "../../../shared/night/plan-night.ts";
import { customerWith, holdNight, nightWorld } from "../../support/night-world.ts";

const at = "2026-11-21T03:30:00.000Z";
const one = [customerWith("a", [["2026-01-02", 1000]])];

test("the as-of day is the last complete day in the shop's zone", async () => {
  const plan = (timeZone: string) => nightWorld({ customers: one, settings: { timeZone } }).plan({ at });
  expect((await plan("UTC")).runId).toBe("2026-11-20-1");
  expect((await plan("America/Los_Angeles")).runId).toBe("2026-11-19-1");
});

test("a day that is not over yet is refused with the day that is", async () => {
  const world = nightWorld({ customers: one });
  await expect(world.plan({ at, asOf: "2026-11-21" })).rejects.toThrow(/2026-11-21 is not over yet in UTC.*2026-11-20/);
  await expect(world.plan({ at, asOf: "2026-11-21" })).rejects.toThrow(NightFailedError);
});

test("a retry of the same execution answers the same attempt, another execution makes a new one", async () => {
  const world = nightWorld({ customers: one });
  const first = await world.plan({ at });
  expect(await world.plan({ at })).toEqual(first);
  expect((await world.plan({ at: "2026-11-21T05:00:00.000Z" })).runId).toBe("2026-11-20-2");
  expect(await world.plan({ at })).toEqual(first);
});

test("a retry keeps its shards, whatever is counted meanwhile", async () => {
  const world = nightWorld({ customers: one, counted: 41_000 });
  const first = await world.plan({ at });
  expect(first.shards).toEqual([0, 1, 2]);
  const later = { ...world.deps, countCustomers: async () => 900_000 };
  expect(await planNight({ at }, later)).toEqual(first);
});

test("a night keeps the shards of the night before, until one holds far more or far fewer customers", async () => {
  const before = nightWorld({ customers: one, counted: 70_000 });
  await holdNight(before, { at: "2026-11-20T03:30:00.000Z" });
  const shardsFor = async (counted: number) =>
    (await nightWorld({ customers: one, counted, after: before }).plan({ at })).shards.length;
  const nights = await Promise.all([70_001, 85_000, 120_000, 120_001, 40_000, 39_999, 0].map(shardsFor));
  expect(nights).toEqual([4, 4, 4, 7, 4, 2, 1]);
});

test("other settings make another attempt of the same execution's hour", async () => {
  const world = nightWorld({ customers: one });
  await world.plan({ at, simulated: true });
  const readSettings = async () => ({ ...(await world.deps.readSettings()), defaultLocale: "zh-CN" });
  expect((await planNight({ at, simulated: true }, { ...world.deps, readSettings })).runId).toBe("2026-11-20-2");
});

test("what waits to be recorded when the night begins is fixed with it, and said by its report and its outcome", async () => {
  const waiting = { webhooks: 12, deadLetters: 1 };
  const world = nightWorld({ customers: one, waiting });
  const { runId } = await world.plan({ at });
  const later = { ...world.deps, countWaiting: async () => ({ webhooks: 0, deadLetters: 0 }) };
  expect(await planNight({ at }, later)).toMatchObject({ runId });
  expect((await world.files.readRun(runId)).waiting).toEqual(waiting);
  await holdNight(world, { at });
  expect(await world.close(runId)).toMatchObject({ waiting });
  const report = Buffer.from((await world.marketing.read("nightly/dt=2026-11-20/report.html")) ?? []).toString();
  expect(report).toContain("12 webhooks waited to be recorded when the night began; tonight&#39;s numbers lack them.");
  expect(report).toContain("1 message that could not be recorded waits among the dead letters");
});

test("a shop without customers still has one shard", async () => {
  expect((await nightWorld({ customers: [] }).plan({ at })).shards).toEqual([0]);
});

test("the tenth attempt follows the ninth", async () => {
  const world = nightWorld({ customers: one });
  for (let minute = 10; minute < 21; minute++) await world.plan({ at: `2026-11-21T03:${minute}:00.000Z` });
  expect((await world.plan({ at })).runId).toBe("2026-11-20-12");
});

test("yesterday is the newest finished night of an earlier day, also for a past day", async () => {
  const world = nightWorld({ customers: one });
  await holdNight(world, { at: "2026-11-18T03:30:00.000Z" });
  await holdNight(world, { at: "2026-11-20T03:30:00.000Z" });
  const previousOf = async (asOf: string) =>
    (await world.files.readRun((await world.plan({ at, asOf })).runId)).previous;
  expect((await previousOf("2026-11-20"))?.asOf).toBe("2026-11-19");
  expect((await previousOf("2026-11-19"))?.asOf).toBe("2026-11-17");
  expect(await previousOf("2026-11-10")).toBeUndefined();
});
