import { randomUUID } from "node:crypto";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import * as z from "zod";
import type { FunctionDefinition } from "../template/function-definitions.ts";

const errorSchema = z.object({ errorType: z.string(), errorMessage: z.string(), trace: z.array(z.string()) });
export type FunctionError = z.infer<typeof errorSchema>;
/** What an invocation came to: a JSON text, or an error by the name that Lambda would report. */
export type Invocation = { ok: true; payload: string } | { ok: false; error: FunctionError };

const answerSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), payload: z.string() }),
  z.object({ ok: z.literal(false), error: errorSchema }),
]);

/** One environment of a function: a thread that holds its bundle and takes one event at a time. */
export type Sandbox = {
  /** `event`: a JSON text. Never rejects: a crash or a timeout is an error of that invocation, and the sandbox is gone. */
  invoke: (event: string) => Promise<Invocation>;
  alive: () => boolean;
  stop: () => Promise<void>;
};

/**
 * A bundle loads in its own time, before a function's time begins to count. The limit ends only what hangs: on a slow or
 * busy machine many bundles load at once.
 */
const loadLimitSeconds = 600;

const failure = (errorType: string, errorMessage: string): Invocation => ({
  ok: false,
  error: { errorType, errorMessage, trace: [] },
});

const startThread = ({ entry, handlerName, name, arn, memoryMegabytes }: FunctionDefinition, env: NodeJS.ProcessEnv) =>
  new Worker(new URL("./lambda-thread.ts", import.meta.url), {
    workerData: {
      entryUrl: pathToFileURL(entry).href,
      handlerName,
      functionName: name,
      functionArn: arn,
      memory: String(memoryMegabytes),
    },
    env,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
  });

/** Starts a sandbox. `onOutput` gets what the function prints. */
export const startSandbox = (
  definition: FunctionDefinition,
  env: NodeJS.ProcessEnv,
  onOutput: (text: string) => void,
): Sandbox => {
  const worker = startThread(definition, env);
  let settle: ((invocation: Invocation) => void) | undefined;
  let death: Invocation | undefined;
  const finish = (invocation: Invocation) => {
    settle?.(invocation);
    settle = undefined;
  };
  const { promise: ready, resolve: setReady } = Promise.withResolvers<void>();
  const loadTimer = setTimeout(() => stopLate(loadLimitSeconds), loadLimitSeconds * 1000);
  const die = (reason: Invocation) => {
    death ??= reason;
    clearTimeout(loadTimer);
    setReady();
    finish(death);
  };
  const stopLate = (seconds: number) => {
    die(failure("Sandbox.Timedout", `Task timed out after ${seconds.toFixed(2)} seconds`));
    void worker.terminate();
  };
  for (const stream of [worker.stdout, worker.stderr]) stream.setEncoding("utf8").on("data", onOutput);
  worker.once("message", () => {
    clearTimeout(loadTimer);
    setReady();
    worker.on("message", (message) => finish(answerSchema.parse(message)));
  });
  worker.on("error", (error: unknown) => {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    die(failure(name, message));
  });
  worker.on("exit", (code) => die(failure("Runtime.ExitError", `the function's process ended with status ${code}`)));

  const invoke = async (event: string) => {
    await ready;
    if (death) return death;
    const { promise, resolve } = Promise.withResolvers<Invocation>();
    const limitMilliseconds = definition.timeoutSeconds * 1000;
    const timer = setTimeout(() => stopLate(definition.timeoutSeconds), limitMilliseconds);
    settle = (invocation) => {
      clearTimeout(timer);
      resolve(invocation);
    };
    worker.postMessage({ requestId: randomUUID(), event, deadline: Date.now() + limitMilliseconds });
    return promise;
  };
  return {
    invoke,
    alive: () => death === undefined,
    stop: async () => {
      await worker.terminate();
    },
  };
};
