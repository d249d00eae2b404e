import { measureOf } from "../../shared/adapters/measure-bytes.ts";
import { moneyDigitsIn, readParquet } from "../../shared/adapters/parquet-reader.ts";
import { writeParquet } from "../../shared/adapters/parquet-writer.ts";
import { archivePrefixes } from "../../shared/model/archive-keys.ts";
import { marketingFolder, marketingKeys, workKeys } from "../../shared/model/night.ts";
import { nightFileOf } from "../../shared/night-files/register.ts";
import type { FaultSchedule } from "./fault-schedule.ts";
import { type Buckets, type Nights, namesPeople, objectsOf, people, strangers, sweptDays } from "./swept-nights.ts";

/** Two nights as they were, what lies in the buckets now, and of that every file as whoever is no sweep wrote it last. */
export type Ground = Buckets & { base: Nights; written: Map<string, Uint8Array>; schedule: FaultSchedule };

/** @throws Error where there is none */
export const oneOf = <One>(schedule: FaultSchedule, all: readonly One[]): One => {
  const one = all[schedule.below(all.length)];
  if (one === undefined) throw new Error("there is none to choose");
  return one;
};

const write = (ground: Ground, key: string, bytes: Uint8Array | undefined): void => {
  if (bytes === undefined) return;
  objectsOf(ground, key).set(key, bytes);
  ground.written.set(key, bytes);
};

/** A worker of the night of a day, which knows those still who were erased since, writes a file once more. */
export const writeAgain = (ground: Ground, day: string): void => {
  const night = [...ground.base.marketing, ...ground.base.data].filter(([key]) => key.includes(`=${day}`));
  const [key, bytes] = oneOf(
    ground.schedule,
    night.filter(([one]) => namesPeople(one)),
  );
  write(ground, key, bytes);
  const index = key.replace("/rows/", "/ids/").replace(".parquet", ".bin");
  if (workKeys.rows.matches(key)) write(ground, index, ground.base.data.get(index));
};

/** A stranger stands in a file now in place of somebody. Mostly in one with parts; never in a shard's rows, which have an index. */
export const putStranger = async (ground: Ground, at: number): Promise<void> => {
  const keys = [...ground.marketing.objects.keys(), ...ground.data.objects.keys()];
  const key = ground.schedule.chance(0.6)
    ? marketingKeys.customers(oneOf(ground.schedule, sweptDays))
    : oneOf(
        ground.schedule,
        keys.filter((one) => namesPeople(one) && !workKeys.rows.matches(one)),
      );
  const bytes = objectsOf(ground, key).get(key);
  if (bytes !== undefined) write(ground, key, await withStranger(key, bytes, at));
};

const withStranger = async (key: string, bytes: Uint8Array, at: number): Promise<Uint8Array> => {
  const content = nightFileOf(key)?.content;
  if (content?.format !== "parquet") return Buffer.from(strangerIn(Buffer.from(bytes).toString("utf8"), at));
  const changed = async function* () {
    for await (const rows of readParquet(content.table, bytes)) yield JSON.parse(strangerIn(JSON.stringify(rows), at));
  };
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeParquet(content.table, moneyDigitsIn(bytes), changed())) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const strangerIn = (text: string, at: number): string => {
  const [person, stranger] = [people[at], strangers[at]];
  if (person === undefined || stranger === undefined) return text;
  return text.replaceAll(person.inId, stranger.inId).replaceAll(person.inAddress, stranger.inAddress);
};

/** Marketing needs a segment no longer. */
export const takeAway = ({ marketing, written, schedule }: Ground): void => {
  const segments = [...marketing.objects.keys()].filter((key) => marketingKeys.segment.matches(key));
  if (segments.length === 0) return;
  const key = oneOf(schedule, segments);
  marketing.objects.delete(key);
  written.delete(key);
};

/** A night that is done again withdraws its manifest, tells what its files were, or tells of them in other parts. */
export const tellOtherwise = ({ marketing: { objects }, base, schedule }: Ground): void => {
  const day = oneOf(schedule, sweptDays);
  const key = marketingKeys.manifest(day);
  const told = schedule.chance(0.6) ? base.marketing.get(key) : objects.get(key);
  if (told === undefined || schedule.chance(0.15)) objects.delete(key);
  else objects.set(key, schedule.chance(0.3) ? inTwos(told, day, objects) : told);
};

/** Parts but the first and the last, which are what stands around the others, are one where they lie side by side. */
const inTwos = (told: Uint8Array, day: string, objects: ReadonlyMap<string, Uint8Array>): Uint8Array => {
  const manifest = JSON.parse(Buffer.from(told).toString("utf8"));
  for (const file of manifest.files) {
    const bytes = objects.get(marketingFolder(day) + file.path);
    if (file.parts === undefined || bytes === undefined || file.bytes !== bytes.byteLength) continue;
    const lengths: number[] = file.parts.map((part: { bytes: number }) => part.bytes);
    const ends = lengths.map((_, index) => lengths.slice(0, index + 1).reduce((sum, length) => sum + length));
    const fewer = ends.filter((_, index) => index % 2 === 0 || index >= ends.length - 2);
    file.parts = fewer.map((end, index) => measureOf(bytes.subarray(fewer[index - 1] ?? 0, end)));
  }
  return Buffer.from(JSON.stringify(manifest));
};

/** What is noted of files. */
export const notedIn = ({ data }: Pick<Buckets, "data">): Map<string, Uint8Array> =>
  new Map([...data.objects].filter(([key]) => key.startsWith(archivePrefixes.sweepsSeen)));

/** It was noted so long ago that a rule took it away. */
export const forgetAll = (buckets: Pick<Buckets, "data">): void => {
  for (const key of notedIn(buckets).keys()) buckets.data.objects.delete(key);
};

/** Of some files it is noted that nobody is in them, by other rules or of another version; the note is half there, or what it was before. */
export const noteOtherwise = (ground: Ground, before: ReadonlyMap<string, Uint8Array>): void => {
  const { data, schedule } = ground;
  for (const [key, bytes] of notedIn(ground)) {
    if (!schedule.chance(0.3)) continue;
    const half = bytes.subarray(0, schedule.below(bytes.byteLength));
    const others = [noNames(bytes, { naming: 0 }), noNames(bytes, { version: "another" }), half];
    data.objects.set(key, oneOf(schedule, [...others, before.get(key) ?? half]));
  }
};

const noNames = (bytes: Uint8Array, other: object): Uint8Array => {
  const [line = ""] = Buffer.from(bytes).toString("latin1").split("\n", 1);
  // Some are half there already.
  if (!line.endsWith("}")) return bytes;
  const { parts, ...head } = JSON.parse(line);
  const nameless = parts.map((part: object) => ({ ...part, names: 0 }));
  return Buffer.from(`${JSON.stringify({ ...head, parts: nameless, ...other })}\n`);
};
