import { expect, test } from "vitest";
import { countBySample } from "../../../shared/adapters/scan-segments.ts";

/** A table of so many keys, spread evenly; answers what is counted of it. */
const counting = async (keys: number) => {
  const asked: number[] = [];
  let rows = 0;
  const estimate = await countBySample(async (segment, segments) => {
    expect(segment).toBe(0);
    asked.push(segments);
    rows += Math.floor(keys / segments);
    return Math.floor(keys / segments);
  });
  return { estimate, asked, rows };
};

test("a small table is counted by a sixteenth, a large one by a segment that holds enough", async () => {
  expect(await counting(0)).toEqual({ estimate: 0, asked: [4096, 512, 64, 16], rows: 0 });
  expect((await counting(48)).estimate).toBe(48);
  expect((await counting(600_000)).asked).toEqual([4096, 512, 64, 16]);
  expect((await counting(10_000_000)).asked).toEqual([4096, 512]);
});

test("a table of ten million or a hundred million takes seconds to count, not minutes", async () => {
  for (const keys of [1e5, 1e6, 1e7, 2.6e7, 1e8, 1e9]) {
    const { estimate, rows } = await counting(keys);
    expect([keys, rows < 250_000]).toEqual([keys, true]);
    expect(Math.abs(estimate / keys - 1)).toBeLessThan(0.01);
  }
});
