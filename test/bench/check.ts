import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as z from "zod";
import { writeOrdersFile } from "./import.ts";

const measureSchema = z.object({ seconds: z.number(), peakMegabytes: z.number(), orders: z.number() });

/** The bytes alone, decoded and split into lines: what no reader can do without. */
const readBare = async (file: string): Promise<number> => {
  const started = performance.now();
  let lines = 0;
  const pieces: AsyncIterable<string> = createReadStream(file, { encoding: "utf8" });
  for await (const piece of pieces) lines += piece.split("\n").length - 1;
  if (lines === 0) throw new RangeError("the file has no lines");
  return (performance.now() - started) / 1000;
};

/** `rouse import --check` beside a bare read of the same file, in a process of its own. */
const benchCheck = async (rows: number): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), "rouse-bench-"));
  try {
    const file = join(folder, "orders.csv");
    await writeOrdersFile(file, rows);
    const bareSeconds = await readBare(file);
    const script = fileURLToPath(new URL("./check-worker.ts", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, script, file]);
    const { seconds, peakMegabytes, orders } = measureSchema.parse(JSON.parse(stdout));
    console.log(`${rows.toLocaleString("en-US")} rows, bare read   ${bareSeconds.toFixed(1)} s`);
    console.log(`rouse import --check   ${seconds.toFixed(1)} s, ${peakMegabytes} MB at most, ${orders} orders`);
    console.log("target: a million rows under 20 s");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

await benchCheck(Number(process.argv[2] ?? 1_000_000));
