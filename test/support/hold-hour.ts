import { type OpenedPost, openPost } from "../../shared/night/open-post.ts";
import type { NightWorld } from "./night-world.ts";

/** One hour of the post, as its state machine holds it: a shard that fails is passed over. */
export const holdHour = async (world: NightWorld, at: string): Promise<OpenedPost> => {
  const opened = await openPost({ at }, world.deps);
  if (opened.post !== "due") return opened;
  for (const shard of opened.shards) await world.notifyLater(opened.runId, shard, opened.later).catch(() => undefined);
  await world.close(opened.runId);
  return opened;
};
