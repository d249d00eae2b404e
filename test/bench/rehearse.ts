import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as z from "zod";
import { inventShop } from "../../cli/demo/invent-shop.ts";
import { ordersCsv } from "../../cli/demo/orders-csv.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";

const END_DAY = "2026-11-20";
const rouse = fileURLToPath(new URL("../../cli/rouse.mjs", import.meta.url));
const settings = fileURLToPath(new URL("../../cli/demo/settings.json", import.meta.url));
const toldSchema = z.object({ nights: z.array(z.unknown()), peopleWritten: z.int() });

/** Seconds that the command takes from its start to its end, and what it says. */
const timed = async (...args: readonly string[]): Promise<{ seconds: number; stdout: string }> => {
  const started = performance.now();
  const options = { maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, [rouse, ...args], options);
  return { seconds: (performance.now() - started) / 1000, stdout };
};

/** Nights of the demo shop's past by `rouse rehearse`, beside as many nights by `rouse run`, each of which reads the file anew. */
const benchRehearse = async (nights: number): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), "rouse-bench-"));
  try {
    const file = join(folder, "orders.csv");
    const shop = inventShop({ seed: 1, customers: 5_000, days: 730, endDay: END_DAY });
    const sales = shop.flatMap((customer) => customer.orders.map((order) => ({ customer, order })));
    await writeFile(file, ordersCsv(sales, "EUR"));
    const shared = ["--orders", file, "--settings", settings, "--json"];
    const once = await timed("run", ...shared, "--as-of", END_DAY, "--out", join(folder, "run"));
    const days = ["--from", addDays(END_DAY, 1 - nights), "--to", END_DAY];
    const all = await timed("rehearse", ...shared, ...days, "--out", join(folder, "rehearsal"));
    const told = toldSchema.parse(JSON.parse(all.stdout));
    console.log(
      `${sales.length.toLocaleString("en-US")} orders, one night by rouse run   ${once.seconds.toFixed(1)} s`,
    );
    console.log(
      `${told.nights.length} nights by rouse rehearse   ${all.seconds.toFixed(1)} s, ${((100 * all.seconds) / (nights * once.seconds)).toFixed(0)} % of as many runs; ${told.peopleWritten} people would have been written to`,
    );
    console.log("target: 90 nights under 90 s on two cores");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

await benchRehearse(Number(process.argv[2] ?? 90));
