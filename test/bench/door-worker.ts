import { synthesise } from "../../cli/system/synthesise.ts";
import { startEmbedded } from "../../infra/local/embedded-system.ts";

/**
 * The embedded system in a process of its own, as `rouse dev` runs it, with two differences: engines keep everything in memory,
 * and nobody reads the queues. On AWS another machine writes the queue to disk, and another one reads it; on this one
 * both would take the cores that are being measured.
 *
 * Tells the parent where it is as soon as it serves, and how much CPU it has used whenever it is asked. Ends when the parent does.
 */
const system = await startEmbedded({ templateDir: await synthesise(), readQueues: false });
const { outputs, environment } = system;
process.send?.({ outputs, environment });
process.on("message", () => {
  const { user, system: kernel } = process.cpuUsage();
  process.send?.({ cpuMicroseconds: user + kernel });
});
process.once("disconnect", async () => {
  await system.stop();
  process.exit();
});
