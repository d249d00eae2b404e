import type { NightRun } from "../model/night.ts";
import { toEpochDay } from "../scoring/summaries/epoch-day.ts";

/** A shard's share of what may leave in a day. All shares make up the whole; which shards get the rest goes by turns of the day. */
export const shareOf = (total: number, shard: number, { shards, sendDay }: Pick<NightRun, "shards" | "sendDay">) => {
  const turn = (shard + toEpochDay(sendDay)) % shards;
  return Math.floor(total / shards) + (turn < total % shards ? 1 : 0);
};
