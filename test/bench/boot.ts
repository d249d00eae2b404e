import { pathToFileURL } from "node:url";
import { synthesise } from "../../cli/system/synthesise.ts";
import { startEmbedded } from "../../infra/local/embedded-system.ts";

/** Starts after the first, which loads the code. */
const ROUNDS = 5;

/** From a synthesised template to a system that serves, all of it in memory. */
export const benchBoot = async (): Promise<void> => {
  const templateDir = await synthesise();
  const took: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const began = performance.now();
    const system = await startEmbedded({ templateDir });
    took.push(performance.now() - began);
    await system.stop();
  }
  const [first = 0, ...later] = took.map((ms) => ms / 1000);
  const middle = later.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  console.log(
    `the embedded system serves after ${first.toFixed(2)} s, ${middle.toFixed(2)} s once loaded (target: 2 s)`,
  );
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await benchBoot();
