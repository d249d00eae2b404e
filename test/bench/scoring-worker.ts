import { openSync, readSync } from "node:fs";
import {
  type Aggregates,
  addSummary,
  aggregatesFileSchema,
  mergeAggregatesFile,
  newAggregates,
  toAggregatesFile,
} from "../../shared/scoring/aggregates.ts";
import { bgnbd } from "../../shared/scoring/models/bgnbd.ts";
import { fitBetaGeometric, fitNbd } from "../../shared/scoring/models/fit-purchases.ts";
import { fitSpend } from "../../shared/scoring/models/fit-spend.ts";
import { toPurchaseData } from "../../shared/scoring/models/purchase-data.ts";
import { SpendSample } from "../../shared/scoring/models/spend-sample.ts";
import { boundaryBuckets, exactRisingScale, fallingScale, risingScale } from "../../shared/scoring/rfm/rfm.ts";
import { Histogram, magnitudeBucket } from "../../shared/scoring/summaries/histogram.ts";
import { emptySummaryColumns, type SummaryColumns } from "../../shared/scoring/summaries/summary-columns.ts";
import { Forecaster } from "../../shared/scoring/value/forecaster.ts";
import { peakMegabytes } from "./peak-memory.ts";
import { fileColumns, type Measured } from "./scoring-steps.ts";

/** `scoring-worker.ts FILE`: fits and scores the customers of a file; the last line of stdout is what each step cost. */
const [, , file = ""] = process.argv;
const SHARDS = 64;
const asOf = "2026-11-20";
const clv = { horizonMonths: 12, discountRatePerMonth: 0.01 };

const from = openSync(file, "r");
const customers = fileColumns.lengthOf(file);
const perShard = customers / SHARDS;
const columns = emptySummaryColumns(perShard);
const buffer = new Float64Array(perShard);

const cpuMicros = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
/** What reading the customers took so far: the peer has them in memory, and it is left out on both sides. */
let readingMicros = 0;

/** Columns of each shard, one at a time and in the same place, as the night reads its files: nobody may keep them. */
function* shards(): Generator<SummaryColumns> {
  for (let shard = 0; shard < SHARDS; shard++) {
    const before = cpuMicros();
    for (const [place, name] of fileColumns.names.entries()) {
      readSync(from, new Uint8Array(buffer.buffer), 0, buffer.byteLength, 8 * (place * customers + shard * perShard));
      columns[name].set(buffer);
    }
    readingMicros += cpuMicros() - before;
    yield columns;
  }
}

const steps: Measured["steps"] = [];
const step = <T>(name: string, compared: boolean, work: () => T): T => {
  const before = cpuMicros() - readingMicros;
  const value = work();
  steps.push({ step: name, compared, cpuSeconds: (cpuMicros() - readingMicros - before) / 1e6 });
  return value;
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
  for (const shard of shards()) {
    for (let i = 0; i < shard.length; i++) sample.add(shard.repeats[i] ?? 0, shard.repeatNetMinor[i] ?? 0);
  }
  return sample.toSpendData(100);
};

/** Cuts of R, F and M over all shards, M with its second round. */
const cutRfm = ({ daysSilent, windowOrders, windowNetBuckets }: Aggregates) => {
  const boundary = boundaryBuckets(windowNetBuckets);
  const values = new Map([...boundary.keys()].map((bucket) => [bucket, new Histogram()]));
  for (const shard of shards()) {
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

const files = step("64 shards counted", false, () => Array.from(shards(), count));
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
const model = { chosen: "bgnbd", models, clv, minorPerMajor: 100 } as const;
const totals = step("P(alive), expected purchases, CLV", true, () => {
  const forecaster = new Forecaster(model);
  const total = { pAlive: 0, expected90: 0, clvMinor: 0 };
  for (const shard of shards()) {
    const { pAlive, expected90, clvMinor } = forecaster.pointForecasts(shard);
    total.pAlive += sumOf(pAlive);
    total.expected90 += sumOf(expected90);
    total.clvMinor += sumOf(clvMinor);
  }
  return total;
});
step("the same, with both intervals of CLV", false, () => {
  const forecaster = new Forecaster(model);
  for (const shard of shards()) sumOf(forecaster.forecast(shard).clvHighMinor);
});

const measured: Measured = {
  steps,
  peakMegabytes: peakMegabytes(),
  means: {
    pAlive: totals.pAlive / customers,
    expected90: totals.expected90 / customers,
    clv: totals.clvMinor / 100 / customers,
  },
};
console.log(JSON.stringify(measured));
