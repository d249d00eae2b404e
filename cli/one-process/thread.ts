import { parentPort, workerData } from "node:worker_threads";
import { openGround } from "./ground.ts";
import { steps } from "./steps.ts";
import { type Asked, type Begun, packedError } from "./thread-messages.ts";

/** A thread's own end: does the steps that it is asked for, one after the other. */
const { place, thread }: Begun = workerData;
let ground = openGround(place, { thread });

/** CPU seconds of this thread; on a Node before 23.9, which cannot tell them, those that passed. */
const secondsSpent = (): number => {
  if (!("threadCpuUsage" in process)) return performance.now() / 1000;
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
};

parentPort?.on("message", async ({ name, input, turn }: Asked) => {
  // What was read for another night is not what is known in this one.
  if (turn.at !== ground.now()) ground = openGround({ ...place, ...turn }, { thread });
  const before = secondsSpent();
  const told = await steps[name](input, ground).then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error: packedError(error) }),
  );
  parentPort?.postMessage({ ...told, cpuSeconds: secondsSpent() - before });
});
