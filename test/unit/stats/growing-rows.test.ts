import { expect, test } from "vitest";
import { GrowingRows } from "../../../shared/stats/growing-rows.ts";

test("rows stand one after another, each where its add said, through all growing", () => {
  const rows = new GrowingRows(3);
  for (let i = 0; i < 1000; i++) expect(rows.add([i, i / 8, -1])).toBe(3 * i);
  for (let i = 0; i < 1000; i++) expect([...rows.values.subarray(3 * i, 3 * i + 3)]).toEqual([i, i / 8, -1]);
});

test("what a row lacks is 0, and there are no values before the first row", () => {
  const rows = new GrowingRows(3);
  expect(rows.values).toHaveLength(0);
  rows.add([5]);
  rows.add(Float64Array.of(6, 7));
  expect([...rows.values.subarray(0, 6)]).toEqual([5, 0, 0, 6, 7, 0]);
});

test("room for 64 rows, then twice as many each time, is used up to the last before there is more", () => {
  const rows = new GrowingRows(3);
  const arrays = new Map<Float64Array, number>();
  for (let i = 0; i < 1024; i++) {
    rows.add([i]);
    arrays.set(rows.values, (arrays.get(rows.values) ?? 0) + 1);
  }
  expect([...arrays.values()]).toEqual([64, 64, 128, 256, 512]);
});

test("a single very wide row has its room", () => {
  const wide = new GrowingRows(1000);
  wide.add(new Float64Array(1000).fill(2));
  expect(wide.add([1])).toBe(1000);
  expect([wide.values[999], wide.values[1000]]).toEqual([2, 1]);
});
