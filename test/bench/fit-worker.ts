import { folderFiles } from "../../shared/adapters/folder-files.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { publishedFiles } from "../../shared/adapters/published-files.ts";
import type { MessageOutcome } from "../../shared/model/message.ts";
import { type NightRun, nightRunSchema } from "../../shared/model/night.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import type { SummaryRow } from "../../shared/model/summary-row.ts";
import { publishPost } from "../../shared/night/day-of-post.ts";
import { findPreviousScores, findWeekBefore } from "../../shared/night/find-previous-scores.ts";
import { fitModels } from "../../shared/night/fit-models.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import { outcomesOfDay } from "../../shared/post/outcomes-of-day.ts";
import { addSummary, newAggregates, toAggregatesFile } from "../../shared/scoring/aggregates.ts";
import { addSpendAtCut } from "../../shared/scoring/first-days.ts";
import { fitsOneIn, isFitted } from "../../shared/scoring/fit-sample.ts";
import { addHeldBack, newHeldBackCounts, toHeldBackFile } from "../../shared/scoring/held-back/held-back-windows.ts";
import { addPastCuts, newPastCutCounts, toPastCutsFile } from "../../shared/scoring/past-cuts/past-cuts.ts";
import { addMoney, newMoney, toMoneyFile } from "../../shared/scoring/summaries/money.ts";
import { OrderWeeks } from "../../shared/scoring/summaries/order-weeks.ts";
import { summarisePurchases } from "../../shared/scoring/summaries/purchase-summary.ts";
import { noSales } from "../../shared/scoring/summaries/sales.ts";
import { hashIndexOf } from "../../shared/stats/hash-index.ts";
import { rowOf } from "../support/published-night.ts";
import { AS_OF_DAY, simulatePurchaseDays } from "../support/simulate-customers.ts";
import { type FitResult, fitTaskSchema, PER_SHARD, type Preset, presetSchema, presets } from "./fit-steps.ts";
import { peakMegabytes } from "./peak-memory.ts";

/**
 * `fit-worker.ts JSON`: one task of `fit.ts` in a process of its own. What other states would have left is simulated as far as the
 * state reads it; the last line of stdout is what it read and took.
 */
const task = fitTaskSchema.parse(JSON.parse(process.argv[2] ?? ""));
const { folder, shards } = task;
const asOf = "2026-11-20";
const runId = `${asOf}-1`;
const SEED = 20261121;
const before = { runId: "2026-11-19-1", asOf: "2026-11-19", shards, customers: shards * PER_SHARD };
const weekBefore = { ...before, runId: "2026-11-13-1", asOf: "2026-11-13" };

const run: NightRun = nightRunSchema.parse({
  ...{ runId, asOf, attempt: 1, at: "2026-11-21T03:30:00.000Z", simulated: true, sendDay: "2026-11-21", shards },
  ...{ customersCounted: shards * PER_SHARD, codeVersion: "0", maxSendRate: 14, settings: settingsSchema.parse({}) },
  fitsOneIn: fitsOneIn(shards * PER_SHARD),
  ...((!task.firstNight || task.what === "find-earlier") && { previous: before, weekBefore }),
});

/** A bucket in a folder that counts what is asked of it. */
const counting = (files: FileStore) => {
  const counted = { gets: 0, bytesRead: 0, puts: 0, bytesWritten: 0 };
  const store: FileStore = {
    ...files,
    read: async (key) => {
      const bytes = await files.read(key);
      counted.gets += 1;
      counted.bytesRead += bytes?.byteLength ?? 0;
      return bytes;
    },
    write: async (key, body, type) => {
      counted.puts += 1;
      counted.bytesWritten += body.length;
      await files.write(key, body, type);
    },
    writeStream: async (key, chunks, type) => {
      counted.puts += 1;
      const measured = async function* () {
        for await (const chunk of chunks) {
          counted.bytesWritten += chunk.length;
          yield chunk;
        }
      };
      await files.writeStream(key, measured(), type);
    },
  };
  return { store, counted };
};

const { store, counted } = counting(folderFiles(folder));
const night = nightFiles(store);

