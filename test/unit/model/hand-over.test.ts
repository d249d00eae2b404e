import { describe, expect, test } from "vitest";
import { handOver } from "../../../shared/model/hand-over.ts";

const collect = async (chunks: AsyncIterable<number>): Promise<number[]> => {
  const all: number[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
};

describe("handing chunks over", () => {
  test("gives them in their order, and answers what the taker made of them", async () => {
    const file = handOver(collect);
    for (const chunk of [1, 2, 3]) await file.give(chunk);
    expect(await file.end()).toEqual([1, 2, 3]);
    expect(await handOver(collect).end()).toEqual([]);
  });

  test("waits for a taker that is slower", async () => {
    const taken: number[] = [];
    let goOn = () => {};
    const file = handOver(async (chunks: AsyncIterable<number>) => {
      for await (const chunk of chunks) {
        taken.push(chunk);
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
      }
    });
    await file.give(1);
    let given = false;
    const second = file.give(2).then(() => {
      given = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect([given, taken]).toEqual([false, [1]]);
    goOn();
    await second;
    const end = file.end();
    await new Promise((resolve) => setTimeout(resolve, 5));
    goOn();
    await end;
    expect(taken).toEqual([1, 2]);
  });

  test("fails with what the taker fails with, and lets the taker fail with what the giver met", async () => {
    const full = handOver(async () => {
      throw new Error("disk full");
    });
    await expect(full.give(1)).rejects.toThrow("disk full");
    await expect(full.end()).rejects.toThrow("disk full");
    let met: unknown;
    const file = handOver(async (chunks: AsyncIterable<number>) => {
      await collect(chunks).catch((error: unknown) => {
        met = error;
      });
    });
    await file.give(1);
    await file.giveUp(new Error("no more"));
    expect(met).toEqual(new Error("no more"));
  });
});
