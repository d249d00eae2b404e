import { parentPort, workerData } from "node:worker_threads";
import * as z from "zod";

/** What an engine's thread was given, and how it reports the port it listens on. */
export const engineOptions = () => {
  const { dataDir } = z.object({ dataDir: z.string().optional() }).parse(workerData);
  return { dataDir, tellPort: (port: number) => parentPort?.postMessage({ port }) };
};

/** Closes the engine in order when the parent asks, so that what it keeps on disk is whole, and lets the thread end. */
export const whenAskedToStop = (stop: () => Promise<unknown>) => {
  parentPort?.once("message", async () => {
    await stop();
    process.exit();
  });
};
