import { joinsOf } from "../../shared/model/joins.ts";
import { assumed, limits, secondsOf } from "../support/assumed-pace.ts";
import { type PublishWork, publishAtScale, type ScoredShard, scoreOneShard } from "../support/publish-at-scale.ts";
import type { Traffic } from "../support/sized-files.ts";
import { peakMegabytes } from "./peak-memory.ts";

/** A shard as `plan` makes them. */
const CUSTOMERS_PER_SHARD = 20_000;
const SHOPS = [2_000_000, 10_000_000, 100_000_000];

/** Requests and bytes that publishing asks of S3 at sizes that no machine of ours holds, and the seconds they would take. */
const publishing = async (scored: ScoredShard, customers: number): Promise<void> => {
  const shards = Math.ceil(customers / CUSTOMERS_PER_SHARD);
  const joins = joinsOf(shards);
  if (joins === undefined) return console.log(`${millions(customers)}: one worker publishes all`);
  const begun = process.cpuUsage();
  const work = await publishAtScale(scored, shards, joins);
  const { user, system } = process.cpuUsage(begun);
  const join = secondsOf(work.joinWorker, { atATime: 3, copiesAtATime: 1 });
  const publish = secondsOf(work.publish, { atATime: 3, copiesAtATime: 16 });
  console.log(`${millions(customers)} customers, ${shards} shards, ${work.groups} groups of ${joins.shardsPerGroup}`);
  console.log(`  a worker of join   ${told(work.joinWorker)}, ${join.toFixed(0)} s`);
  console.log(`  join, all of them  ${told(work.join)}`);
  console.log(`  publish            ${told(work.publish)}, ${publish.toFixed(0)} s`);
  console.log(`  files              ${filesOf(work)}`);
  console.log(`  state              ${stateBytes(work)} bytes of ${limits.stateBytes}`);
  console.log(`  of ${limits.seconds} s           ${((Math.max(join, publish) / limits.seconds) * 100).toFixed(0)} %`);
  console.log(`  counted here in    ${((user + system) / 1e6).toFixed(0)} s of CPU and ${peakMegabytes()} MB`);
};

const told = ({ gets, puts, copies, bytesIn, bytesOut, bytesCopied }: Traffic): string =>
  `${megabytes(bytesIn)} in, ${megabytes(bytesOut)} out, ${gets} GETs, ${puts} PUTs` +
  (copies > 0 ? `, ${megabytes(bytesCopied)} copied by S3 in ${copies} copies` : "");

const filesOf = ({ files }: PublishWork): string => {
  const inParts = files.filter((file) => "parts" in file);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const manifest = JSON.stringify(files, null, 2).length;
  return `${files.length} of ${megabytes(total)}, ${inParts.length} of them joined by S3; ${(manifest / 1000).toFixed(0)} kB in the manifest`;
};

/** What Step Functions carries between the states. */
const stateBytes = ({ shards, groups }: PublishWork): number =>
  JSON.stringify({
    runId: "2026-11-20-1",
    shards: Array.from({ length: shards }, (_, at) => at),
    groups: Array.from({ length: groups }, (_, at) => at),
  }).length;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
const millions = (customers: number): string => `${(customers / 1e6).toFixed(0)} million`;

console.log(
  `Taken for granted: ${assumed.secondsPerRequest * 1000} ms a request, ${megabytes(assumed.workerBytesPerSecond)} a second to and from a worker, ${megabytes(assumed.copyBytesPerSecond)} a second for each copy by S3`,
);
const scored = await scoreOneShard(CUSTOMERS_PER_SHARD);
const asked = process.argv.slice(2).map(Number);
for (const customers of asked.length > 0 ? asked : SHOPS) await publishing(scored, customers);
