import { ConflictError } from "../model/errors.ts";
import { inParallel } from "../model/in-parallel.ts";
import type { SweepInput, SweepLook, SweepPlan, Swept, SweptBatch } from "../model/sweep.ts";
import type * as Sweep from "../ports/sweep.ts";
import { unknownFilesError } from "../recording/erase-from-files.ts";
import { type IsLeftDeps, isLeftByAll } from "./left-by-all.ts";
import { runOfFolder } from "./night-places.ts";

export type CloseSweepDeps = IsLeftDeps & {
  findPlan: Sweep.FindPlan;
  listLooks: Sweep.ListLooks;
  findLook: Sweep.FindLook;
  findBatch: Sweep.FindBatch;
  forgetRequests: Sweep.ForgetRequests;
  endRound: Sweep.EndRound;
  findRoundEnd: Sweep.FindRoundEnd;
};

const CALLS = 16;
const nothing: Swept = { done: 0, left: 0, files: 0, rows: 0, more: false, after: "" };

/**
 * Ends a round: a request whose every file was swept is done, one that a night at work may still write down stays for the next sweep.
 *
 * @throws UnknownFileError while there are files that may hold somebody: every request stays
 */
export const closeSweep = async ({ plan: key }: SweepInput<"close">, deps: CloseSweepDeps): Promise<Swept> => {
  const ended = await deps.findRoundEnd(key);
  if (ended !== undefined) return ended;
  const plan = await deps.findPlan(key);
  if (plan === undefined) return nothing;
  const folders = await inParallel(await deps.listLooks(key), CALLS, (look) => readFolder(look, deps));
  const whole = folders.filter((folder) => folder !== undefined);
  const missing = plan.folders.filter((folder) => whole.every(({ look }) => look.folder !== folder));
  if (missing.length > 0 && (await deps.findPlan(key)) === undefined) return nothing;
  if (missing.length > 0) throw new ConflictError(`${missing.length} folders were not swept to the end: ${missing[0]}`);
  const batches = whole.flatMap((folder) => folder.batches);
  const unknown = new Set([plan, ...whole.map(({ look }) => look), ...batches].flatMap((found) => found.unknown));
  if (unknown.size > 0) throw unknownFilesError([...unknown]);
  const swept = await ending(plan, whole, deps);
  const { left, ...rest } = swept;
  const result = { ...rest, ...sumOf(batches), left: left.size };
  await deps.forgetRequests(plan.requests.flatMap((request) => (left.has(request.key) ? [] : request.key)));
  await deps.endRound(key, result);
  return result;
};

type Folder = { look: SweepLook; batches: readonly SweptBatch[] };

/** Undefined where a batch did not come to its end: another attempt at the look may have. */
const readFolder = async (key: string, deps: CloseSweepDeps): Promise<Folder | undefined> => {
  const look = await deps.findLook(key);
  if (look === undefined) return undefined;
  const numbers = look.batches.map((_keys, number) => number);
  const found = await inParallel(numbers, CALLS, (number) => deps.findBatch(key, number));
  const batches = found.filter((batch) => batch !== undefined);
  return batches.length === look.batches.length ? { look, batches } : undefined;
};

const ending = async (plan: SweepPlan, folders: readonly Folder[], deps: CloseSweepDeps) => {
  const left = new Set<string>();
  for (const { look } of folders) {
    if (await isStillAtWork(look, deps)) for (const request of look.requests) left.add(request);
  }
  const oldestLeft = plan.requests.find(({ key }) => left.has(key))?.at;
  const done = plan.requests.length - left.size;
  const after = plan.requests.at(-1)?.key ?? "";
  return { done, left, ...(oldestLeft !== undefined && { oldestLeft }), more: plan.more, after };
};

/** Who took a run up beside the sweep knew those persons still; who has ended it again since did so a moment ago. */
const isStillAtWork = async ({ folder, night, lookedAt }: SweepLook, deps: CloseSweepDeps): Promise<boolean> => {
  if (night === "running") return true;
  const runId = runOfFolder(folder);
  return night === "ended" && runId !== undefined && !(await isLeftByAll({ runId }, lookedAt, deps));
};

const sumOf = (batches: readonly SweptBatch[]): Pick<Swept, "files" | "rows"> => ({
  files: batches.reduce((sum, { files }) => sum + files, 0),
  rows: batches.reduce((sum, { rows }) => sum + rows, 0),
});
