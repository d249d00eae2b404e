import { createHash } from "node:crypto";
import { csvRecords } from "../model/csv-records.ts";
import { customerTable } from "../model/customer-row.ts";
import { type Manifest, manifestSchema, type PublishedFile } from "../model/manifest.ts";
import { minorDigits } from "../model/minor-units.ts";
import { type NightRun, nightRunSchema, previousNightSchema, workKeys } from "../model/night.ts";
import type { Instant } from "../model/time.ts";
import type { FileStore } from "../ports/files.ts";
import type { EraseNightRows, Keep } from "../ports/night-erasure.ts";
import { findJson, writeJson } from "./json-files.ts";
import { parquetTables } from "./parquet-tables.ts";

const NIGHTS = "nightly/dt=";
const RUNS = "work/run=";
/** A night that began longer ago than this mails nobody any more and is given up. */
const GIVEN_UP_MS = 36 * 3_600_000;
/** What a finished run needs no more, and rows that the next night compares with. */
const passing = /^work\/run=[^/]+\/(summaries|parts|candidates|messages)\//;
const rowFiles = /^work\/run=[^/]+\/rows\//;

/** Erasure from the files of nights: published ones in `marketing`, working files in `data`. */
export const nightErasure = (marketing: FileStore, data: FileStore): { eraseNightRows: EraseNightRows } => ({
  eraseNightRows: async (keep, now) => {
    const working = await eraseFromRuns(data, keep, now);
    for (const [folder, keys] of await foldersOf(marketing, NIGHTS))
      await eraseFromNight(marketing, folder, keys, keep);
    return working;
  },
});

const eraseFromNight = async (files: FileStore, folder: string, keys: readonly string[], keep: Keep) => {
  const changed = new Map<string, Omit<PublishedFile, "path">>();
  for (const key of keys) {
    const rows = key.endsWith(".csv")
      ? await eraseFromCsv(files, key, keep)
      : key.endsWith(".parquet")
        ? await eraseFromParquet(files, key, keep)
        : undefined;
    if (rows !== undefined) changed.set(key.slice(folder.length), { rows, ...(await measure(files, key)) });
  }
  const manifestKey = `${folder}manifest.json`;
  const manifest = await findJson(files, manifestKey, manifestSchema);
  if (manifest && isOutOfDate(manifest, changed)) await writeJson(files, manifestKey, withFiles(manifest, changed));
};

const isOutOfDate = (manifest: Manifest, changed: ReadonlyMap<string, Omit<PublishedFile, "path">>): boolean =>
  manifest.files.some((file) => changed.has(file.path) && changed.get(file.path)?.sha256 !== file.sha256);

const withFiles = (manifest: Manifest, changed: ReadonlyMap<string, Omit<PublishedFile, "path">>): Manifest => ({
  ...manifest,
  files: manifest.files.map((file) => ({ ...file, ...changed.get(file.path) })),
});

/**
 * Answers how many rows are left; undefined for a file without customers. Two passes: most files of most nights have
 * nothing to erase, and are only read.
 */
const eraseFromCsv = async (files: FileStore, key: string, keep: Keep): Promise<number | undefined> => {
  let columns: { id: number; email: number } | undefined;
  let left = 0;
  let erased = 0;
  const judge = (cells: readonly string[]): boolean => {
    if (!columns) {
      columns = { id: cells.indexOf("customer_id"), email: cells.indexOf("email") };
      return true;
    }
    const stays = keep({ customerId: cells[columns.id], email: cells[columns.email] });
    if (stays) left += 1;
    else erased += 1;
    return stays;
  };
  for await (const { cells } of csvRecords(files.readStream(key))) judge(cells);
  if (!columns || (columns.id < 0 && columns.email < 0)) return undefined;
  if (erased === 0) return left;
  columns = undefined;
  left = 0;
  const kept: AsyncGenerator<Uint8Array> = (async function* () {
    for await (const { text, cells } of csvRecords(files.readStream(key))) if (judge(cells)) yield Buffer.from(text);
  })();
  await files.writeStream(key, kept, "text/csv; charset=utf-8");
  return left;
};

const eraseFromParquet = async (files: FileStore, key: string, keep: Keep): Promise<number> => {
  const tables = parquetTables(files);
  const rows = [];
  for await (const batch of tables.read(key, customerTable)) for (const row of batch) rows.push(row);
  const kept = rows.filter((row) => keep({ customerId: row.customer_id, email: row.email }));
  const [first] = rows;
  if (first && kept.length < rows.length) await tables.write(key, customerTable, minorDigits(first.currency), kept);
  return kept.length;
};

const measure = async (files: FileStore, key: string) => {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of files.readStream(key)) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  return { bytes, sha256: hash.digest("hex") };
};

/** Finished runs keep nothing but rows to compare with; given-up ones nothing at all. */
const eraseFromRuns = async (data: FileStore, keep: Keep, now: Instant): Promise<"done" | "night-running"> => {
  let running = false;
  for (const [folder, keys] of await foldersOf(data, RUNS)) {
    const run = await findJson(data, `${folder}run.json`, nightRunSchema);
    const finished = run && (await findJson(data, workKeys.night(run.asOf), previousNightSchema))?.runId;
    // A later attempt than the one that finished is a night of its own, and may still publish.
    if (run && finished !== undefined && !isLaterAttempt(run, finished)) {
      await data.remove(keys.filter((key) => passing.test(key)));
      for (const key of keys.filter((name) => rowFiles.test(name))) await eraseFromParquet(data, key, keep);
    } else if (run && Date.parse(run.at) + GIVEN_UP_MS > Date.parse(now)) running = true;
    else await data.remove(keys);
  }
  return running ? "night-running" : "done";
};

/** Run ids of one as-of day differ in their attempt alone. */
const isLaterAttempt = ({ asOf, attempt }: NightRun, finishedRunId: string): boolean =>
  attempt > Number(finishedRunId.slice(asOf.length + 1));

/** Keys under a prefix by their folder, which ends in a slash. */
const foldersOf = async (files: FileStore, prefix: string): Promise<Map<string, string[]>> => {
  const folders = new Map<string, string[]>();
  for await (const key of files.list(prefix)) {
    const folder = key.slice(0, key.indexOf("/", prefix.length) + 1);
    folders.set(folder, [...(folders.get(folder) ?? []), key]);
  }
  return folders;
};
