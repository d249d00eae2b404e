import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { runImport } from "../../cli/import/run-import.ts";
import { copyFiles } from "../../cli/result/copy-files.ts";
import { holdNight } from "../../cli/system/hold-night.ts";
import { nightOutcomeSchema } from "../../cli/system/night-outcome.ts";
import { startOwn } from "../../cli/system/start-own.ts";
import { asItRuns, type System } from "../../cli/system/system.ts";
import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { type Keys, keysSchema } from "../../shared/model/keys.ts";
import { marketingFolder } from "../../shared/model/night.ts";
import { parseJson } from "../../shared/model/parse-json.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import type { Instant } from "../../shared/model/time.ts";
import { silentTerminal } from "./silent-terminal.ts";

/** A night over one file on the embedded system: everything travels through its tables, buckets and state machine. */
export const nightOnEmbedded = async ({
  file,
  settingsFile,
  settings,
  asOf,
  at,
  folder,
}: {
  file: string;
  settingsFile: string;
  settings: Settings;
  asOf: string;
  at: Instant;
  folder: string;
}): Promise<{ keys: Keys; out: string; customers: number }> => {
  const [dataFolder, out] = [join(folder, "data"), join(folder, "out")];
  await mkdir(dataFolder, { recursive: true });
  const signal = new AbortController().signal;
  const embedded = await startOwn({ dataDir: dataFolder, shared: false }, settingsFile, signal);
  try {
    const outputs = stackOutputsSchema.parse(embedded.outputs);
    const system: System = { name: "test", outputs, ...asItRuns(settings), dataFolder, stop: embedded.stop };
    const options = { rejects: join(folder, "rejects.csv"), breakLock: false };
    await runImport(file, options, system, silentTerminal);
    const night = nightOutcomeSchema.parse(await holdNight(system, { asOf, at, simulated: true }, silentTerminal));
    await copyFiles(
      [{ files: s3FileStore(createS3Client(), outputs.MarketingBucket), prefix: marketingFolder(asOf) }],
      out,
      signal,
    );
    const secrets = z
      .record(z.string(), z.string())
      .parse(parseJson(await readFile(join(dataFolder, "secrets.json"), "utf8")));
    return { keys: keysSchema.parse(parseJson(secrets[outputs.KeysSecretArn] ?? "")), out, customers: night.customers };
  } finally {
    await embedded.stop();
  }
};
