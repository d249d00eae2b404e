import { expect } from "vitest";
import { findSeen, seenKey } from "../../shared/adapters/files-seen.ts";
import { archivePrefixes } from "../../shared/model/archive-keys.ts";
import { marketingFolder, marketingKeys, workKeys } from "../../shared/model/night.ts";
import { decodeHashIndex } from "../../shared/stats/hash-index.ts";
import { stringHash } from "../../shared/stats/string-hash.ts";
import { untrueFiles } from "./expect-files-true.ts";
import { type Asked, type Buckets, holdsAny, namesPeople, objectsOf, sweptDays, textIn } from "./swept-nights.ts";

/** No file of either bucket tells of anybody who was asked for, and nothing that is noted of one, or of ids, has a hash of theirs. */
export const expectNobodyOf = async (buckets: Buckets, asked: readonly Asked[]): Promise<void> => {
  const hashes = new Set(asked.flatMap(({ names }) => names.map(stringHash)));
  const holders: string[] = [];
  for (const [key, bytes] of [...buckets.marketing.objects, ...buckets.data.objects]) {
    // What a worker had laid down that died goes by a rule, two days later.
    if (key.startsWith(archivePrefixes.sweepsStaged)) continue;
    if (holdsAny(await textIn(key, bytes), asked)) holders.push(key);
    if ((await hashesIn(buckets, key, bytes)).some((one) => hashes.has(one))) holders.push(key);
  }
  expect(holders).toEqual([]);
};

const hashesIn = async ({ data }: Buckets, key: string, bytes: Uint8Array): Promise<number[]> => {
  if (workKeys.idIndex.matches(key)) return [...(decodeHashIndex(bytes) ?? [])];
  if (!key.startsWith(archivePrefixes.sweepsSeen)) return [];
  const [before = "", after = ""] = seenKey(" ").split(" ");
  const seen = await findSeen(data, key.slice(before.length, -after.length));
  return seen?.parts.flatMap(({ names }) => [...names]) ?? [];
};

/** Of what was written into files, all is there that is nobody's who was asked for, byte for byte and in its order. */
export const expectAllBut = async (
  buckets: Buckets,
  written: ReadonlyMap<string, Uint8Array>,
  asked: readonly Asked[],
): Promise<void> => {
  for (const [key, bytes] of written) {
    if (!namesPeople(key)) continue;
    const expected = (await recordsIn(key, bytes)).filter((record) => !holdsAny(record, asked));
    const found = objectsOf(buckets, key).get(key);
    expect({ key, records: found && (await recordsIn(key, found)) }).toEqual({ key, records: expected });
  }
};

/** Records, the header first, and what is behind the last line end; of tables and lists what stands in them. */
const recordsIn = async (key: string, bytes: Uint8Array): Promise<string[]> => {
  const text = await textIn(key, bytes);
  if (key.endsWith(".json")) return JSON.parse(text).map((entry: unknown) => JSON.stringify(entry));
  return text === "" ? [] : text.split("\r\n");
};

/** Manifests, where there are any, tell of all files that are there what these are. */
export const expectToldTrue = ({ marketing }: Buckets): void => {
  const untrue = sweptDays.flatMap((day) =>
    marketing.objects.has(marketingKeys.manifest(day))
      ? untrueFiles(marketing, day).map((path) => marketingFolder(day) + path)
      : [],
  );
  expect(untrue.filter((key) => marketing.objects.has(key))).toEqual([]);
};
