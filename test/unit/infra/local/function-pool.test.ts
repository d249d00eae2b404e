import { describe, expect, it } from "vitest";
import { createFunctionPool } from "../../../../infra/local/functions/function-pool.ts";
import type { Invocation, Sandbox } from "../../../../infra/local/functions/sandbox.ts";

/** Sandboxes that answer when told to, and die on an event that says so. */
const fakeSandboxes = () => {
  const open: (() => void)[] = [];
  let started = 0;
  let running = 0;
  let most = 0;
  const start = (): Sandbox => {
    started += 1;
    let alive = true;
    return {
      invoke: (event) => {
        running += 1;
        most = Math.max(most, running);
        return new Promise<Invocation>((resolve) => {
          open.push(() => {
            running -= 1;
            alive = event !== "die";
            resolve({ ok: true, payload: event });
          });
        });
      },
      alive: () => alive,
      stop: async () => undefined,
    };
  };
  const finishOne = async () => {
    open.shift()?.();
    await new Promise((later) => setImmediate(later));
  };
  return { start, finishOne, counts: () => ({ started, most }) };
};
const settle = () => new Promise((later) => setImmediate(later));

describe("createFunctionPool", () => {
  it("keeps a sandbox warm for the next event", async () => {
    const { start, finishOne, counts } = fakeSandboxes();
    const pool = createFunctionPool(2, start);
    for (const event of ["1", "2"]) {
      const answer = pool.invoke(event);
      await settle();
      await finishOne();
      expect(await answer).toEqual({ ok: true, payload: event });
    }
    expect(counts().started).toBe(1);
  });

  it("never runs more at once than its limit, and works off those that wait in order", async () => {
    const { start, finishOne, counts } = fakeSandboxes();
    const pool = createFunctionPool(2, start);
    const order: string[] = [];
    const answers = ["1", "2", "3", "4", "5"].map((event) => pool.invoke(event).then(() => order.push(event)));
    await settle();
    for (let i = 0; i < 5; i++) await finishOne();
    await Promise.all(answers);
    expect(counts()).toEqual({ started: 2, most: 2 });
    expect(order).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("replaces a sandbox that died, also for an event that waits", async () => {
    const { start, finishOne, counts } = fakeSandboxes();
    const pool = createFunctionPool(1, start);
    const answers = [pool.invoke("die"), pool.invoke("2")];
    await settle();
    await finishOne();
    await finishOne();
    expect(await Promise.all(answers)).toHaveLength(2);
    expect(counts().started).toBe(2);
  });
});
