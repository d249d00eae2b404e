import fc from "fast-check";
import { expect, it } from "vitest";
import { addEncodedCells, CellCounter, type Cells, encodeCells } from "../../../../shared/scoring/summaries/cells.ts";
import { holdFit } from "../../../support/hold-fit.ts";
import { lowPurchaseShop, simulatePurchases } from "../../../support/simulate-customers.ts";

const SEED = 20261121;
const triple = fc
  .record({
    x: fc.nat({ max: 5 }),
    age: fc.nat({ max: 800 }),
    silent: fc.nat({ max: 800 }),
    n: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ x, age, silent, n }) => ({ x, age, recency: x === 0 ? 0 : Math.max(0, age - silent), n }));
type Triple = { x: number; age: number; recency: number; n: number };
const gather = (triples: readonly Triple[]): Cells => {
  const counter = new CellCounter();
  for (const { x, recency, age, n } of triples) counter.add(x, recency, age, n);
  return counter.toCells();
};

it("cells are the same in whatever order and shards customers come, through bytes or not", () => {
  fc.assert(
    fc.property(fc.array(triple, { maxLength: 300 }), fc.nat({ max: 300 }), (triples, at) => {
      const one = gather(triples);
      const merged = new CellCounter();
      merged.merge(gather(triples.slice(at).reverse()));
      addEncodedCells(merged, encodeCells(gather(triples.slice(0, at))));
      expect(merged.toCells()).toEqual(one);
      const keys = Array.from({ length: one.length }, (_, i) =>
        [one.repeats[i], one.ageDays[i], one.recencyDays[i]].join(),
      );
      expect(new Set(keys).size).toBe(keys.length);
      expect(one.count.reduce((a, b) => a + b, 0)).toBe(triples.reduce((sum, { n }) => sum + n, 0));
    }),
    { seed: SEED },
  );
});

it("cells keep their count past the room they start with", () => {
  const counter = new CellCounter();
  for (let i = 0; i < 10_000; i++) counter.add(i % 3, i % 7, 10 + (i % 700));
  expect(counter.toCells().count.reduce((a, b) => a + b, 0)).toBe(10_000);
});

it("the night's model is the same to the last bit, however customers are ordered and cut into shards", async () => {
  const shop = simulatePurchases(lowPurchaseShop, 600, 3);
  const whole = await holdFit([shop]);
  expect(whole.chosen).toBe("mbgnbd");
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(shop, { minLength: shop.length }),
      fc.array(fc.nat({ max: shop.length }), { maxLength: 6 }),
      async (shuffled, ends) => {
        const cuts = [0, ...ends.sort((a, b) => a - b), shop.length];
        const shards = cuts.slice(1).map((end, i) => shuffled.slice(cuts[i], end));
        expect(await holdFit(shards)).toEqual(whole);
      },
    ),
    { seed: SEED, numRuns: 15 },
  );
});
