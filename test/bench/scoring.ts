import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { type Measured, measuredSchema, type Preset, presets } from "./scoring-steps.ts";

const run = promisify(execFile);
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** A simulated shop in a file, made by a process of its own. */
const simulate = async (preset: Preset, customers: number, file: string): Promise<void> => {
  await run(process.execPath, [here("./scoring-customers.ts"), preset, String(customers), file]);
};

/** V8 gives new objects up to 48 MB on a large machine, and less on a small one: what it has not yet collected is not what scoring needs. */
const YOUNG = "--max-semi-space-size=4";

/** Customers of a file in a process of its own, so that its memory is its own. */
const measure = async (file: string): Promise<Measured> => {
  const { stdout } = await run(process.execPath, [YOUNG, here("./scoring-worker.ts"), file], { maxBuffer: 1 << 24 });
  return measuredSchema.parse(JSON.parse(stdout));
};

/** The same customers through lifetimes; undefined where Python or lifetimes is missing. */
const measurePeer = async (file: string): Promise<Measured | undefined> => {
  const python = process.env.PYTHON ?? "python3";
  try {
    await run(python, ["-c", "import lifetimes"]);
  } catch {
    return undefined;
  }
  const { stdout } = await run(python, ["-W", "ignore", here("./score_with_lifetimes.py"), file], {
    maxBuffer: 1 << 24,
  });
  return measuredSchema.parse(JSON.parse(stdout));
};

/** CPU seconds from summaries to CLV. */
const secondsOf = ({ steps }: Measured): number =>
  steps.reduce((sum, { compared, cpuSeconds }) => sum + (compared ? cpuSeconds : 0), 0);

const show = (measured: Measured): void => {
  const { steps, peakMegabytes, means } = measured;
  const line = (seconds: number, what: string) => console.log(`  ${seconds.toFixed(3).padStart(8)} CPU s  ${what}`);
  for (const { step, cpuSeconds } of steps) line(cpuSeconds, step);
  line(secondsOf(measured), "from summaries to CLV");
  console.log(
    `  ${peakMegabytes} MB at most; on average P(alive) ${means.pAlive.toFixed(6)}, ${means.expected90.toFixed(6)} purchases in 90 days, CLV ${means.clv.toFixed(3)}`,
  );
};

const compare = (preset: Preset, own: Measured, peer: Measured | undefined): void => {
  if (peer === undefined) {
    console.log("  lifetimes is not installed, so nothing is compared (pip install lifetimes; PYTHON names a python3)");
    return;
  }
  console.log("  lifetimes, the same customers:");
  show(peer);
  const ratio = secondsOf(peer) / secondsOf(own);
  console.log(`  ${ratio.toFixed(0)} times fewer CPU seconds (target: at least ${presets[preset].timesFewer})`);
};

/** CPU seconds and memory of fitting and scoring simulated customers, beside lifetimes, and how the cost of one grows with a shop. */
export const benchScoring = async (customers: number, sizes: readonly number[]): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), "rouse-bench-"));
  try {
    for (const preset of ["low-purchase", "retail"] as const) {
      const file = join(folder, `${preset}.bin`);
      console.log(`${preset}, ${customers.toLocaleString("en-US")} customers`);
      await simulate(preset, customers, file);
      const own = await measure(file);
      show(own);
      compare(preset, own, await measurePeer(file));
    }
    for (const size of sizes) {
      const file = join(folder, "size.bin");
      await simulate("low-purchase", size, file);
      const measured = await measure(file);
      const seconds = secondsOf(measured);
      console.log(
        `low-purchase, ${size.toLocaleString("en-US").padStart(10)} customers: ${seconds.toFixed(2)} CPU s, ` +
          `${((1e6 * seconds) / size).toFixed(3)} µs a customer, ${measured.peakMegabytes} MB at most`,
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [customers = 1_000_000, ...sizes] = process.argv.slice(2).map(Number);
  await benchScoring(customers, process.argv.length > 2 ? sizes : [100_000, 1_000_000, 10_000_000]);
}
