import { pathToFileURL } from "node:url";
import { settingsSchema } from "../../shared/model/settings.ts";
import { addSummary, mergeAggregatesFile, newAggregates, toAggregatesFile } from "../../shared/scoring/aggregates.ts";
import { bgnbd } from "../../shared/scoring/bgnbd.ts";
import { fitNight } from "../../shared/scoring/fit-night.ts";
import { fitBetaGeometric, fitNbd } from "../../shared/scoring/fit-purchases.ts";
import { fitSpend } from "../../shared/scoring/fit-spend.ts";
import { mbgnbd } from "../../shared/scoring/mbgnbd.ts";
import { toPurchaseData } from "../../shared/scoring/purchase-data.ts";
import { makeScorer, scoreColumns } from "../../shared/scoring/scorer.ts";
import { SpendSample } from "../../shared/scoring/spend-sample.ts";
import type { SummaryColumns } from "../../shared/scoring/summary-columns.ts";
import { lowPurchaseShop, retailShop, type ShopTruth, simulateSummaries } from "../support/simulate-customers.ts";

/** One step's cost. Memory is the process's peak so far, the simulated customers (48 bytes each) included. */
export type StepCost = { readonly step: string; readonly cpuSeconds: number; readonly peakMemoryMb: number };
export type ScoringBench = { readonly preset: string; readonly customers: number; readonly steps: readonly StepCost[] };

const SHARDS = 64;
const SEED = 20261121;

/** CPU seconds and peak memory, step by step, of fitting and scoring simulated customers of both presets. */
export const benchScoring = async (customers = 1_000_000): Promise<ScoringBench[]> => {
  const presets: [string, ShopTruth][] = [
    ["low-purchase", lowPurchaseShop],
    ["retail", retailShop],
  ];
  const results: ScoringBench[] = [];
  for (const [preset, truth] of presets) {
    const shards = Array.from({ length: SHARDS }, (_, shard) =>
      simulateSummaries(truth, Math.ceil(customers / SHARDS), SEED + shard),
    );
    results.push({ preset, customers: Math.ceil(customers / SHARDS) * SHARDS, steps: await benchShop(shards) });
  }
  return results;
};

const benchShop = async (shards: readonly SummaryColumns[]): Promise<StepCost[]> => {
  const steps: StepCost[] = [];
  const step = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
    const before = process.cpuUsage();
    const value = await work();
    const { user, system } = process.cpuUsage(before);
    steps.push({
      step: name,
      cpuSeconds: (user + system) / 1e6,
      peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    });
    return value;
  };
  const files = await step("count: cells and histograms of 64 shards, as JSON", () => shards.map(aggregate));
  const aggregates = await step("merge 64 shards", () => {
    const merged = newAggregates();
    for (const file of files) mergeAggregatesFile(merged, JSON.parse(file));
    return merged;
  });
  const data = await step("cells for the fit", () => toPurchaseData(aggregates.cells.toCells()));
  const nbd = await step("fit NBD", () => fitNbd(data));
  await step("fit MBG/NBD", () => fitBetaGeometric(mbgnbd, data, nbd.params));
  await step("fit BG/NBD", () => fitBetaGeometric(bgnbd, data, nbd.params));
  const spend = await step("sort spend", () => gatherSpend(shards));
  await step("fit Gamma-Gamma", () => fitSpend(spend));
  const settings = settingsSchema.parse({});
  const summaries = async function* () {
    yield* shards;
  };
  const model = await step("whole fit (all fits above, RFM cuts, value classes)", () =>
    fitNight({ asOf: "2026-11-20", settings, minorPerMajor: 100, aggregates, summaries }),
  );
  const scorer = makeScorer(model);
  await step("forecast (P(alive), P(active), expected purchases, CLV with interval)", () => {
    for (const shard of shards) makeSure(scorer.forecaster.forecast(shard).clvMinor);
  });
  const fresh = makeScorer(model);
  await step("whole score (forecast with fresh tables, RFM, segment, tier, value class)", () => {
    for (const shard of shards) makeSure(scoreColumns(fresh, shard, []).silence);
  });
  return steps;
};

const aggregate = (shard: SummaryColumns): string => {
  const aggregates = newAggregates();
  for (let i = 0; i < shard.length; i++) {
    addSummary(aggregates, {
      repeats: shard.repeats[i] ?? 0,
      recencyDays: shard.recencyDays[i] ?? 0,
      ageDays: shard.ageDays[i] ?? 0,
      windowOrders: shard.windowOrders[i] ?? 0,
      windowNetMinor: shard.windowNetMinor[i] ?? 0,
    });
  }
  return JSON.stringify(toAggregatesFile(aggregates));
};

const gatherSpend = (shards: readonly SummaryColumns[]) => {
  const sample = new SpendSample();
  for (const shard of shards) {
    for (let i = 0; i < shard.length; i++) sample.add(shard.repeats[i] ?? 0, shard.repeatNetMinor[i] ?? 0);
  }
  return sample.toSpendData(100);
};

/** A benchmark whose result nobody looks at measures nothing. */
const makeSure = (column: Float64Array): void => {
  if (column.some((value) => Number.isNaN(value))) throw new Error("the benchmark scored a customer with NaN");
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { preset, customers, steps } of await benchScoring(Number(process.argv[2] ?? 1_000_000))) {
    console.log(`${preset}, ${customers} customers`);
    for (const { step, cpuSeconds, peakMemoryMb } of steps) {
      console.log(`  ${cpuSeconds.toFixed(3).padStart(7)} CPU s  ${String(peakMemoryMb).padStart(5)} MB  ${step}`);
    }
  }
}
