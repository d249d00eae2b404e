import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as z from "zod";
import { folderFiles } from "../../shared/adapters/folder-files.ts";
import { joinsOf } from "../../shared/model/joins.ts";
import { publishedFileSchema } from "../../shared/model/manifest.ts";
import { assumed, limits, secondsOf } from "../support/assumed-pace.ts";
import { scoreOneShard } from "../support/publish-at-scale.ts";
import type { Traffic } from "../support/sized-files.ts";

/** A shard as `plan` makes them. */
const CUSTOMERS_PER_SHARD = 20_000;
const SHOPS = [2_000_000, 10_000_000, 100_000_000];

const count = z.number();
const trafficSchema = z.object({
  ...{ gets: count, puts: count, copies: count, bytesIn: count, bytesOut: count, bytesCopied: count },
});
const publishedSchema = z.object({
  work: z.object({
    shards: count,
    groups: count,
    joinWorker: trafficSchema,
    join: trafficSchema,
    publish: trafficSchema,
    files: z.array(publishedFileSchema),
  }),
  cpuSeconds: count,
  peakMegabytes: count,
});
type Work = z.infer<typeof publishedSchema>["work"];

/** Requests and bytes that publishing asks of S3 at sizes that no machine of ours holds, and the seconds they would take. */
const showPublishing = async (folder: string, runId: string, customers: number): Promise<void> => {
  const shards = Math.ceil(customers / CUSTOMERS_PER_SHARD);
  const joins = joinsOf(shards);
  if (joins === undefined) return console.log(`${millions(customers)}: one worker publishes all`);
  const { work, cpuSeconds, peakMegabytes } = await publishedBy([folder, runId, `${CUSTOMERS_PER_SHARD}`, `${shards}`]);
  const seconds = {
    join: secondsOf(work.joinWorker, { atATime: 3, copiesAtATime: 1 }),
    publish: secondsOf(work.publish, { atATime: 3, copiesAtATime: 16 }),
  };
  console.log(`${millions(customers)} customers, ${shards} shards, ${work.groups} groups of ${joins.shardsPerGroup}`);
  console.log(`  a worker of join   ${told(work.joinWorker)}, ${seconds.join.toFixed(0)} s of ${limits.seconds}`);
  console.log(`  join, all of them  ${told(work.join)}`);
  console.log(`  publish            ${told(work.publish)}, ${seconds.publish.toFixed(0)} s of ${limits.seconds}`);
  console.log(`  files              ${filesOf(work)}`);
  console.log(`  state              ${stateBytes(work)} bytes of ${limits.stateBytes}`);
  console.log(
    `  both here          ${cpuSeconds.toFixed(0)} s of CPU, ${peakMegabytes} MB of ${limits.megabytes} at the most`,
  );
};

/** In a process of its own, so that its memory is its own. */
const publishedBy = async (args: readonly string[]): Promise<z.infer<typeof publishedSchema>> => {
  const worker = fileURLToPath(new URL("./publish-worker.ts", import.meta.url));
  const maxBuffer = 64 * 1024 * 1024;
  const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, worker, ...args], { maxBuffer });
  return publishedSchema.parse(JSON.parse(stdout));
};

const told = ({ gets, puts, copies, bytesIn, bytesOut, bytesCopied }: Traffic): string =>
  `${megabytes(bytesIn)} in, ${megabytes(bytesOut)} out, ${gets} GETs, ${puts} PUTs` +
  (copies > 0 ? `, ${megabytes(bytesCopied)} copied by S3 in ${copies} copies` : "");

const filesOf = ({ files }: Work): string => {
  const inParts = files.filter((file) => "parts" in file);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const manifest = JSON.stringify(files, null, 2).length;
  return `${files.length} of ${megabytes(total)}, ${inParts.length} of them joined by S3; ${(manifest / 1000).toFixed(0)} kB in the manifest`;
};

/** What Step Functions carries between the states. */
const stateBytes = ({ shards, groups }: Work): number =>
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
const folder = await mkdtemp(join(tmpdir(), "rouse-bench-"));
try {
  const { run, objects } = await scoreOneShard(CUSTOMERS_PER_SHARD);
  const files = folderFiles(folder);
  for (const [key, bytes] of objects) await files.write(key, bytes);
  const asked = process.argv.slice(2).map(Number);
  for (const customers of asked.length > 0 ? asked : SHOPS) await showPublishing(folder, run.runId, customers);
} finally {
  await rm(folder, { recursive: true, force: true });
}
