import { expect, it } from "vitest";
import { PairIndex } from "../../../../shared/scoring/value/pair-index.ts";

it("a pair is nowhere until it is put somewhere, place 0 included", () => {
  const index = new PairIndex();
  expect([index.find(3, 70), index.find(0, 0)]).toEqual([-1, -1]);
  index.put(3, 70, 0);
  expect([index.find(3, 70), index.find(3, 71), index.find(4, 70)]).toEqual([0, -1, -1]);
});

it("every pair is found again, however the days jump", () => {
  const index = new PairIndex();
  const days = [5, 127, 128, 129, 5000, 0, 4999, 5001, 20_000];
  for (const [at, day] of days.entries()) index.put(2, day, at);
  expect(days.map((day) => index.find(2, day))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect([1, 130, 4998, 19_999, 20_001].map((day) => index.find(2, day))).toEqual([-1, -1, -1, -1, -1]);
});
