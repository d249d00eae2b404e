import type { Invocation, Sandbox } from "./sandbox.ts";

/** Every sandbox of one function. */
export type FunctionPool = { invoke: (event: string) => Promise<Invocation>; stop: () => Promise<void> };

/**
 * Invokes in a sandbox that is free, else in a new one, else waits: at most `limit` run at once.
 * Sandboxes start at their first event and stay warm; one that died is replaced at the next.
 */
export const createFunctionPool = (limit: number, start: () => Sandbox): FunctionPool => {
  const free: Sandbox[] = [];
  const all = new Set<Sandbox>();
  const waiting: ((sandbox: Sandbox) => void)[] = [];
  let stopped = false;

  const take = (): Promise<Sandbox> => {
    const sandbox = free.pop();
    if (sandbox) return Promise.resolve(sandbox);
    if (all.size >= limit) return new Promise((resolve) => waiting.push(resolve));
    const started = start();
    all.add(started);
    return Promise.resolve(started);
  };
  const giveBack = (sandbox: Sandbox) => {
    const next = waiting.shift();
    if (sandbox.alive()) {
      if (next) next(sandbox);
      else free.push(sandbox);
      return;
    }
    all.delete(sandbox);
    if (next) void take().then(next);
  };

  return {
    invoke: async (event) => {
      if (stopped) throw new Error("the embedded system has been stopped");
      const sandbox = await take();
      try {
        return await sandbox.invoke(event);
      } finally {
        giveBack(sandbox);
      }
    },
    stop: async () => {
      stopped = true;
      await Promise.all([...all].map((sandbox) => sandbox.stop()));
    },
  };
};
