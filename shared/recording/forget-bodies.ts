import { bodyNoteText } from "../model/body-note.ts";
import { inParallel } from "../model/in-parallel.ts";
import type { FileStore } from "../ports/files.ts";

/** A row ends at 400 kB, and a key takes a hundred bytes of it (docs/limits.md). */
const MAX_BODIES = 400;

/**
 * The newest raw bodies about an order, or about a customer, as many as a row has room to name, in order of their keys: some
 * shops tell of every change, for years. What the old ones told was recorded. In whatever order and however often keys are
 * joined, the same stay.
 */
export const newestBodies = (archiveKeys: Iterable<string>): string[] => {
  const keys = [...new Set(archiveKeys)].sort();
  if (keys.length <= MAX_BODIES) return keys;
  const byAge = [...keys].sort((a, b) => compare(ageOf(a), ageOf(b)));
  return byAge.slice(-MAX_BODIES).sort();
};

/**
 * Takes away the raw bodies that a row is about to name no more. A body goes before its key, so that none is left that
 * erasure could not reach; whoever is overtaken then leaves keys of bodies that are gone, which harms nobody. A note stays in
 * its place, without a name: should its message come again, it finds that all is done.
 *
 * @param told keys in the row, and in what is joined to it
 * @param kept keys in the row as it is to be
 */
export const forgetBodies = async (
  told: readonly string[],
  kept: readonly string[],
  { data }: { data: Pick<FileStore, "write"> },
): Promise<void> => {
  const stays = new Set(kept);
  const forgotten = [...new Set(told)].filter((key) => !stays.has(key));
  await inParallel(forgotten, CALLS, (key) => data.write(key, bodyNoteText({ gone: "done" }), "application/json"));
};

const CALLS = 8;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Day and hash, of `archive/<source>/<day>/<hash>.json`. */
const ageOf = (archiveKey: string): string => archiveKey.slice(archiveKey.lastIndexOf("/") - "2026-11-20".length);
