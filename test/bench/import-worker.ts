import { runImport } from "../../cli/import/run-import.ts";
import { openStores } from "../../cli/system/stores.ts";
import { openSystem } from "../../cli/system/system.ts";
import { createTerminal } from "../../cli/terminal/terminal.ts";
import { orderKeyOf } from "../../shared/model/identity.ts";
import { inParallel, slices } from "../../shared/model/in-parallel.ts";
import { foldOrder } from "../../shared/recording/fold-order.ts";
import { peakMegabytes } from "./peak-memory.ts";

/**
 * `import-worker.ts raw|import|first FILE ROWS DATA`: one measured piece of work in a process of its own, against the system that runs on DATA.
 * The last line of stdout is JSON: seconds, CPU seconds, and the most memory this process ever had.
 */
const [, , what, file = "", rowCount = "0", data = ""] = process.argv;
const ROWS = Number(rowCount);
const BATCH = 25;
const CALLS = 16;

const silent = createTerminal(false, { write: () => undefined }, { write: () => undefined });
const system = await openSystem({
  command: "rouse import",
  options: { data },
  terminal: silent,
  interrupted: new AbortController().signal,
  mayCreate: true,
});

const instant = "2026-01-01T10:00:00.000Z";
/** The rows that the file has, as the import would put them, and nothing else. */
const putRaw = async () => {
  const { putOrders } = await openStores(system);
  const batches = slices(
    Array.from({ length: ROWS }, (_, index) => index),
    BATCH,
  );
  await inParallel(batches, CALLS, (batch) =>
    putOrders(
      batch.map((index) => {
        const orderId = String(index);
        const key = { holder: `csv:raw${index >> 2}`, orderKey: orderKeyOf("csv", orderId) };
        const facts = { source: "csv", orderId, orderedAt: instant, updatedAt: instant, status: "paid" } as const;
        const money = { currency: "USD", totalMinor: 1250, discountMinor: 0, refunds: {}, items: [] };
        const flags = { test: false, cancelled: false, deleted: false, locale: "en" };
        return foldOrder(key, undefined, { facts: { ...facts, ...money, ...flags } }, system.settings);
      }),
    ),
  );
};

const started = performance.now();
if (what === "raw") await putRaw();
else {
  const first = what === "first";
  const recording = first ? ("held" as const) : ("on" as const);
  const settings = { ...system.settings, intake: { recording } };
  const options = { format: "orders", rejects: `${file}.rejects.csv`, breakLock: false, first };
  await runImport(file, options, { ...system, settings }, silent);
}
const seconds = (performance.now() - started) / 1000;
const { user, system: kernel } = process.cpuUsage();
console.log(JSON.stringify({ seconds, cpuSeconds: (user + kernel) / 1e6, peakMegabytes: peakMegabytes() }));
