import { execFile } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { startOwn } from "../../cli/system.ts";

const measureSchema = z.object({ seconds: z.number(), peakMegabytes: z.number() });

/** Rows of a shop whose customers have four orders each, with an id and an address. */
export const writeOrdersFile = async (file: string, rows: number): Promise<void> => {
  const out = createWriteStream(file);
  out.write("order_id,customer_id,email,ordered_at,currency,total,locale\r\n");
  for (let index = 0; index < rows; index++) {
    // Orders of one customer lie far apart, as in a file sorted by time.
    const customer = index % Math.ceil(rows / 4);
    const day = `2026-0${1 + (index % 9)}-1${index % 10}`;
    const line = `${index},C${customer},c${customer}@example.com,${day}T10:00:00Z,USD,${index % 100}.50,en\r\n`;
    if (!out.write(line)) await once(out, "drain");
  }
  out.end();
  await finished(out);
};

const measure = async (what: "raw" | "import", file: string, rows: number, data: string) => {
  const script = fileURLToPath(new URL("./import-worker.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, what, file, String(rows), data]);
  return measureSchema.parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
};

/** Import rows a second beside raw BatchWriteItem of the same rows, and memory for a long file; each in a process of its own. */
export const benchImport = async (rows = 100_000, manyRows = 1_000_000): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), "rouse-bench-"));
  const system = await startOwn({ dataDir: join(folder, "data") }, undefined);
  const line = (what: string, count: number, { seconds, peakMegabytes }: z.infer<typeof measureSchema>) =>
    console.log(
      `${what.padEnd(28)} ${String(count).padStart(9)} rows ${seconds.toFixed(1).padStart(7)} s ${Math.round(
        count / seconds,
      )
        .toLocaleString("en-US")
        .padStart(8)} rows/s ${String(peakMegabytes).padStart(5)} MB at most`,
    );
  try {
    const file = join(folder, "orders.csv");
    await writeOrdersFile(file, rows);
    const raw = await measure("raw", file, rows, join(folder, "data"));
    line("raw BatchWriteItem", rows, raw);
    const imported = await measure("import", file, rows, join(folder, "data"));
    line("rouse import", rows, imported);
    console.log(`import beside raw: ${((100 * raw.seconds) / imported.seconds).toFixed(0)} % (target: at least 50 %)`);
    if (manyRows === 0) return;
    const longFile = join(folder, "long.csv");
    await writeOrdersFile(longFile, manyRows);
    line("rouse import, long file", manyRows, await measure("import", longFile, manyRows, join(folder, "data")));
    console.log("target: at most 256 MB");
  } finally {
    await system.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await benchImport(Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 1_000_000));
}
