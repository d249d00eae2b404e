import { createHash } from "node:crypto";
import { z } from "zod";
import { IMPORT_MARK_KEY } from "../model/import-mark.ts";
import { keptFiles, nightlyPrefix } from "../model/kept-files.ts";
import { type Manifest, manifestSchema, type PublishedFile } from "../model/manifest.ts";
import { nightRunSchema, previousNightSchema, workKeys, workPrefixes } from "../model/night.ts";
import type { Instant } from "../model/time.ts";
import type { NightFile } from "../night-files/night-file.ts";
import { nightFileOf } from "../night-files/register.ts";
import type { FileStore } from "../ports/files.ts";
import type { EraseNightRows, Keep } from "../ports/night-erasure.ts";
import { eraseFromFile } from "./erase-from-file.ts";
import { findJson, writeJson } from "./json-files.ts";

/** A night that began longer ago than this mails nobody any more and is given up. */
const GIVEN_UP_MS = 36 * 3_600_000;

/**
 * Erasure from the files of nights, as their register says: published ones in `marketing`, working files in `data`.
 * A file that the register does not know, or that is not what it says, may hold the person: it is left, and named.
 */
export const nightErasure = (marketing: FileStore, data: FileStore): { eraseNightRows: EraseNightRows } => ({
  eraseNightRows: async (keep, now) => {
    const unknown: string[] = [];
    const nights = await eraseFromRuns(data, { keep, unknown }, now);
    for (const [folder, keys] of await foldersOf(marketing, nightlyPrefix)) {
      if (folder.startsWith(keptFiles.nights.prefix)) await eraseFromNight(marketing, folder, keys, { keep, unknown });
      else for (const key of keys) known(key, { keep, unknown });
    }
    return { nights, unknownFiles: unknown };
  },
});

type Erasing = { keep: Keep; unknown: string[] };

/** What the register says of a file; one that it does not know is noted. */
const known = (key: string, { unknown }: Erasing): NightFile | undefined => {
  const file = nightFileOf(key);
  if (file === undefined) unknown.push(key);
  return file;
};

type Measured = Omit<PublishedFile, "path">;

const eraseFromNight = async (files: FileStore, folder: string, keys: readonly string[], erasing: Erasing) => {
  const changed = new Map<string, Measured>();
  for (const key of keys) {
    const file = known(key, erasing);
    const erased = file && (await eraseFromFile(files, key, file, erasing.keep));
    if (erased?.fits === false) erasing.unknown.push(key);
    if (erased?.fits) changed.set(key.slice(folder.length), { rows: erased.left, ...(await measure(files, key)) });
  }
  const manifestKey = `${folder}manifest.json`;
  const manifest = await findJson(files, manifestKey, manifestSchema);
  if (manifest && isOutOfDate(manifest, changed)) await writeJson(files, manifestKey, withFiles(manifest, changed));
};

const isOutOfDate = (manifest: Manifest, changed: ReadonlyMap<string, Measured>): boolean =>
  manifest.files.some((file) => changed.has(file.path) && changed.get(file.path)?.sha256 !== file.sha256);

const withFiles = (manifest: Manifest, changed: ReadonlyMap<string, Measured>): Manifest => ({
  ...manifest,
  files: manifest.files.map((file) => ({ ...file, ...changed.get(file.path) })),
});

const measure = async (files: FileStore, key: string) => {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of files.readStream(key)) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  return { bytes, sha256: hash.digest("hex") };
};

/** What erasure asks of a run, whatever else the version that planned it wrote down. */
const runSchema = z.looseObject(nightRunSchema.pick({ asOf: true, attempt: true, at: true }).shape);
type Run = z.infer<typeof runSchema>;

/** A finished run's files as the register says; a given-up one's go altogether. */
const eraseFromRuns = async (data: FileStore, erasing: Erasing, now: Instant): Promise<"done" | "night-running"> => {
  let running = false;
  for (const [folder, keys] of await foldersOf(data, keptFiles.work.prefix)) {
    if (!folder.startsWith(workPrefixes.runs)) {
      // The mark of an import is no night's, and tells of nobody.
      for (const key of keys) if (key !== IMPORT_MARK_KEY) known(key, erasing);
      continue;
    }
    const run = await findJson(data, `${folder}run.json`, runSchema);
    const finished = run && (await findJson(data, workKeys.night(run.asOf), previousNightSchema))?.runId;
    // A later attempt than the one that finished is a night of its own, and may still publish.
    if (run && finished !== undefined && !isLaterAttempt(run, finished)) await eraseFromRun(data, keys, erasing);
    else if (run && Date.parse(run.at) + GIVEN_UP_MS > Date.parse(now)) running = true;
    else await data.remove(keys);
  }
  return running ? "night-running" : "done";
};

const eraseFromRun = async (data: FileStore, keys: readonly string[], erasing: Erasing): Promise<void> => {
  const whole: string[] = [];
  for (const key of keys) {
    const file = known(key, erasing);
    if (file?.erasure.how === "whole") whole.push(key);
    else if (file && (await eraseFromFile(data, key, file, erasing.keep))?.fits === false) erasing.unknown.push(key);
  }
  await data.remove(whole);
};

/** Run ids of one as-of day differ in their attempt alone. */
const isLaterAttempt = ({ asOf, attempt }: Run, finishedRunId: string): boolean =>
  attempt > Number(finishedRunId.slice(asOf.length + 1));

/** Keys under a prefix by their folder, which ends in a slash; those in none by the empty one. */
const foldersOf = async (files: FileStore, prefix: string): Promise<Map<string, string[]>> => {
  const folders = new Map<string, string[]>();
  for await (const key of files.list(prefix)) {
    const folder = key.slice(0, key.indexOf("/", prefix.length) + 1);
    const keys = folders.get(folder);
    if (keys) keys.push(key);
    else folders.set(folder, [key]);
  }
  return folders;
};
