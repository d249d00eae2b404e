import { availableParallelism } from "node:os";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import type { Place } from "./ground.ts";
import type { StepName } from "./steps.ts";
import { type Answered, type Asked, type Begun, type Turn, unpackedError } from "./thread-messages.ts";

/** What a thread more is worth: each loads and warms up the program anew, which takes longer than the work of a small file. */
const BYTES_FOR_ONE = 16 * 1024 * 1024;

/** How many threads a file of so many bytes is worked on by. */
export const threadsFor = (bytes: number): number => (bytes < BYTES_FOR_ONE ? 1 : availableParallelism());

type Work = Asked & { resolve: (answer: unknown) => void; reject: (error: unknown) => void };

/**
 * Threads that do steps, one each at a time, in the order in which they were asked for. The thread that asks stays free, so that it
 * hears the operator. A thread that dies fails the step it was at.
 */
export const startThreads = (place: Place, count: number) => {
  const waiting: Work[] = [];
  const spent = new Map<StepName, number>();
  const nursery = nurseryMegabytes(count);
  const threads = Array.from({ length: count }, (_, thread) =>
    begin({ place, thread }, nursery, (name, seconds) => spent.set(name, (spent.get(name) ?? 0) + seconds)),
  );
  const idle = [...threads];
  const goOn = (): void => {
    while (idle.length > 0 && waiting.length > 0) {
      const [next, work] = [idle.shift(), waiting.shift()];
      if (next === undefined || work === undefined) return;
      next.take(work, () => {
        idle.push(next);
        goOn();
      });
    }
  };
  const ask = (name: StepName, input: unknown, turn: Turn = { at: place.at, night: place.night }): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.push({ name, input, turn, resolve, reject });
      goOn();
    });
  return {
    /** CPU seconds by step. */
    spent,
    /** What a step answers, for the place's own night or another; undefined for one that answers nothing. */
    ask,
    /** Asks every thread once; for when none is at work. */
    askEach: async (name: StepName, input: unknown): Promise<void> => {
      await Promise.all(threads.map(() => ask(name, input)));
    },
    stop: async (): Promise<void> => {
      await Promise.all(threads.map((thread) => thread.stop()));
    },
  };
};
export type Threads = ReturnType<typeof startThreads>;

/**
 * What a thread makes is mostly short-lived: in a smaller nursery it is moved about before it dies. By itself V8 begins with one
 * megabyte and grows it as it sees fit, and after `keepHeapsOfThreadsSmall` not at all. What one thread does is small.
 */
const nurseryMegabytes = (threads: number): number => (threads === 1 ? 8 : 16);
/** V8 counts a nursery three times: what is made there, where it is moved, and what is large. */
const NURSERIES = 3;

const begin = (begun: Begun, nursery: number, spend: (name: StepName, cpuSeconds: number) => void) => {
  // Heard by heaps that are made from now on.
  setFlagsFromString(`--min-semi-space-size=${nursery}`);
  const worker = new Worker(new URL("./thread-start.mjs", import.meta.url), {
    workerData: begun,
    resourceLimits: { maxYoungGenerationSizeMb: NURSERIES * nursery },
  });
  let at: { work: Work; done: () => void } | undefined;
  let broken: unknown;
  const end = (settle: (work: Work) => void) => {
    const ended = at;
    at = undefined;
    if (ended === undefined) return;
    settle(ended.work);
    ended.done();
  };
  const breakOff = (error: unknown) => {
    broken ??= error;
    end((work) => work.reject(broken));
  };
  worker.on("message", (told: Answered) =>
    end((work) => {
      spend(work.name, told.cpuSeconds);
      if ("error" in told) work.reject(unpackedError(told.error));
      else work.resolve(told.answer);
    }),
  );
  worker.on("error", breakOff);
  worker.on("exit", (status) => breakOff(new Error(`a thread ended by itself, with status ${status}`)));
  return {
    take: (work: Work, done: () => void): void => {
      at = { work, done };
      if (broken === undefined)
        worker.postMessage({ name: work.name, input: work.input, turn: work.turn } satisfies Asked);
      else breakOff(broken);
    },
    stop: () => worker.terminate(),
  };
};
