import { execFile } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as z from "zod";
import { fromEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import { AS_OF_DAY, lowPurchaseShop, simulatePurchaseDays } from "../support/simulate-customers.ts";

const run = promisify(execFile);
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const SEED = 20261129;
/** Orders of one of these customers, on average over two years. */
const ORDERS_EACH = 2.3;

const peerSchema = z.object({
  seconds: z.number(),
  cpuSeconds: z.number(),
  peakMegabytes: z.number(),
  customers: z.int(),
});
const measureSchema = peerSchema.extend({
  phases: z.record(z.string(), z.number()),
  bytes: z.record(z.string(), z.object({ read: z.number(), written: z.number() })),
});

/** A simulated shop as a file in our own columns, day by day, as a system exports it. */
const writeShop = async (file: string, orders: number): Promise<number> => {
  const byDay = new Map<number, { customer: number; netMinor: number }[]>();
  let rows = 0;
  for (const [customer, days] of [
    ...simulatePurchaseDays(lowPurchaseShop, Math.round(orders / ORDERS_EACH), SEED),
  ].entries())
    for (const { day, netMinor } of days) {
      rows += 1;
      byDay.set(day, byDay.get(day) ?? []);
      byDay.get(day)?.push({ customer, netMinor });
    }
  const out = createWriteStream(file);
  out.write("order_id,customer_id,email,ordered_at,currency,total\n");
  let order = 0;
  for (const [day, sales] of [...byDay].sort(([a], [b]) => a - b)) {
    const lines = sales.map(({ customer, netMinor }) => {
      order += 1;
      const minute = String(order % 60).padStart(2, "0");
      return `${order},C${customer},c${customer}@example.com,${fromEpochDay(day)}T1${order % 10}:${minute}:00Z,EUR,${(netMinor / 100).toFixed(2)}\n`;
    });
    if (!out.write(lines.join(""))) await once(out, "drain");
  }
  out.end();
  await finished(out);
  return rows;
};

const ENOUGH_BYTES = 64_000_000;

/** CPU seconds that a byte costs which is only read, and one that is only written: below them nobody comes. */
const measureFloor = async (file: string, folder: string): Promise<{ read: number; written: number }> => {
  const chunks: Buffer[] = [];
  const read = await cpuOf(async () => {
    const pieces: AsyncIterable<Buffer> = createReadStream(file, { end: ENOUGH_BYTES });
    for await (const piece of pieces) chunks.push(piece);
  });
  const bytes = Buffer.concat(chunks);
  const written = await cpuOf(() => writeFile(join(folder, "bare"), bytes));
  return { read: read / bytes.length, written: written / bytes.length };
};

const cpuOf = async (work: () => Promise<void>): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

/** A phase's CPU seconds beside what its bytes alone cost. */
const phaseLines = (
  { phases, bytes }: z.infer<typeof measureSchema>,
  floor: { read: number; written: number },
): string[] =>
  Object.entries(bytes).map(([name, { read, written }]) => {
    const least = read * floor.read + written * floor.written;
    const megabytes = (size: number) => (size / 1e6).toFixed(1);
    return `    ${name.padEnd(9)} ${(phases[name] ?? 0).toFixed(1).padStart(5)} CPU s, its bytes alone ${least.toFixed(2)}: ${megabytes(read)} MB in, ${megabytes(written)} MB out`;
  });

/** The same file by pandas and lifetimes; undefined where Python or these are missing. */
const measurePeer = async (file: string, folder: string): Promise<z.infer<typeof peerSchema> | undefined> => {
  const python = process.env.PYTHON ?? "python3";
  try {
    await run(python, ["-c", "import lifetimes, pandas"]);
  } catch {
    return undefined;
  }
  const args = [
    "-W",
    "ignore",
    here("./run_with_lifetimes.py"),
    file,
    fromEpochDay(AS_OF_DAY),
    join(folder, "peer.csv"),
  ];
  const { stdout } = await run(python, args, { maxBuffer: 1 << 24 });
  return peerSchema.parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
};

const sizes = (process.argv[2] ?? "20000,1000000").split(",").map(Number);
for (const size of sizes) {
  const folder = await mkdtemp(join(tmpdir(), "rouse-bench-"));
  try {
    const file = join(folder, "orders.csv");
    const rows = await writeShop(file, size);
    const floor = await measureFloor(file, folder);
    const worker = [...process.execArgv, here("./run-worker.ts"), file, fromEpochDay(AS_OF_DAY), "EUR"];
    const { stdout } = await run(process.execPath, worker, { maxBuffer: 1 << 24 });
    const own = measureSchema.parse(JSON.parse(stdout));
    const grouped = (number: number) => number.toLocaleString("en-US");
    console.log(`${grouped(rows)} orders of ${grouped(own.customers)} customers`);
    const told = ({ seconds, cpuSeconds, peakMegabytes }: z.infer<typeof peerSchema>) =>
      `${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} CPU s, ${peakMegabytes} MB at most`;
    console.log(`  rouse run            ${told(own)}`);
    for (const line of phaseLines(own, floor)) console.log(line);
    const peer = await measurePeer(file, folder);
    if (peer === undefined)
      console.log("  pandas and lifetimes are not installed, so nothing is compared (PYTHON names a python3)");
    else {
      console.log(`  pandas and lifetimes ${told(peer)}: RFM, P(alive), expected purchases, CLV, and nothing else`);
      const [time, cpu] = [own.seconds / peer.seconds, own.cpuSeconds / peer.cpuSeconds];
      console.log(
        `  ${time.toFixed(1)} times its seconds, ${cpu.toFixed(1)} times its CPU seconds (targets: 1 and 1; a third)`,
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
