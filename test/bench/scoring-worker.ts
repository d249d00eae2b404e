import { openSync, writeSync } from "node:fs";
import {
  type Aggregates,
  addSummary,
  aggregatesFileSchema,
  mergeAggregatesFile,
  newAggregates,
  toAggregatesFile,
} from "../../shared/scoring/aggregates.ts";
import { bgnbd } from "../../shared/scoring/bgnbd.ts";
import { fitBetaGeometric, fitNbd } from "../../shared/scoring/fit-purchases.ts";
import { fitSpend } from "../../shared/scoring/fit-spend.ts";
import { Forecaster } from "../../shared/scoring/forecaster.ts";
import { Histogram, magnitudeBucket } from "../../shared/scoring/histogram.ts";
import { toPurchaseData } from "../../shared/scoring/purchase-data.ts";
import { boundaryBuckets, exactRisingScale, fallingScale, risingScale } from "../../shared/scoring/rfm.ts";
import { SpendSample } from "../../shared/scoring/spend-sample.ts";
import type { SummaryColumns } from "../../shared/scoring/summary-columns.ts";
import { simulateSummaries } from "../support/simulate-customers.ts";
import { type Measured, presetSchema, presets } from "./scoring-steps.ts";

/** `scoring-worker.ts PRESET CUSTOMERS [FILE]`: fits and scores simulated customers; the last line of stdout is what each step cost. */
const [, , presetName, customerCount = "0", file] = process.argv;
const { truth } = presets[presetSchema.parse(presetName)];
const SHARDS = 64;
const SEED = 20261121;
const perShard = Math.ceil(Number(customerCount) / SHARDS);
const asOf = "2026-11-20";
const clv = { horizonMonths: 12, discountRatePerMonth: 0.01 };

const shards = Array.from({ length: SHARDS }, (_, shard) => simulateSummaries(truth, perShard, SEED + shard));

const steps: Measured["steps"] = [];
const step = <T>(name: string, compared: boolean, work: () => T): T => {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  steps.push({ step: name, compared, cpuSeconds: (user + system) / 1e6 });
  return value;
};

/** x, t_x, T and repeat spend of all customers as doubles, column after column, for the peer. */
const writeColumns = (path: string): void => {
  const to = openSync(path, "w");
  const columns = ["repeats", "recencyDays", "ageDays", "repeatNetMinor"] as const;
  for (const name of columns)
    for (const shard of shards) writeSync(to, new Uint8Array(Float64Array.from(shard[name]).buffer));
};

const count = (shard: SummaryColumns): string => {
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

const merge = (files: readonly string[]): Aggregates => {
  const merged = newAggregates();
  for (const text of files) mergeAggregatesFile(merged, aggregatesFileSchema.parse(JSON.parse(text)));
  return merged;
};

const gatherSpend = () => {
  const sample = new SpendSample();
  for (const shard of shards) {
    for (let i = 0; i < shard.length; i++) sample.add(shard.repeats[i] ?? 0, shard.repeatNetMinor[i] ?? 0);
  }
  return sample.toSpendData(100);
};

/** Cuts of R, F and M over all shards, M with its second round. */
const cutRfm = ({ daysSilent, windowOrders, windowNetBuckets }: Aggregates) => {
  const boundary = boundaryBuckets(windowNetBuckets);
  const values = new Map([...boundary.keys()].map((bucket) => [bucket, new Histogram()]));
  for (const shard of shards) {
    for (let i = 0; i < shard.length; i++) {
      if (shard.windowOrders[i] === 0) continue;
      const netMinor = shard.windowNetMinor[i] ?? 0;
      values.get(magnitudeBucket(netMinor))?.add(netMinor);
    }
  }
  return [fallingScale(daysSilent), risingScale(windowOrders), exactRisingScale(windowNetBuckets, boundary, values)];
};

/** A benchmark whose result nobody looks at measures nothing. */
const sumOf = (column: Float64Array): number => {
  const sum = column.reduce((total, value) => total + value, 0);
  if (!Number.isFinite(sum)) throw new Error("the benchmark scored a customer with NaN");
  return sum;
};

if (file !== undefined) writeColumns(file);
const files = step("64 shards counted", false, () => shards.map(count));
const aggregates = step("64 shards merged", false, () => merge(files));
step("exact RFM cuts over 64 shards", false, () => cutRfm(aggregates));
const purchases = step("fit (BG/NBD)", true, () => {
  const data = toPurchaseData(aggregates.cells.toCells());
  return fitBetaGeometric(bgnbd, data, fitNbd(data).params);
});
const spend = step("fit (Gamma-Gamma)", true, () => fitSpend(gatherSpend()));
const models = {
  bgnbd: { ...purchases, asOf },
  mbgnbd: null,
  pnbd: null,
  nbd: null,
  gammaGamma: { ...spend, asOf },
};
const totals = step("P(alive), expected purchases, CLV with its interval", true, () => {
  const forecaster = new Forecaster({ chosen: "bgnbd", models, clv, minorPerMajor: 100 });
  const total = { pAlive: 0, expected90: 0, clvMinor: 0 };
  for (const shard of shards) {
    const { pAlive, expected90, clvMinor } = forecaster.forecast(shard);
    total.pAlive += sumOf(pAlive);
    total.expected90 += sumOf(expected90);
    total.clvMinor += sumOf(clvMinor);
  }
  return total;
});

const customers = perShard * SHARDS;
const measured: Measured = {
  steps,
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  means: {
    pAlive: totals.pAlive / customers,
    expected90: totals.expected90 / customers,
    clv: totals.clvMinor / 100 / customers,
  },
};
console.log(JSON.stringify(measured));
