import { folderFiles } from "../../shared/adapters/folder-files.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { nightRunSchema } from "../../shared/model/night.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import { fitModels } from "../../shared/night/fit-models.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import { addSummary, newAggregates, toAggregatesFile } from "../../shared/scoring/aggregates.ts";
import { addHeldBack, newHeldBackCounts, toHeldBackFile } from "../../shared/scoring/held-back/held-back-windows.ts";
import { addMoney, newMoney, toMoneyFile } from "../../shared/scoring/summaries/money.ts";
import { OrderWeeks } from "../../shared/scoring/summaries/order-weeks.ts";
import { summarisePurchases } from "../../shared/scoring/summaries/purchase-summary.ts";
import { noSales } from "../../shared/scoring/summaries/sales.ts";
import { AS_OF_DAY, simulatePurchaseDays } from "../support/simulate-customers.ts";
import { peakMegabytes } from "./peak-memory.ts";
import { presetSchema, presets } from "./scoring-steps.ts";

/**
 * `scale-worker.ts make FOLDER PRESET FROM TO PER_SHARD`: what summarise leaves of simulated shards, FROM up to TO.
 * `scale-worker.ts fit FOLDER SHARDS first|later`: the fit over them; the last line of stdout is what it read and took.
 */
const [, , what, folder = "", ...rest] = process.argv;
const runId = "2026-11-20-1";
const SEED = 20261121;

/** A store that counts what is asked of it. */
const counting = (files: FileStore) => {
  const counted = { gets: 0, bytesRead: 0, puts: 0, bytesWritten: 0, largestRead: 0 };
  const store: FileStore = {
    ...files,
    read: async (key) => {
      const bytes = await files.read(key);
      counted.gets += 1;
      counted.bytesRead += bytes?.byteLength ?? 0;
      counted.largestRead = Math.max(counted.largestRead, bytes?.byteLength ?? 0);
      return bytes;
    },
    write: async (key, body, type) => {
      counted.puts += 1;
      counted.bytesWritten += body.length;
      await files.write(key, body, type);
    },
  };
  return { store, counted };
};

const make = async ([presetName, from = "0", to = "0", perShard = "20000"]: string[]): Promise<void> => {
  const { truth } = presets[presetSchema.parse(presetName)];
  const night = nightFiles(folderFiles(folder));
  for (let shard = Number(from); shard < Number(to); shard++) {
    const [aggregates, money, weeks] = [newAggregates(), newMoney(), new OrderWeeks()];
    const heldBack = newHeldBackCounts({ firstNight: true });
    let customer = 0;
    for (const days of simulatePurchaseDays(truth, Number(perShard), SEED + shard)) {
      const summary = summarisePurchases(days, AS_OF_DAY, 365);
      if (summary === undefined) continue;
      addSummary(aggregates, summary);
      addMoney(money, summary);
      aggregates.clusterSample.add(`csv:${shard}-${customer++}`, summary);
      addHeldBack(heldBack, days, AS_OF_DAY);
      weeks.addCustomer(days, AS_OF_DAY);
    }
    await night.saveMoney(runId, shard, toMoneyFile(money));
    await night.saveAggregates(runId, shard, {
      fit: toAggregatesFile(aggregates),
      heldBack: toHeldBackFile(heldBack),
    });
    const counts = { scanned: customer, customers: customer, weeks: weeks.toWeeks() };
    await night.saveSummaryTally(runId, shard, { ...counts, notCounted: {}, sales: noSales() });
  }
};

const fit = async ([shards = "1", night = "later"]: string[]): Promise<void> => {
  const { store, counted } = counting(folderFiles(folder));
  const files = nightFiles(store);
  const previous = { runId: "2026-11-19-1", asOf: "2026-11-19", shards: Number(shards), customers: 1 };
  await files.saveRun(
    nightRunSchema.parse({
      ...{ runId, asOf: "2026-11-20", attempt: 1, at: "2026-11-21T03:30:00.000Z", simulated: false },
      ...{ sendDay: "2026-11-21", shards: Number(shards), customersCounted: 1, codeVersion: "0", maxSendRate: 14 },
      settings: settingsSchema.parse({}),
      ...(night === "later" && { previous }),
    }),
  );
  const before = process.hrtime.bigint();
  const tally = await fitModels({ runId }, { ...files, findPublishedModel: async () => undefined });
  const { user, system } = process.cpuUsage();
  const seconds = Number(process.hrtime.bigint() - before) / 1e9;
  console.log(
    JSON.stringify({
      ...counted,
      seconds,
      cpuSeconds: (user + system) / 1e6,
      peakMegabytes: peakMegabytes(),
      ...tally,
    }),
  );
};

await (what === "make" ? make(rest) : fit(rest));
