import { NIGHT_GIVEN_UP_MS } from "../model/night.ts";
import type { NotedRequest, SweepInput, SweepLook } from "../model/sweep.ts";
import type { Instant } from "../model/time.ts";
import { nightFileOf } from "../night-files/register.ts";
import type * as Sweep from "../ports/sweep.ts";
import type { RunOfSweep } from "../ports/sweep.ts";
import { inBatches } from "./batches.ts";
import { concerns } from "./concerns.ts";
import { type IsLeftDeps, isLeftByAll } from "./left-by-all.ts";
import { dayOfFolder, runOfFolder } from "./night-places.ts";

export type LookThroughDeps = IsLeftDeps & {
  findPlan: Sweep.FindPlan;
  saveLook: Sweep.SaveLook;
  findRunOfSweep: Sweep.FindRunOfSweep;
  listRunsOfDay: Sweep.ListRunsOfDay;
  findNightOfDay: Sweep.FindNightOfDay;
  listNightFolder: Sweep.ListNightFolder;
  forgetSeenIn: Sweep.ForgetSeenIn;
  readPublishedBytes: Sweep.ReadPublishedBytes;
  removeNightFiles: Sweep.RemoveNightFiles;
  now: () => Instant;
};

type Found = Pick<SweepLook, "night" | "batches" | "unknown"> & { requests: readonly NotedRequest[] };
const nothing: Omit<Found, "requests"> = { night: "left", batches: [], unknown: [] };

/**
 * Finds what is to be gone through in one folder of a night, and for whom; a run that was given up is taken away whole. Nothing where
 * another sweep has done all that this round was to do.
 */
export const lookThrough = async (
  { plan: planKey, folder }: SweepInput<"look">,
  deps: LookThroughDeps,
): Promise<{ plan: string; look: string; batches: readonly number[] }> => {
  const plan = await deps.findPlan(planKey);
  if (plan === undefined) return { plan: planKey, look: "", batches: [] };
  const lookedAt = deps.now();
  const { requests, ...found } = await find(folder, plan.requests, lookedAt, deps);
  const look = { folder, lookedAt, ...found, requests: requests.map(({ key }) => key) };
  return { plan: planKey, look: await deps.saveLook(planKey, look), batches: found.batches.map((_, at) => at) };
};

const find = (folder: string, requests: readonly NotedRequest[], now: Instant, deps: LookThroughDeps) => {
  const [runId, day] = [runOfFolder(folder), dayOfFolder(folder)];
  if (runId !== undefined) return findInRun({ folder, runId }, requests, now, deps);
  return day === undefined ? findBeside(folder, deps) : findInDay({ folder, day }, requests, now, deps);
};

/** Small files of all nights, in which nobody is. */
const findBeside = async (folder: string, deps: LookThroughDeps): Promise<Found> => {
  const keys = await deps.listNightFolder(folder);
  return { ...nothing, requests: [], unknown: keys.filter((key) => !nightFileOf(key)) };
};

/**
 * An ended run's files as the register says. One that is at work, or may be taken up again (its mail was left, it stopped at
 * some state), writes what it knows of its customers: it is looked at again until nobody is at it any more, or it is given
 * up. A given-up one's files go altogether, unless later nights go by them.
 */
const findInRun = async (
  { folder, runId }: { folder: string; runId: string },
  all: readonly NotedRequest[],
  now: Instant,
  deps: LookThroughDeps,
): Promise<Found> => {
  const run = await deps.findRunOfSweep(runId);
  const requests = all.filter((request) => concerns(request, run));
  if (requests.length === 0) return { ...nothing, requests };
  const isEnded = run !== undefined && (await isLeftByAll(run, now, deps));
  const isGivenUp = run === undefined || wasGivenUp(run, now);
  if (!isEnded && !isGivenUp) return { ...nothing, night: "running", requests };
  const keys = await keysIn(folder, deps);
  if (!isEnded && (run === undefined || (await deps.findNightOfDay(run.asOf)) !== runId)) {
    await deps.removeNightFiles(keys);
    return { ...nothing, requests };
  }
  return { night: isEnded ? "ended" : "left", requests, ...sorted(keys) };
};

const wasGivenUp = ({ at }: RunOfSweep, now: Instant): boolean => Date.parse(at) + NIGHT_GIVEN_UP_MS <= Date.parse(now);

/**
 * A day's files may be of any of its runs. One that is at work tells what became of the mail of earlier ones, whom it knew nothing of
 * itself among them.
 */
const findInDay = async (
  { folder, day }: { folder: string; day: string },
  all: readonly NotedRequest[],
  now: Instant,
  deps: LookThroughDeps,
): Promise<Found> => {
  const runs = await Promise.all((await deps.listRunsOfDay(day)).map(deps.findRunOfSweep));
  const requests = all.filter((request) => runs.length === 0 || runs.some((run) => concerns(request, run)));
  if (requests.length === 0) return { ...nothing, requests };
  const left = await Promise.all(runs.map((run) => !run || wasGivenUp(run, now) || isLeftByAll(run, now, deps)));
  const [keys, bytes] = [await keysIn(folder, deps), await deps.readPublishedBytes(folder)];
  return { ...nothing, night: left.every(Boolean) ? "left" : "running", requests, ...sorted(keys, bytes) };
};

/** What was noted of files that were taken away since may hold whom a request is about as well, and no worker comes by it any more. */
const keysIn = async (folder: string, deps: LookThroughDeps): Promise<readonly string[]> => {
  const keys = await deps.listNightFolder(folder);
  await deps.forgetSeenIn(folder, keys);
  return keys;
};

/** How those are erased from that a worker goes through; what is made again, is with the rows that it is made of. */
const holders: ReadonlySet<string | undefined> = new Set(["rows", "list", "whole"]);

/** What holds nobody needs no worker; what this version does not know is left as it is, and named. */
const sorted = (keys: readonly string[], bytes: ReadonlyMap<string, number> = new Map()) => {
  const unknown = keys.filter((key) => !nightFileOf(key));
  const holding = keys.filter((key) => holders.has(nightFileOf(key)?.erasure.how));
  return { batches: inBatches(holding, bytes), unknown };
};
