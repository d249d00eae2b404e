import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { archivePrefixes } from "../model/archive-keys.ts";
import { nightlyPrefix } from "../model/kept-files.ts";
import { type Manifest, manifestSchema, type PublishedFile } from "../model/manifest.ts";
import { workKeys } from "../model/night.ts";
import type { NightFile } from "../night-files/night-file.ts";
import { nightFileOf } from "../night-files/register.ts";
import type { FileStore } from "../ports/files.ts";
import type { EraseFromNightFile, Sought } from "../ports/sweep.ts";
import { mayHoldAny } from "../stats/hash-index.ts";
import { eraseFromFile, type Large } from "./erase-from-file.ts";
import { findSeen, measureOfParts, type SeenFile, type SeenPart, saveSeen, seenKey } from "./files-seen.ts";
import { findWholeJson, openWholeJson, replaceJson } from "./json-files.ts";
import { remakeIndex } from "./remake-index.ts";
import type { FileErased, Was } from "./replace-measured.ts";
import { untilUnchanged } from "./until-unchanged.ts";

/** Erasure from one file of a night, as the register says: published ones lie in `marketing`, working files in `data`. */
export const nightFileErasure =
  (marketing: FileStore, data: FileStore, moreThanBytes: number): EraseFromNightFile =>
  async (key, sought) => {
    const file = nightFileOf(key);
    if (file === undefined) return "misfit";
    const isPublished = key.startsWith(nightlyPrefix);
    const bucket = isPublished ? marketing : data;
    const seen = await findSeen(data, key);
    const isDone = seen && (await holdsNone(bucket, key, seen, sought));
    if (isDone && (!isPublished || (await isToldSo(marketing, key, seen)))) return { rows: 0 };
    const place = `${archivePrefixes.sweepsStaged}${randomUUID()}/`;
    const staging = { files: data, nameOf: (number: number) => place + number };
    const large = { moreThanBytes, endsOf: (bytes: number) => endsAsTold(marketing, key, bytes), seen, staging };
    const found = await eraseFromFile(bucket, key, file, sought, isPublished ? large : undefined);
    if (found === undefined) {
      await data.remove([seenKey(key)]);
      return "gone";
    }
    if (!found.fits) return "misfit";
    const is = isPublished ? await amendManifest(marketing, { key, file, sought, large }, found) : found;
    if (workKeys.rows.matches(key)) await remakeIndexBeside(data, key, found.rows);
    // At the end: whoever dies before it leaves a file that is gone through again, and so are the manifest and the index of ids.
    if (is.parts === undefined) await data.remove([seenKey(key)]);
    else if (!isNoted(seen, is.version, is.parts)) await saveSeen(data, key, { version: is.version, parts: is.parts });
    return { rows: found.erased };
  };

/** Whether a file is still what it was when it was seen, and held none of whom is looked for. */
const holdsNone = async (files: FileStore, key: string, seen: SeenFile, { names }: Sought): Promise<boolean> => {
  if (names === undefined || seen.parts.some((part) => mayHoldAny(part.names, names))) return false;
  return (await files.measure(key))?.version === seen.version;
};

/**
 * Whether a manifest that tells of a file tells what was seen. A night at work writes it after its files: it may say still what they
 * were before somebody was taken out of them.
 */
const isToldSo = async (files: FileStore, key: string, { parts }: SeenFile): Promise<boolean> => {
  const told = await findTold(files, key);
  return told === undefined || tells(told, measureOfParts(parts));
};

/** A manifest may tell of the same version in other parts than it was seen in. */
const isNoted = (seen: SeenFile | undefined, version: string, parts: readonly SeenPart[]): boolean =>
  seen?.version === version && isDeepStrictEqual(measureOfParts(seen.parts), measureOfParts(parts));

type Fitting = Extract<FileErased, { fits: true }>;

/**
 * What was measured takes the place of what the manifest said of the file before, and of that alone. If it says something else, others
 * were at the file as well, or died over the manifest: then the manifest is opened first, the file measured after it, and the
 * manifest written over that version alone. So of erasures side by side the one that wrote a file last, or whoever read it after
 * that, has the last word on it.
 *
 * @returns what was measured last
 */
const amendManifest = async (
  files: FileStore,
  { key, file, sought, large }: { key: string; file: NightFile; sought: Sought; large: Large },
  measured: Fitting,
): Promise<Fitting> => {
  const { manifestKey, path } = placeOf(key);
  let found = measured;
  await untilUnchanged(manifestKey, async () => {
    const manifest = await openWholeJson(files, manifestKey, manifestSchema);
    const told = manifest?.value.files.find((one) => one.path === path);
    if (manifest === undefined || told === undefined || tells(told, found.is)) return "as-it-is";
    if (!tells(told, found.was)) {
      const again = await eraseFromFile(files, key, file, sought, large);
      if (again === undefined || !again.fits) return "as-it-is";
      found = again;
    }
    return replaceJson(files, manifestKey, manifest.version, withFile(manifest.value, path, found));
  });
  return found;
};

const placeOf = (key: string) => {
  const [, folder = "", path = ""] = /^([^/]+\/[^/]+\/)(.*)$/.exec(key) ?? [];
  return { manifestKey: `${folder}manifest.json`, path };
};

/** Where the parts of a file end as its manifest tells; of one that it tells of otherwise, or of another length, at its end alone. */
const endsAsTold = async (files: FileStore, key: string, bytes: number): Promise<readonly number[]> => {
  const told = await findTold(files, key);
  if (told === undefined || "sha256" in told || told.bytes !== bytes) return [bytes];
  let end = 0;
  return told.parts.map((part) => (end += part.bytes));
};

const findTold = async (files: FileStore, key: string): Promise<PublishedFile | undefined> => {
  const { manifestKey, path } = placeOf(key);
  const manifest = await findWholeJson(files, manifestKey, manifestSchema);
  return manifest?.files.find((one) => one.path === path);
};

/** Whoever is taken out of a file makes it shorter: a length says which version it is, where there are no sums of the same bytes. */
const tells = (told: PublishedFile, measured: Was): boolean => {
  if ("sha256" in told && "sha256" in measured) return told.sha256 === measured.sha256;
  if ("parts" in told && "parts" in measured) return isDeepStrictEqual(told.parts, measured.parts);
  return told.bytes === measured.bytes;
};

const withFile = (manifest: Manifest, path: string, { rows, is }: Fitting): Manifest => ({
  ...manifest,
  files: manifest.files.map((one) => (one.path === path ? { path, rows, ...is } : one)),
});

/** The index of a shard's ids counts as many as there are rows. */
const remakeIndexBeside = async (data: FileStore, key: string, rows: number): Promise<void> => {
  const [, runId = "", shard = ""] = /^work\/run=([^/]+)\/rows\/(\d+)\./.exec(key) ?? [];
  await remakeIndex(data, { runId, shard: Number(shard), rows });
};
