import { createHash, randomUUID } from "node:crypto";
import * as z from "zod";
import { archivePrefixes } from "../model/archive-keys.ts";
import { inParallel } from "../model/in-parallel.ts";
import { keptFiles, nightlyPrefix } from "../model/kept-files.ts";
import { manifestSchema } from "../model/manifest.ts";
import { nightRunSchema, previousNightSchema, runEndSchema, workKeys, workPrefixes } from "../model/night.ts";
import {
  type NotedRequest,
  sweepLookSchema,
  sweepPlanSchema,
  sweepRequestSchema,
  sweptBatchSchema,
  sweptSchema,
} from "../model/sweep.ts";
import type { FileStore } from "../ports/files.ts";
import type * as Sweep from "../ports/sweep.ts";
import { nightFileErasure } from "./erase-from-night-file.ts";
import { seenKey } from "./files-seen.ts";
import { findJson, findWholeJson, JSON_TYPE, jsonText, writeJson } from "./json-files.ts";

/** Notes in the data bucket who is to be taken out of files. Their keys sort by time, and name nobody. */
export const sweepNotes = (data: Pick<FileStore, "write">): { noteSweep: Sweep.NoteSweep } => ({
  noteSweep: async (request) => {
    const text = jsonText(sweepRequestSchema.parse(request));
    const time = request.at.replaceAll(":", "-");
    await data.write(`${archivePrefixes.sweepRequests}${time}-${hashOf(text)}.json`, text, JSON_TYPE);
  },
});

/** What a run says of itself, whatever else the version that planned it wrote down. */
const runSchema = z.looseObject(nightRunSchema.pick({ runId: true, asOf: true, at: true, simulated: true }).shape);

/** As many as are asked for in a day: one after the other, those of a round would take longer than a worker has. */
const REQUESTS_AT_A_TIME = 32;
/** What a worker has in memory of one file, twice over. */
const LARGEST_IN_MEMORY = 64 * 1024 * 1024;

