import type { PostInput } from "../model/night.ts";
import type { LaterHour } from "../model/post-due.ts";
import { lastCompleteDay } from "../model/shop-time.ts";
import { compareInstants } from "../model/time.ts";
import type { FindFinishedNight, FindPostDue, ReadRun } from "../ports/night.ts";
import type { ReadSettings } from "../ports/world.ts";
import { type HoldHarmfulDeps, holdHarmful } from "./hold-harmful.ts";

export type OpenPostDeps = HoldHarmfulDeps & {
  readSettings: ReadSettings;
  findFinishedNight: FindFinishedNight;
  readRun: ReadRun;
  findPostDue: FindPostDue;
};

/**
 * What an hour of the post begins with. `due`: these shards of the night in force, and what each of them has to know of it. `nothing-due`: what waits in it waits for a later
 * hour, if anything does. `no-night`: none has ended that sends today. `not-sent`: that night sends to nobody.
 */
export type OpenedPost =
  | { post: "due"; runId: string; shards: number[]; later: LaterHour }
  | { post: "nothing-due" | "not-sent"; runId: string; shards: [] }
  | { post: "no-night"; shards: [] };

/**
 * Finds what of today's post may leave by now: the night in force is the finished one whose send day is today, in the shop's time
 * zone. An hour may come twice or late. A night of the past or of a rehearsal is left alone: it has no hours.
 *
 * Where too much of the last days' mail came back, today's as far as it is known, all mail is held before the hour can add to it.
 */
export const openPost = async ({ at }: PostInput, deps: OpenPostDeps): Promise<OpenedPost> => {
  const { timeZone } = await deps.readSettings();
  const night = await deps.findFinishedNight(lastCompleteDay(at, timeZone));
  if (night === undefined) return { post: "no-night", shards: [] };
  const { runId } = night;
  const run = await deps.readRun(runId);
  if (run.simulated || run.rehearsed) return { post: "not-sent", runId, shards: [] };
  const { due, ...later } = (await deps.findPostDue(runId)) ?? { due: [] };
  const shards = due.filter((line) => compareInstants(line.at, at) <= 0).map(({ shard }) => shard);
  if (shards.length === 0) return { post: "nothing-due", runId, shards: [] };
  await holdHarmful({ upTo: run.sendDay, at }, deps);
  return { post: "due", runId, shards, later };
};
