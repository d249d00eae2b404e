import { expect, it } from "vitest";
import { clvBandOf, nextBand } from "../../../../shared/scoring/value/clv-bands.ts";

it("a band begins at 1, 2 or 5 times a power of ten of major units, its edge included", () => {
  const edges = [-1, 0, 99, 100, 199, 200, 499, 500, 999, 1000, 3629, 100_000].map((cents) => clvBandOf(cents, 100));
  expect(edges).toEqual([0, 0, 0, 100, 100, 200, 200, 500, 500, 1000, 2000, 100_000]);
  expect([0, 1, 4, 9].map((yen) => clvBandOf(yen, 1))).toEqual([0, 1, 2, 5]);
});

it("a value a hair under a power of ten, as far as numbers can tell, is in a band all the same", () => {
  expect([5e12, 1e13]).toContain(clvBandOf(1e13 - 1, 100));
});

it("bands follow each other: 0, 1, 2, 5, 10, 20 and so on in major units", () => {
  const edges = [0];
  for (let i = 0; i < 7; i++) edges.push(nextBand(edges.at(-1) ?? 0, 100));
  expect(edges).toEqual([0, 100, 200, 500, 1000, 2000, 5000, 10_000]);
});
