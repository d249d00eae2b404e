import { parentPort, workerData } from "node:worker_threads";
import * as z from "zod";

/** Runs in a worker thread: loads one bundle and works on one event at a time, as a Lambda environment does. */
const given = z
  .object({
    entryUrl: z.string(),
    handlerName: z.string(),
    functionName: z.string(),
    functionArn: z.string(),
    memory: z.string(),
  })
  .parse(workerData);
const requestSchema = z.object({ requestId: z.string(), event: z.string(), deadline: z.number() });
const functionSchema = z.custom<(event: unknown, context: unknown) => unknown>((value) => typeof value === "function");

const describeError = (error: unknown) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

const createContext = (requestId: string, deadline: number) => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName: given.functionName,
  functionVersion: "$LATEST",
  invokedFunctionArn: given.functionArn,
  memoryLimitInMB: given.memory,
  awsRequestId: requestId,
  logGroupName: `/aws/lambda/${given.functionName}`,
  logStreamName: "local",
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});

const load = async () => {
  const bundle: unknown = await import(given.entryUrl);
  return functionSchema.parse(z.record(z.string(), z.unknown()).parse({ ...Object(bundle) })[given.handlerName]);
};
// Begun at once, as the init phase is; a bundle that does not load fails every invocation with its reason.
const loading = load();

const work = async (message: unknown) => {
  const { requestId, event, deadline } = requestSchema.parse(message);
  try {
    const handler = await loading;
    const payload = await handler(JSON.parse(event), createContext(requestId, deadline));
    return { requestId, ok: true, payload: JSON.stringify(payload ?? null) };
  } catch (error) {
    return { requestId, ok: false, error: describeError(error) };
  }
};

await loading.catch(() => undefined);
parentPort?.on("message", async (message) => parentPort?.postMessage(await work(message)));
parentPort?.postMessage("ready");
