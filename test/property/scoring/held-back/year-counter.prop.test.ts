import fc from "fast-check";
import { expect, it } from "vitest";
import { YearCounter } from "../../../../shared/scoring/held-back/year-counter.ts";

const customer = fc
  .record({
    repeats: fc.integer({ min: 0, max: 400 }),
    recencyDays: fc.integer({ min: 1, max: 1800 }),
    silentDays: fc.integer({ min: 0, max: 1800 }),
    nextDay: fc.integer({ min: 0, max: 365 }),
  })
  .map(({ repeats, recencyDays, silentDays, nextDay }) => {
    const span = repeats === 0 ? 0 : recencyDays;
    return { repeats, recencyDays: span, ageDays: span + silentDays, nextDay, purchases: 0, netMinor: 0 };
  });
type Customer = typeof customer extends fc.Arbitrary<infer One> ? One : never;
const bytesOf = (customers: readonly Customer[]): Uint8Array => {
  const counter = new YearCounter();
  for (const one of customers) counter.add(one);
  return counter.toBytes();
};

it("a year held back is the same to the byte, whatever the shards and their order, and counts everybody once", () => {
  fc.assert(
    fc.property(fc.array(customer, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (customers, shards) => {
      const merged = new YearCounter();
      for (let shard = shards - 1; shard >= 0; shard--)
        merged.merge(bytesOf(customers.filter((_, i) => i % shards === shard).reverse()));
      expect(merged.toBytes()).toEqual(bytesOf(customers));
      const cells = merged.toCells();
      const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0);
      expect(sum(cells.customers)).toBe(customers.length);
      expect(sum(cells.returned)).toBe(customers.filter(({ nextDay }) => nextDay > 0).length);
      for (let i = 0; i < cells.length; i++) {
        const [x = 0, recency = 0, age = 0] = [cells.repeats[i], cells.recencyDays[i], cells.ageDays[i]];
        expect(x === 0 ? recency === 0 : recency > 0 && recency <= age).toBe(true);
      }
    }),
    { numRuns: 200, seed: 20261130 },
  );
});
