import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type FitResult, type FitTask, fitResultSchema, PER_SHARD } from "./fit-steps.ts";

/**
 * `npm run bench -- fit [customers] [low-purchase|retail] [first]`: the states of a night that see all of a shop, over simulated
 * shards: what each asks of its bucket, its CPU and its memory (docs/scale.md). Ten million take some ten minutes to simulate.
 */
const [customers = "1000000", preset = "low-purchase", night] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), "rouse-fit-"));
const common = { folder, shards: Math.max(8, Math.ceil(Number(customers) / PER_SHARD)), firstNight: night === "first" };
const worker = fileURLToPath(new URL("./fit-worker.ts", import.meta.url));

const ask = async (what: FitTask["what"]): Promise<FitResult> => {
  const task = JSON.stringify({ ...common, preset, what });
  const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, worker, task]);
  return fitResultSchema.parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
};

const show = (name: string, result: FitResult): void => {
  const { gets, bytesRead, puts, bytesWritten, cpuSeconds, peakMegabytes } = result;
  const read = `${gets} GET, ${(bytesRead / 1e6).toFixed(1)} MB`;
  const written = `${puts} PUT, ${(bytesWritten / 1e6).toFixed(1)} MB`;
  console.log(`${name.padEnd(34)} ${read}; ${written}; ${cpuSeconds.toFixed(1)} CPU s; ${peakMegabytes} MB at most`);
};

try {
  console.log(`${common.shards * PER_SHARD} customers in ${common.shards} shards, ${preset}`);
  await ask("make");
  show("fit", await ask("fit"));
  await ask("make-earlier");
  show("score, one shard: its yesterdays", await ask("find-earlier"));
  await ask("make-outcomes");
  show("close: the day's mail", await ask("tell-outcomes"));
} finally {
  await rm(folder, { recursive: true, force: true });
}
