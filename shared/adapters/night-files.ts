import { lookMarkSchema } from "../model/comparison.ts";
import { customerTable } from "../model/customer-row.ts";
import { ConflictError } from "../model/errors.ts";
import type { Measure } from "../model/manifest.ts";
import {
  finishedNightSchema,
  type NightRun,
  nightRunSchema,
  previousNightSchema,
  runEndSchema,
  workKeys,
  workPrefixes,
} from "../model/night.ts";
import { previousScoreTable } from "../model/previous-score.ts";
import { summaryTable, unscoredTable } from "../model/summary-row.ts";
import { weekBeforeTable } from "../model/week-before.ts";
import { nightFileRegister as register } from "../night-files/register.ts";
import type { FileStore } from "../ports/files.ts";
import type * as Night from "../ports/night.ts";
import type { ShardAggregates, SummaryTally } from "../scoring/shard-aggregates.ts";
import type { MoneyFile } from "../scoring/summaries/money.ts";
import { decodeHashIndex, encodeHashIndex, mayHoldAny } from "../stats/hash-index.ts";
import { stringHash } from "../stats/string-hash.ts";
import { versionOf } from "./campaign-versions.ts";
import { heldFile } from "./held-file.ts";
import { joinedFiles } from "./joined-files.ts";
import { findJson, findWholeJson, readBytes, readJson, writeJson } from "./json-files.ts";
import { measureOf } from "./measure-bytes.ts";
import { noticeFile } from "./notice-file.ts";
import { moneyDigitsOf, parquetTables } from "./parquet-tables.ts";
import { promiseFiles } from "./promise-files.ts";

