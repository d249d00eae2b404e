import * as z from "zod";
import { IMPORT_MARK_KEY } from "../model/import-mark.ts";
import { keptFiles, nightlyPrefix } from "../model/kept-files.ts";
import { type Manifest, manifestSchema, type PublishedFile, type WholeFile } from "../model/manifest.ts";
import {
  LONGEST_STEP_MS,
  NIGHT_GIVEN_UP_MS,
  nightRunSchema,
  previousNightSchema,
  runEndSchema,
  workKeys,
  workPrefixes,
} from "../model/night.ts";
import type { Instant } from "../model/time.ts";
import type { NightFile } from "../night-files/night-file.ts";
import { nightFileOf } from "../night-files/register.ts";
import type { FileStore } from "../ports/files.ts";
import type { EraseNightRows, Keep } from "../ports/night-erasure.ts";
import { eraseFromFile } from "./erase-from-file.ts";
import { findJson, openJson, replaceJson } from "./json-files.ts";
import { remakeIndex } from "./remake-index.ts";
import { untilUnchanged } from "./until-unchanged.ts";

/**
 * Erasure from the files of nights, as their register says: published ones in `marketing`, working files in `data`.
 * A file that the register does not know, or that is not what it says, may hold the person: it is left, and named.
 */
export const nightErasure = (marketing: FileStore, data: FileStore): { eraseNightRows: EraseNightRows } => ({
  eraseNightRows: async (keep, now) => {
    const unknown = new Set<string>();
    const nights = await eraseFromRuns(data, { keep, unknown }, now);
    for (const [folder, keys] of await foldersOf(marketing, nightlyPrefix)) {
      if (folder.startsWith(keptFiles.nights.prefix)) await eraseFromNight(marketing, folder, keys, { keep, unknown });
      else for (const key of keys) known(key, { keep, unknown });
    }
    return { nights, unknownFiles: [...unknown] };
  },
});

type Erasing = { keep: Keep; unknown: Set<string> };

/** What the register says of a file; one that it does not know is noted. */
const known = (key: string, { unknown }: Erasing): NightFile | undefined => {
  const file = nightFileOf(key);
  if (file === undefined) unknown.add(key);
  return file;
};

type Measured = Omit<WholeFile, "path"> & { taken: number };

/**
 * The manifest is opened before the files it measures are read, and written over that version alone: of erasures side by
 * side, the one that wrote a file last, or whoever read it after that, has the last word on it.
 */
const eraseFromNight = async (files: FileStore, folder: string, keys: readonly string[], erasing: Erasing) => {
  const manifestKey = `${folder}manifest.json`;
  await untilUnchanged(manifestKey, async () => {
    const manifest = await openJson(files, manifestKey, manifestSchema);
    const found = await eraseFromEach(files, folder, keys, erasing);
    if (manifest === undefined || !isOutOfDate(manifest.value, found)) return "as-it-is";
    return replaceJson(files, manifestKey, manifest.version, withFiles(manifest.value, found));
  });
};

const eraseFromEach = async (files: FileStore, folder: string, keys: readonly string[], erasing: Erasing) => {
  const found = new Map<string, Measured>();
  for (const key of keys) {
    const file = known(key, erasing);
    const erased = file && (await eraseFromFile(files, key, file, erasing.keep));
    if (erased?.fits === false) erasing.unknown.add(key);
    if (erased?.fits) {
      const { erased: taken, fits: _fits, ...measured } = erased;
      found.set(key.slice(folder.length), { ...measured, taken });
    }
  }
  return found;
};

const isOutOfDate = (manifest: Manifest, found: ReadonlyMap<string, Measured>): boolean =>
  manifest.files.some((file) => asFound(file, found) !== file);

const withFiles = (manifest: Manifest, found: ReadonlyMap<string, Measured>): Manifest => ({
  ...manifest,
  files: manifest.files.map((file) => asFound(file, found)),
});

