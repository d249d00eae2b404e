import { describe, expect, test } from "vitest";
import { aheadInOrder } from "../../../shared/model/ahead-in-order.ts";

const pause = (turns: number) => new Promise<void>((resolve) => setTimeout(resolve, turns));

const collect = async <T>(results: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const result of results) all.push(result);
  return all;
};

describe("working ahead in order", () => {
  test("answers in the items' order, whichever is done first, and never has more begun than it may", async () => {
    let [open, most] = [0, 0];
    const work = async (item: number) => {
      open += 1;
      most = Math.max(most, open);
      await pause(item % 3);
      open -= 1;
      return 10 * item;
    };
    const items = Array.from({ length: 20 }, (_, item) => item);
    expect(await collect(aheadInOrder(items, 4, work))).toEqual(items.map((item) => 10 * item));
    expect(most).toBe(4);
    expect(await collect(aheadInOrder([], 4, work))).toEqual([]);
  });

  test("throws an item's error at its turn, after those before it, and sees through what is begun", async () => {
    let [ended, begun] = [0, 0];
    const work = async (item: number) => {
      begun += 1;
      await pause(item === 2 ? 0 : 3);
      ended += 1;
      if (item === 2) throw new Error("two");
      return item;
    };
    const seen: number[] = [];
    await expect(async () => {
      for await (const result of aheadInOrder([0, 1, 2, 3, 4, 5, 6], 3, work)) seen.push(result);
    }).rejects.toThrow("two");
    expect(seen).toEqual([0, 1]);
    expect([begun, ended]).toEqual([5, 5]);
  });

  test("begins nothing more when nobody takes the rest", async () => {
    const begun: number[] = [];
    for await (const _first of aheadInOrder([0, 1, 2, 3, 4], 2, async (item) => begun.push(item))) break;
    expect(begun).toEqual([0, 1]);
  });
});
