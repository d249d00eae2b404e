import { describe, expect, it } from "vitest";
import { createPacer } from "../../../shared/mail/pacer.ts";

const clock = () => {
  let ms = 0;
  return {
    elapsedMs: () => ms,
    sleep: async (milliseconds: number) => {
      ms += milliseconds;
    },
    pass: (milliseconds: number) => {
      ms += milliseconds;
    },
  };
};

describe("a pacer", () => {
  it("lets the first pass at once, and the next when their moment comes", async () => {
    const time = clock();
    const pace = createPacer(4, time);
    const moments: number[] = [];
    for (let index = 0; index < 4; index++) {
      await pace();
      moments.push(time.elapsedMs());
    }
    expect(moments).toEqual([0, 250, 500, 750]);
  });

  it("does not make who was slow anyway wait", async () => {
    const time = clock();
    const pace = createPacer(4, time);
    await pace();
    time.pass(400);
    await pace();
    expect(time.elapsedMs()).toBe(400);
  });

  it("saves up no burst in a pause", async () => {
    const time = clock();
    const pace = createPacer(10, time);
    await pace();
    time.pass(60_000);
    await pace();
    await pace();
    expect(time.elapsedMs()).toBe(60_100);
  });
});