/** A file in parts is as its parts say until somebody is taken out of it: then it is written whole. */
const asFound = (file: PublishedFile, found: ReadonlyMap<string, Measured>): PublishedFile => {
  const now = found.get(file.path);
  if (now === undefined) return file;
  const { taken, ...measured } = now;
  const isAsBefore = "sha256" in file ? now.sha256 === file.sha256 : taken === 0 && now.bytes === file.bytes;
  return isAsBefore ? file : { path: file.path, ...measured };
};

/** What erasure asks of a run, whatever else the version that planned it wrote down. */
const runSchema = z.looseObject(nightRunSchema.pick({ runId: true, asOf: true, at: true }).shape);
type Run = z.infer<typeof runSchema>;

/**
 * An ended run's files as the register says. One that is at work, or may be taken up again (its mail was left, it stopped at
 * some state), writes what it knows of its customers: it is looked at again until nobody is at it any more, or it is given
 * up. A given-up one's files go altogether, unless later nights go by them.
 */
const eraseFromRuns = async (data: FileStore, erasing: Erasing, now: Instant): Promise<"done" | "night-running"> => {
  let running = false;
  for (const [folder, keys] of await foldersOf(data, keptFiles.work.prefix)) {
    if (!folder.startsWith(workPrefixes.runs)) {
      // The mark of an import is no night's, and tells of nobody.
      for (const key of keys) if (key !== IMPORT_MARK_KEY) known(key, erasing);
      continue;
    }
    const run = await findJson(data, `${folder}run.json`, runSchema);
    const ended = run !== undefined && (await isLeftByAll(data, run, now));
    const isGivenUp = run === undefined || Date.parse(run.at) + NIGHT_GIVEN_UP_MS <= Date.parse(now);
    if (!ended && !isGivenUp) running = true;
    else if (run && (ended || (await isNightOfItsDay(data, run)))) await eraseFromRun(data, run.runId, keys, erasing);
    else await data.remove(keys);
    // Who took it up beside this knew those persons still; who has ended it again since did so a moment ago.
    if (ended && !(await isLeftByAll(data, run, now))) running = true;
  }
  return running ? "night-running" : "done";
};

const eraseFromRun = async (
  data: FileStore,
  runId: string,
  keys: readonly string[],
  erasing: Erasing,
): Promise<void> => {
  const whole: string[] = [];
  const rows = new Map<string, number>();
  for (const key of keys) {
    const file = known(key, erasing);
    if (file?.erasure.how === "whole") whole.push(key);
    const erased = file && (await eraseFromFile(data, key, file, erasing.keep));
    if (erased?.fits === false) erasing.unknown.add(key);
    if (erased?.fits) rows.set(key, erased.rows ?? 0);
  }
  for (const shard of keys.filter(workKeys.idIndex.matches).map(shardOf)) {
    await remakeIndex(data, { runId, shard, rows: rows.get(workKeys.rows(runId, shard)) ?? 0 });
  }
  await data.remove(whole);
};

/** The shard that a key's file is of. */
const shardOf = (key: string): number => Number.parseInt(key.slice(key.lastIndexOf("/") + 1), 10);

/**
 * Whether a run has ended, and so long ago that nobody writes a file of it any more: a worker that was taken for lost may
 * still be at work when another has done the same and the run has ended.
 */
const isLeftByAll = async (data: FileStore, { runId }: Run, now: Instant): Promise<boolean> => {
  const endedAt = (await findJson(data, workKeys.end(runId), runEndSchema))?.endedAt;
  return endedAt !== undefined && Date.parse(endedAt) + LONGEST_STEP_MS <= Date.parse(now);
};

/** Whether later nights go by this run. */
const isNightOfItsDay = async (data: FileStore, { asOf, runId }: Run): Promise<boolean> =>
  (await findJson(data, workKeys.night(asOf), previousNightSchema))?.runId === runId;

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