/** What summarise leaves for the fit. */
const makeShard = async (preset: Preset, shard: number): Promise<void> => {
  const [aggregates, money, weeks] = [newAggregates(run.customersCounted), newMoney(), new OrderWeeks()];
  const heldBack = newHeldBackCounts({ firstNight: task.firstNight });
  const pastCuts = newPastCutCounts();
  let customers = 0;
  for (const days of simulatePurchaseDays(presets[preset].truth, PER_SHARD, SEED + shard)) {
    const summary = summarisePurchases(days, AS_OF_DAY, 365);
    if (summary === undefined) continue;
    const id = `csv:${shard}-${customers++}`;
    const fitted = isFitted(id, run.fitsOneIn ?? 1);
    addSummary(aggregates, summary, fitted);
    addMoney(money, summary, fitted);
    aggregates.clusterSample.add(id, summary);
    if (fitted) {
      addHeldBack(heldBack, days, AS_OF_DAY);
      addPastCuts(pastCuts, days, AS_OF_DAY);
      addSpendAtCut(aggregates.spendAtCut, days, AS_OF_DAY);
    }
    weeks.addCustomer(days, AS_OF_DAY);
  }
  await night.saveMoney(runId, shard, toMoneyFile(money));
  await night.saveAggregates(runId, shard, {
    fit: toAggregatesFile(aggregates),
    heldBack: toHeldBackFile(heldBack),
    pastCuts: toPastCutsFile(pastCuts),
  });
  const tally = { scanned: customers, customers, weeks: weeks.toWeeks(), notCounted: {}, sales: noSales() };
  await night.saveSummaryTally(runId, shard, tally);
};

const fit = async (): Promise<void> => {
  await night.saveRun(run);
  await fitModels({ runId }, { ...night, findPublishedModel: async () => undefined });
};

const idsIn = (shard: number): string[] => Array.from({ length: PER_SHARD }, (_, at) => `csv:${shard}-${at}`);
const MINE = 7;

/** What two earlier nights left: all indexes, and the rows of the one shard that is asked for. */
const makeEarlier = async (): Promise<void> => {
  for (const earlier of [before, weekBefore]) {
    await night.saveRun({ ...run, runId: earlier.runId });
    await night.saveRows(
      earlier.runId,
      MINE,
      idsIn(MINE).map((customer_id) => rowOf({ customer_id, email: null })),
      false,
    );
    for (let shard = 0; shard < shards; shard++)
      await night.saveIdIndex(earlier.runId, shard, hashIndexOf(idsIn(shard)));
  }
};

/** What `score` asks of earlier nights for one shard, of whose customers twenty are nowhere. */
const findEarlier = async (): Promise<void> => {
  const ids = [...idsIn(MINE), ...Array.from({ length: 20 }, (_, at) => `csv:late-${at}`)];
  const customers = ids.map((customer_id) => ({ customer_id, first_day: "2026-01-01" })) as SummaryRow[];
  const asked = { run, shard: MINE, customers };
  const found = [(await findPreviousScores(asked, night)).size, (await findWeekBefore(asked, night)).size];
  if (found.some((size) => size !== PER_SHARD)) throw new Error(`found ${found.join(" and ")} of ${PER_SHARD}`);
};

/** Occasions of a shard's customers on a day with birthdays and tiers entered: 1.3 %. */
const OCCASIONS = Math.round(0.013 * PER_SHARD);

const makeOutcomes = async (): Promise<void> => {
  for (let shard = 0; shard < shards; shard++) {
    const outcomes = Array.from({ length: OCCASIONS }, (_, at): MessageOutcome => {
      const of = { campaignId: "win-back", step: "first", occurrence: "2026-06-01", tier: "drowsy" as const };
      const customerId = `csv:${shard}-${at}`;
      if (at % 4 > 0) return { ...of, customerId, outcome: "stopped", reason: "no-consent" };
      return { ...of, customerId, outcome: "sent", locale: "en", emailKey: `key-${shard}-${at}`, runId };
    });
    await night.saveOutcomes(runId, shard, outcomes);
  }
};

/** What `close` does with the day's mail. */
const tellOutcomes = async (): Promise<void> => {
  const deps = {
    ...night,
    whoTheyAre: async () => new Map(),
    readMessagesTo: async () => [],
    readSuppressions: async () => new Map(),
    now: () => run.at,
  };
  const readOutcomesOf = (of: NightRun) => outcomesOfDay(of, deps);
  const library = { campaigns: [] };
  const { post } = await publishPost(run, library, { ...publishedFiles(store), readOutcomesOf });
  if (post.rows !== shards * OCCASIONS) throw new Error(`told of ${post.rows} of ${shards * OCCASIONS}`);
};

const work: Record<typeof task.what, () => Promise<void>> = {
  make: async () => {
    for (let shard = 0; shard < shards; shard++) await makeShard(presetSchema.parse(task.preset), shard);
  },
  fit,
  "make-earlier": makeEarlier,
  "find-earlier": findEarlier,
  "make-outcomes": makeOutcomes,
  "tell-outcomes": tellOutcomes,
};
const start = process.hrtime.bigint();
await work[task.what]();
const { user, system } = process.cpuUsage();
const result: FitResult = {
  ...counted,
  seconds: Number(process.hrtime.bigint() - start) / 1e9,
  cpuSeconds: (user + system) / 1e6,
  peakMegabytes: peakMegabytes(),
};
console.log(JSON.stringify(result));
