import { execFile } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import * as z from "zod";
import { startOwn } from "../../cli/system/start-own.ts";

/** An order's own row, and for each customer of four orders their row, their holder and two identities. */
const ROWS_PUT_FOR_AN_ORDER = 1 + 4 / 4;

const measureSchema = z.object({ seconds: z.number(), cpuSeconds: z.number(), peakMegabytes: z.number() });
type Measure = z.infer<typeof measureSchema>;

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

const measure = async (
  what: "raw" | "import" | "first",
  file: string,
  rows: number,
  data: string,
): Promise<Measure> => {
  const script = fileURLToPath(new URL("./import-worker.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, what, file, String(rows), data]);
  return measureSchema.parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
};

/** Each on tables of its own that are empty: the engine's speed falls with what lies in them. */
const measureOnEmpty = async (what: "raw" | "import" | "first", file: string, rows: number): Promise<Measure> => {
  const data = await mkdtemp(join(tmpdir(), "rouse-bench-"));
  const system = await startOwn({ dataDir: data }, undefined, new AbortController().signal);
  try {
    return await measure(what, file, rows, data);
  } finally {
    await system.stop();
    await rm(data, { recursive: true, force: true });
  }
};

const show = (what: string, rows: number, { seconds, cpuSeconds, peakMegabytes }: Measure): void => {
  const perSecond = Math.round(rows / seconds).toLocaleString("en-US");
  console.log(
    `${what.padEnd(24)} ${String(rows).padStart(9)} rows ${seconds.toFixed(1).padStart(7)} s ${perSecond.padStart(8)} rows/s ${cpuSeconds.toFixed(1).padStart(6)} CPU s of its own ${String(peakMegabytes).padStart(5)} MB at most`,
  );
};

/** Import rows a second beside raw BatchWriteItem of the same rows, and memory for a long file; each in a process of its own. */
export const benchImport = async (rows = 100_000, manyRows = 1_000_000): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), "rouse-bench-"));
  try {
    const file = join(folder, "orders.csv");
    await writeOrdersFile(file, rows);
    const raw = await measureOnEmpty("raw", file, rows);
    show("raw BatchWriteItem", rows, raw);
    const imported = await measureOnEmpty("import", file, rows);
    show("rouse import", rows, imported);
    const share = raw.seconds / imported.seconds;
    console.log(`import beside raw: ${(100 * share).toFixed(0)} % by rows of the file (target: at least 50 %)`);
    console.log(`by rows put into tables: ${(100 * share * ROWS_PUT_FOR_AN_ORDER).toFixed(0)} %`);
    const first = await measureOnEmpty("first", file, rows);
    show("rouse import --first", rows, first);
    const perCore = Math.round(rows / first.cpuSeconds).toLocaleString("en-US");
    console.log(
      `--first beside raw, by rows put: ${((100 * raw.seconds * ROWS_PUT_FOR_AN_ORDER) / first.seconds).toFixed(0)} %; ${perCore} orders a second and core of its own`,
    );
    if (manyRows === 0) return;
    await writeOrdersFile(file, manyRows);
    show("rouse import, long file", manyRows, await measureOnEmpty("import", file, manyRows));
    console.log("target: at most 256 MB");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await benchImport(Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 1_000_000));
}
