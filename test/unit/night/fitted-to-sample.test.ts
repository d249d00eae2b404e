import { describe, expect, test } from "vitest";
import { modelFileSchema } from "../../../shared/model/model-file.ts";
import { isFitted } from "../../../shared/scoring/fit-sample.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, nightWorld, receivedFiles } from "../../support/night-world.ts";

const asOf = "2026-11-20";
const at = "2026-11-21T03:30:00.000Z";
const shop = smallShop(3_000, asOf);

/** A night of the shop as one of so many customers would be held, in three shards or one. */
const nightOf = async (customers: typeof shop, { oneIn, shards = 3 }: { oneIn?: number; shards?: number }) => {
  const world = nightWorld({ customers, counted: shards * 20_000 });
  const { saveRun } = world.deps;
  Object.assign(world.deps, {
    saveRun: (run: Parameters<typeof saveRun>[0]) => saveRun({ ...run, ...(oneIn && { fitsOneIn: oneIn }) }),
  });
  await holdNight(world, { at });
  const files = receivedFiles(world, asOf);
  return { model: modelFileSchema.parse(JSON.parse(files.get("model.json") ?? "")), files };
};

describe("a shop too large to be fitted whole", () => {
  test("is fitted to its sample as to a shop of these customers, and cut and scored whole", async () => {
    const whole = await nightOf(shop, {});
    const sampled = await nightOf(shop, { oneIn: 2 });
    const alone = await nightOf(
      shop.filter(({ customerId }) => isFitted(customerId, 2)),
      {},
    );
    expect(sampled.model.models).toEqual(alone.model.models);
    expect(sampled.model.scorecard).toEqual(alone.model.scorecard);
    expect(sampled.model.repeatScore).toEqual(alone.model.repeatScore);
    expect(sampled.model.rfm).toEqual(whole.model.rfm);
    expect([sampled.model.customers, sampled.model.fittedTo]).toEqual([whole.model.customers, alone.model.customers]);
    expect(sampled.model.carriers.of).toBe(whole.model.customers);
    expect(sampled.files.get("customers.csv")?.split("\r\n")).toHaveLength(shop.length + 2);
    expect(whole.model.fittedTo).toBeUndefined();
  });

  test("has value classes that hold their shares of everybody's CLV, and says whom it was fitted to", async () => {
    const { model, files } = await nightOf(shop, { oneIn: 4 });
    const [header = "", ...lines] = (files.get("customers.csv") ?? "").split("\r\n").slice(0, -1);
    const place = header.split(",").indexOf("clv_12m");
    const clvs = lines.map((line) => Number(line.split(",")[place])).sort((a, b) => b - a);
    const total = clvs.reduce((sum, clv) => sum + clv, 0);
    expect(Math.abs(total * 100 - model.carriers.totalMinor)).toBeLessThan(shop.length);
    const best = clvs.slice(0, model.carriers.customers).reduce((sum, clv) => sum + clv, 0);
    expect(best / total).toBeGreaterThan(0.799);
    expect(best / total).toBeLessThan(0.803);
    expect(model.statements[0]?.text).toMatch(/^Models are fitted to, and judged by, \d+ of 3,000 customers/);
    expect(files.get("report.html")).toContain("whom a hash of their ids chose");
  });

  test("comes to the same numbers in one shard and in three", async () => {
    const [one, three] = [await nightOf(shop, { oneIn: 2, shards: 1 }), await nightOf(shop, { oneIn: 2 })];
    expect(one.files.get("model.json")).toBe(three.files.get("model.json"));
  });
});
