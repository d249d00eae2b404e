import { mkdir } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import * as z from "zod";
import { accountId, region } from "../place.ts";

/** A storage engine in a thread of its own, on 127.0.0.1. */
export type Engine = { url: string; stop: () => Promise<void> };

const threads = {
  /** DynamoDB: dynalite. */
  dynamo: new URL("./dynamo-thread.ts", import.meta.url),
  /** S3, SQS and SNS: fauxqs. */
  fauxqs: new URL("./fauxqs-thread.ts", import.meta.url),
} as const;

/**
 * Starts an engine on a free port. With `dataDir` its state outlives the process.
 * @throws what the engine threw, if it ends before it listens
 */
export const startEngine = async (name: keyof typeof threads, dataDir?: string): Promise<Engine> => {
  if (dataDir) await mkdir(dataDir, { recursive: true });
  const worker = new Worker(threads[name], {
    workerData: { dataDir },
    env: { ...process.env, AWS_REGION: region, AWS_ACCOUNT_ID: accountId, NODE_NO_WARNINGS: "1" },
  });
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    worker.once("message", (message) => resolve(z.object({ port: z.int() }).parse(message).port));
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the ${name} engine ended with ${code} before it listened`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      worker.postMessage("stop");
      await ended;
    },
  };
};