/** What the steps of a sweep do with the files of both buckets, and leave for each other in the data bucket. A file of `moreThanBytes` passes through no memory. */
export const sweepFiles = (marketing: FileStore, data: FileStore, { moreThanBytes = LARGEST_IN_MEMORY } = {}) => {
  const bucketOf = (key: string) => (key.startsWith(nightlyPrefix) ? marketing : data);

  /** Another sweep may have ended it meanwhile. */
  const readRequest = async (key: string): Promise<NotedRequest | undefined> => {
    const request = await findJson(data, key, sweepRequestSchema);
    return request && { key, ...request };
  };
  const readRequests: Sweep.ReadRequests = async (after, mostNames) => {
    const requests: NotedRequest[] = [];
    let names = 0;
    const take = async (keys: readonly string[]): Promise<void> => {
      for (const request of await inParallel(keys, REQUESTS_AT_A_TIME, readRequest)) {
        if (request === undefined) continue;
        requests.push(request);
        names += request.customerIds.length + request.identities.length;
      }
    };
    let next: string[] = [];
    for await (const key of data.list(archivePrefixes.sweepRequests)) {
      if (key <= after) continue;
      if (names >= mostNames) return { requests, more: true };
      if (next.push(key) < REQUESTS_AT_A_TIME) continue;
      await take(next);
      next = [];
    }
    await take(next);
    return { requests, more: false };
  };
  const forgetRequests: Sweep.ForgetRequests = (keys) => data.remove(keys);

  const listNightPlaces: Sweep.ListNightPlaces = async () => [
    ...(await allOf(data.listFolder(keptFiles.work.prefix))),
    ...(await allOf(marketing.listFolder(nightlyPrefix))),
  ];
  const forgetSeen: Sweep.ForgetSeen = async (folders) => {
    const [noted, there] = [archivePrefixes.sweepsSeen, new Set(folders)];
    for (const prefix of [keptFiles.work.prefix, nightlyPrefix]) {
      for (const folder of await allOf(data.listFolder(noted + prefix)))
        if (!there.has(folder.slice(noted.length))) await data.remove(await allOf(data.list(folder)));
    }
  };
  const forgetSeenIn: Sweep.ForgetSeenIn = async (folder, keys) => {
    const there = new Set(keys.map(seenKey));
    const noted = await allOf(data.list(archivePrefixes.sweepsSeen + folder));
    await data.remove(noted.filter((key) => !there.has(key)));
  };
  const listNightFolder: Sweep.ListNightFolder = (folder) => allOf(bucketOf(folder).list(folder));
  const readPublishedBytes: Sweep.ReadPublishedBytes = async (folder) => {
    const manifest = await findWholeJson(marketing, `${folder}manifest.json`, manifestSchema);
    return new Map(manifest?.files.map(({ path, bytes }) => [folder + path, bytes]));
  };
  const removeNightFiles: Sweep.RemoveNightFiles = (keys) => data.remove([...keys, ...keys.map(seenKey)]);
  const eraseFromNightFile = nightFileErasure(marketing, data, moreThanBytes);

  const findRunOfSweep: Sweep.FindRunOfSweep = (runId) => findJson(data, workKeys.run(runId), runSchema);
  const listRunsOfDay: Sweep.ListRunsOfDay = async (day) =>
    (await allOf(data.listFolder(workPrefixes.runsOf(day)))).map((folder) =>
      folder.slice(workPrefixes.runs.length, -1),
    );
  const findRunEnd: Sweep.FindRunEnd = async (runId) =>
    (await findJson(data, workKeys.end(runId), runEndSchema))?.endedAt;
  const findNightOfDay: Sweep.FindNightOfDay = async (day) =>
    (await findJson(data, workKeys.night(day), previousNightSchema))?.runId;

  const save = async (key: string, value: unknown): Promise<string> => {
    await writeJson(data, key, value);
    return key;
  };
  const savePlan: Sweep.SavePlan = (plan) => save(`${archivePrefixes.sweepsAtWork}${randomUUID()}/${PLAN}`, plan);
  const findPlan: Sweep.FindPlan = (key) => findJson(data, key, sweepPlanSchema);
  const saveLook: Sweep.SaveLook = (plan, look) => save(`${placeOf(plan)}${randomUUID()}-${LOOK}`, look);
  const findLook: Sweep.FindLook = (key) => findJson(data, key, sweepLookSchema);
  const listLooks: Sweep.ListLooks = async (plan) =>
    (await allOf(data.list(placeOf(plan)))).filter((key) => key.endsWith(LOOK));
  const saveBatch: Sweep.SaveBatch = (look, batch, swept) => writeJson(data, batchKey(look, batch), swept);
  const findBatch: Sweep.FindBatch = (look, batch) => findJson(data, batchKey(look, batch), sweptBatchSchema);
  const findRoundEnd: Sweep.FindRoundEnd = (plan) => findJson(data, placeOf(plan) + END, sweptSchema);
  const endRound: Sweep.EndRound = async (plan, swept) => {
    await writeJson(data, placeOf(plan) + END, swept);
    await clear(placeOf(plan));
    const asked = new Set(await allOf(data.list(archivePrefixes.sweepRequests)));
    for (const place of await allOf(data.listFolder(archivePrefixes.sweepsAtWork))) {
      const requests = (await findPlan(place + PLAN))?.requests ?? [];
      if (requests.every(({ key }) => !asked.has(key))) await clear(place);
    }
  };
  /** The plan goes first: who finds something else missing sees by it that the round is over. */
  const clear = async (place: string): Promise<void> => {
    await data.remove([place + PLAN]);
    await data.remove((await allOf(data.list(place))).filter((key) => !key.endsWith(END)));
  };

  return {
    readRequests,
    forgetRequests,
    listNightPlaces,
    forgetSeen,
    forgetSeenIn,
    listNightFolder,
    readPublishedBytes,
    removeNightFiles,
    eraseFromNightFile,
    findRunOfSweep,
    listRunsOfDay,
    findRunEnd,
    findNightOfDay,
    savePlan,
    findPlan,
    saveLook,
    findLook,
    listLooks,
    saveBatch,
    findBatch,
    findRoundEnd,
    endRound,
  };
};

const [PLAN, LOOK, END] = ["plan.json", "look.json", "end.json"];
const placeOf = (plan: string): string => plan.slice(0, -PLAN.length);
const batchKey = (look: string, batch: number): string => `${look.slice(0, -LOOK.length)}batch-${batch}.json`;

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

const allOf = async (keys: AsyncIterable<string>): Promise<string[]> => {
  const all: string[] = [];
  for await (const key of keys) all.push(key);
  return all;
};