/** The files that the states of a night leave for each other, in the data bucket. */
export const nightFiles = (data: FileStore) => {
  const tables = parquetTables(data);
  const readRun: Night.ReadRun = (runId) => readJson(data, workKeys.run(runId), nightRunSchema);
  const saveRun: Night.SaveRun = (run) => writeJson(data, workKeys.run(run.runId), run);

  const saveCampaigns: Night.SaveCampaigns = async (library) => {
    const version = versionOf(library);
    await writeJson(data, workKeys.campaigns(version), library);
    return version;
  };
  const readCampaigns: Night.ReadCampaigns = (version) =>
    readJson(data, workKeys.campaigns(version), register.campaigns.content.schema);
  const findCampaigns: Night.FindCampaigns = (version) =>
    findJson(data, workKeys.campaigns(version), register.campaigns.content.schema);

  const readRunsOf: Night.ReadRunsOf = async (asOf) => {
    const runs: NightRun[] = [];
    // By their folders: a run of a large shop has hundreds of thousands of files.
    for await (const folder of data.listFolder(workPrefixes.runsOf(asOf))) {
      const run = await findJson(data, `${folder}run.json`, nightRunSchema);
      if (run !== undefined) runs.push(run);
    }
    return runs.sort((a, b) => a.attempt - b.attempt);
  };

  const findPreviousNight: Night.FindPreviousNight = async (asOf) => {
    let newest: string | undefined;
    for await (const key of data.list(workPrefixes.nights)) if (key < workKeys.night(asOf)) newest = key;
    return newest === undefined ? undefined : findJson(data, newest, previousNightSchema);
  };
  const saveFinishedNight: Night.SaveFinishedNight = (night) => writeJson(data, workKeys.night(night.asOf), night);
  const findFinishedNight: Night.FindFinishedNight = (asOf) =>
    findJson(data, workKeys.night(asOf), finishedNightSchema);
  const readMailsSent: Night.ReadMailsSent = async (asOf) => (await findFinishedNight(asOf))?.mails ?? {};

  const saveRunEnd: Night.SaveRunEnd = (runId, endedAt) =>
    writeJson(data, workKeys.end(runId), runEndSchema.parse({ endedAt }));
  const takeUpRun: Night.TakeUpRun = async (runId) => {
    const end = await findJson(data, workKeys.end(runId), runEndSchema);
    if (end?.endedAt !== undefined) await saveRunEnd(runId, undefined);
    return readRun(runId);
  };

  const digits = async (runId: string) => moneyDigitsOf(await readRun(runId));
  const saveSummaries: Night.SaveSummaries = async (runId, shard, rows) => {
    await tables.write(workKeys.summaries(runId, shard), summaryTable, await digits(runId), rows);
  };
  const readSummaries: Night.ReadSummaries = (runId, shard) =>
    tables.read(workKeys.summaries(runId, shard), summaryTable);
  const saveUnscored: Night.SaveUnscored = async (runId, shard, rows) => {
    await tables.write(workKeys.unscored(runId, shard), unscoredTable, await digits(runId), rows);
  };
  const readUnscored: Night.ReadUnscored = (runId, shard) =>
    tables.read(workKeys.unscored(runId, shard), unscoredTable);
  const saveRows: Night.SaveRows = async (runId, shard, rows, measured) => {
    const bytes = await tables.write(workKeys.rows(runId, shard), customerTable, await digits(runId), rows);
    return measured ? measureOf(bytes) : undefined;
  };
  const readRowFile: Night.ReadRowFile = (runId, shard, expected) =>
    readExactly(data, workKeys.rows(runId, shard), expected);
  const readPreviousScores: Night.ReadPreviousScores = (runId, shard) =>
    tables.readIfThere(workKeys.rows(runId, shard), previousScoreTable);
  const readWeekBefore: Night.ReadWeekBefore = (runId, shard) =>
    tables.readIfThere(workKeys.rows(runId, shard), weekBeforeTable);
  const saveIdIndex: Night.SaveIdIndex = (runId, shard, index) =>
    data.write(workKeys.idIndex(runId, shard), encodeHashIndex(index));
  const findIdIndex: Night.FindIdIndex = async (runId, shard) => {
    const bytes = await data.read(workKeys.idIndex(runId, shard));
    return bytes && decodeHashIndex(bytes);
  };
  /** Whether a run's shard is worth reading for one customer. */
  const mayHold = async (runId: string, shard: number, customerId: string): Promise<boolean> => {
    const index = await findIdIndex(runId, shard);
    return index === undefined || mayHoldAny(index, [stringHash(customerId)]);
  };
  const findScoreBefore: Night.FindScoreBefore = async (customerId, asOf) => {
    const night = await findJson(data, workKeys.night(asOf), previousNightSchema);
    const run = night && (await findJson(data, workKeys.run(night.runId), nightRunSchema));
    for (let shard = 0; shard < (run?.previous?.shards ?? 0); shard++) {
      if (!(await mayHold(run?.previous?.runId ?? "", shard, customerId))) continue;
      for await (const batch of readPreviousScores(run?.previous?.runId ?? "", shard)) {
        const score = batch.find((row) => row.customer_id === customerId);
        if (score !== undefined) return score;
      }
    }
    return undefined;
  };

  const findInRun: Night.FindInRun = async (customerId, { runId, shards }) => {
    for (let shard = 0; shard < shards; shard++) {
      if (!(await mayHold(runId, shard, customerId))) continue;
      const summaries = tables.readIfThere(workKeys.summaries(runId, shard), summaryTable);
      const summary = await findRow(summaries, customerId);
      if (summary === undefined) continue;
      const row = await findRow(tables.readIfThere(workKeys.rows(runId, shard), customerTable), customerId);
      return { shard, summary, row };
    }
    return undefined;
  };

  const saveAggregates = (runId: string, shard: number, aggregates: ShardAggregates) =>
    writeJson(data, workKeys.aggregates(runId, shard), aggregates);
  const readAggregates = (runId: string, shard: number) =>
    readJson(data, workKeys.aggregates(runId, shard), register.aggregates.content.schema);

  const saveSummaryTally = (runId: string, shard: number, tally: SummaryTally) =>
    writeJson(data, workKeys.summaryTally(runId, shard), tally);
  const readSummaryTally = (runId: string, shard: number) =>
    readJson(data, workKeys.summaryTally(runId, shard), register.summaryTally.content.schema);
  const saveMoney = (runId: string, shard: number, money: MoneyFile) =>
    writeJson(data, workKeys.money(runId, shard), money);
  const readMoney = (runId: string, shard: number) =>
    readJson(data, workKeys.money(runId, shard), register.money.content.schema);

  const findLookMark: Night.FindLookMark = (source) => findWholeJson(data, workKeys.look(source), lookMarkSchema);
  const saveLookMark: Night.SaveLookMark = (source, mark) => writeJson(data, workKeys.look(source), mark);
  const findComparison: Night.FindComparison = (runId) =>
    findJson(data, workKeys.comparison(runId), register.comparison.content.schema);
  const saveComparison: Night.SaveComparison = (runId, comparison) =>
    writeJson(data, workKeys.comparison(runId), comparison);

  const saveModel: Night.SaveModel = (runId, model) => writeJson(data, workKeys.model(runId), model);
  const readModel: Night.ReadModel = (runId) => readJson(data, workKeys.model(runId), register.model.content.schema);

  const savePart: Night.SavePart = async (runId, shard, { path, lines, measured }) => {
    await data.write(workKeys.part(runId, shard, path), lines);
    return measured ? measureOf(lines) : undefined;
  };
  const readPart: Night.ReadPart = (runId, shard, path, expected) =>
    readExactly(data, workKeys.part(runId, shard, path), expected);
  const savePublished: Night.SavePublished = (runId, files) => writeJson(data, workKeys.published(runId), files);
  const readPublished: Night.ReadPublished = (runId) =>
    readJson(data, workKeys.published(runId), register.published.content.schema);

  const saveCandidates: Night.SaveCandidates = (runId, shard, candidates) =>
    writeJson(data, workKeys.candidates(runId, shard), candidates);
  const readCandidates: Night.ReadCandidates = (runId, shard) =>
    readJson(data, workKeys.candidates(runId, shard), register.candidates.content.schema);
  const findCandidates: Night.FindCandidates = async (runId, shard) =>
    (await findJson(data, workKeys.candidates(runId, shard), register.candidates.content.schema)) ?? [];
  const saveScoreTally: Night.SaveScoreTally = (runId, shard, tally) =>
    writeJson(data, workKeys.scoreTally(runId, shard), tally);
  const readScoreTally: Night.ReadScoreTally = (runId, shard) =>
    readJson(data, workKeys.scoreTally(runId, shard), register.scoreTally.content.schema);
  const saveOutcomes: Night.SaveOutcomes = (runId, shard, outcomes) =>
    writeJson(data, workKeys.messages(runId, shard), outcomes);
  const findOutcomes: Night.FindOutcomes = (runId, shard) =>
    findJson(data, workKeys.messages(runId, shard), register.outcomes.content.schema);

  const savePostDue: Night.SavePostDue = (runId, post) => writeJson(data, workKeys.postDue(runId), post);
  const findPostDue: Night.FindPostDue = (runId) =>
    findJson(data, workKeys.postDue(runId), register.postDue.content.schema);

  return {
    ...joinedFiles(data),
    ...heldFile(data),
    ...noticeFile(data),
    ...promiseFiles(data),
    findLookMark,
    saveLookMark,
    findComparison,
    saveComparison,
    readRun,
    saveRun,
    saveCampaigns,
    readCampaigns,
    findCampaigns,
    readRunsOf,
    findPreviousNight,
    findFinishedNight,
    saveFinishedNight,
    readMailsSent,
    saveRunEnd,
    takeUpRun,
    saveSummaries,
    readSummaries,
    saveUnscored,
    readUnscored,
    saveAggregates,
    readAggregates,
    saveSummaryTally,
    readSummaryTally,
    saveMoney,
    readMoney,
    saveModel,
    readModel,
    saveRows,
    saveIdIndex,
    findIdIndex,
    readRowFile,
    readPreviousScores,
    readWeekBefore,
    findScoreBefore,
    findInRun,
    savePart,
    readPart,
    savePublished,
    readPublished,
    saveCandidates,
    readCandidates,
    findCandidates,
    saveScoreTally,
    readScoreTally,
    saveOutcomes,
    findOutcomes,
    savePostDue,
    findPostDue,
  };
};

/** Shards may be scored again while others go by what they had written: then those come again, too. */
const readExactly = async (data: FileStore, key: string, expected: Measure | undefined): Promise<Uint8Array> => {
  const bytes = await readBytes(data, key);
  if (expected !== undefined && measureOf(bytes).sha256 !== expected.sha256) {
    throw new ConflictError(`the file "${key}" is not the one its shard's tally tells of; both are to be read again`);
  }
  return bytes;
};

const findRow = async <Row extends { customer_id: string }>(
  batches: AsyncIterable<readonly Row[]>,
  customerId: string,
): Promise<Row | undefined> => {
  for await (const batch of batches) {
    const row = batch.find(({ customer_id }) => customer_id === customerId);
    if (row !== undefined) return row;
  }
  return undefined;
};
