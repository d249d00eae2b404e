import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { historyFileOf } from "../../cli/import/reading-options.ts";
import { marketingIn, openGround, type Place, rowsIn } from "../../cli/one-process/ground.ts";
import { groupFile } from "../../cli/one-process/group-file.ts";
import { holdNightHere } from "../../cli/one-process/hold-night.ts";
import { keysOfRuns } from "../../cli/one-process/keys-of-runs.ts";
import { startThreads, threadsFor } from "../../cli/one-process/threads.ts";
import { copyFiles } from "../../cli/result/copy-files.ts";
import { keepHeapsOfThreadsSmall } from "../../cli/system/keep-heap-small.ts";
import { marketingFolder } from "../../shared/model/night.ts";
import { parseSettings } from "../../shared/model/parse-settings.ts";
import { instantAt } from "../../shared/model/shop-time.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { silentImport } from "../support/silent-import.ts";
import { bytesOfPhases } from "./bytes-of-phases.ts";
import { peakMegabytes } from "./peak-memory.ts";

/** `run-worker.ts FILE AS_OF CURRENCY`: `rouse run` in a process of its own; stdout is JSON: seconds, CPU seconds and bytes by phase, most memory. */
const [, , file = "", asOf = "", currency = ""] = process.argv;
const started = performance.now();
keepHeapsOfThreadsSmall();
const settings = parseSettings(JSON.stringify({ currency }));
const folder = await mkdtemp(join(tmpdir(), "rouse-bench-"));
try {
  const at = instantAt(addDays(asOf, 1), settings.nightly.at, settings.timeZone);
  const place: Place = { folder, settings, keys: keysOfRuns, at };
  const threads = startThreads(place, threadsFor((await stat(file)).size));
  const request = historyFileOf(file, {}, settings, new Date().toISOString());
  await groupFile(
    { ...request, rejectsFile: join(folder, "rejects.csv"), folder: rowsIn(place) },
    threads,
    silentImport,
  );
  const { user: reading, system } = process.threadCpuUsage();
  const night = await holdNightHere({ asOf, at, simulated: true }, openGround(place), threads, () => undefined);
  await threads.stop();
  await copyFiles(
    [{ files: marketingIn(place), prefix: marketingFolder(asOf) }],
    join(folder, "out"),
    new AbortController().signal,
  );
  const cpu = process.cpuUsage();
  console.log(
    JSON.stringify({
      seconds: (performance.now() - started) / 1000,
      cpuSeconds: (cpu.user + cpu.system) / 1e6,
      peakMegabytes: peakMegabytes(),
      customers: night.customers,
      phases: { read: (reading + system) / 1e6, ...Object.fromEntries(threads.spent) },
      bytes: await bytesOfPhases(place, file),
    }),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
