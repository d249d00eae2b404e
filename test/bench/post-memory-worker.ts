import type { Candidate } from "../../shared/model/campaign.ts";
import { notifyShard } from "../../shared/post/notify-shard.ts";
import { asOf, customer, nightRun, notifyWorld, winBack } from "../support/notify-world.ts";
import { peakMegabytes } from "./peak-memory.ts";

/** A shard as `plan` makes them. */
const CUSTOMERS_PER_SHARD = 20_000;
/** One in so many is written to in this hour; the others wait for theirs. */
const SENT_ONE_IN = 10;

/** The shards of a shop whose every customer has an occasion, one after the other as one worker reads them; nothing but the worker keeps anything. */
const count = Number(process.argv[2]);
const candidateOf = (index: number): Candidate => {
  const one = winBack(`p${index}`);
  return index % SENT_ONE_IN === 0 ? one : { ...one, sendFrom: "2026-11-21T10:00:00.000Z" };
};
const run = nightRun();
let sent = 0;
for (let from = 0; from < count; from += CUSTOMERS_PER_SHARD) {
  const size = Math.min(CUSTOMERS_PER_SHARD, count - from);
  const { deps } = notifyWorld(
    Array.from({ length: size }, (_, index) => candidateOf(from + index)),
    [],
    run,
  );
  const tally = await notifyShard(
    { runId: `${asOf}-1`, shard: 0 },
    {
      ...deps,
      whoTheyAre: async (ids) => new Map(ids.map((id) => [id, customer(id)])),
      readMessagesTo: async () => [],
      claimMessage: async () => ({ outcome: "claimed" }),
      settleClaim: async () => {},
      send: async () => ({ outcome: "sent", sesMessageId: "ses" }),
      saveOutcomes: async (_runId, _shard, outcomes) => void JSON.stringify(outcomes),
    },
  );
  sent += tally.sent;
}
console.log(JSON.stringify({ candidates: count, sent, peakMegabytes: peakMegabytes() }));
