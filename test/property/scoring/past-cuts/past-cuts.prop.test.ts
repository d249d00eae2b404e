import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endsOfBin } from "../../../../shared/scoring/past-cuts/past-bins.ts";
import type { PastCells } from "../../../../shared/scoring/past-cuts/past-cells.ts";
import { PAST_SUMS } from "../../../../shared/scoring/past-cuts/past-cells.ts";
import {
  addPastCuts,
  mergePastCutsFile,
  newPastCutCounts,
  pastCutsFileSchema,
  toPastCuts,
  toPastCutsFile,
} from "../../../../shared/scoring/past-cuts/past-cuts.ts";
import type { PurchaseDay } from "../../../../shared/scoring/summaries/purchase-days.ts";

const SEED = 20261130;
const AS_OF_DAY = 20_000;

const customer = fc
  .uniqueArray(fc.nat({ max: 1500 }), { minLength: 1, maxLength: 30 })
  .chain((agos) =>
    fc
      .array(fc.integer({ min: -5_000, max: 90_000 }), { minLength: agos.length, maxLength: agos.length })
      .map((nets) =>
        agos
          .toSorted((a, b) => b - a)
          .map((ago, i): PurchaseDay => ({ day: AS_OF_DAY + 20 - ago, orders: 1, netMinor: nets[i] ?? 0 })),
      ),
  );
const shop = fc.array(customer, { maxLength: 40 });

const count = (customers: readonly (readonly PurchaseDay[])[]) => {
  const counts = newPastCutCounts();
  for (const days of customers) addPastCuts(counts, days, AS_OF_DAY);
  return counts;
};
const total = (cells: PastCells, name: (typeof PAST_SUMS)[number]) => cells[name].reduce((sum, n) => sum + n, 0);

/** What one cut should hold in all, said as plainly as can be. */
const plainly = (customers: readonly (readonly PurchaseDay[])[], cutDay: number) => {
  const sums = Object.fromEntries(PAST_SUMS.map((name) => [name, 0]));
  for (const days of customers) {
    const known = days.filter(({ day }) => day <= cutDay);
    const [first, last] = [known[0], known.at(-1)];
    if (first === undefined || last === undefined) continue;
    const next = days.filter(({ day }) => day > cutDay && day <= Math.min(AS_OF_DAY, cutDay + 90)).length;
    const add = (name: string, more: number) => {
      sums[name] = (sums[name] ?? 0) + more;
    };
    add("customers", 1);
    add("buyers", next > 0 ? 1 : 0);
    add("purchases", next);
    add("repeats", known.length - 1);
    add("ageDays", cutDay - first.day);
    add("daysSilent", cutDay - last.day);
    for (const { netMinor } of known) add("netMinor", netMinor);
  }
  return sums;
};

describe("cuts of the past", () => {
  it("are the same in whatever order and shards customers come, through files or not", () => {
    fc.assert(
      fc.property(shop, fc.nat({ max: 40 }), (customers, at) => {
        const merged = newPastCutCounts();
        for (const shard of [customers.slice(at).reverse(), customers.slice(0, at)]) {
          const json = JSON.stringify(toPastCutsFile(count(shard)));
          mergePastCutsFile(merged, pastCutsFileSchema.parse(JSON.parse(json)));
        }
        expect(toPastCuts(merged)).toEqual(toPastCuts(count(customers)));
        expect(toPastCutsFile(merged)).toEqual(toPastCutsFile(count(customers)));
      }),
      { seed: SEED },
    );
  });

  it("hold what was known then, and what came", () => {
    fc.assert(
      fc.property(shop, (customers) => {
        const { tonight, cuts } = toPastCuts(count(customers));
        for (const { daysBefore, cells, after } of [
          { daysBefore: 0, cells: tonight, after: { purchases: [], netMinor: [] } },
          ...cuts,
        ]) {
          const found = Object.fromEntries(PAST_SUMS.map((name) => [name, total(cells, name)]));
          expect(found).toEqual(plainly(customers, AS_OF_DAY - daysBefore));
          const cutDay = AS_OF_DAY - daysBefore;
          const since = customers
            .filter(([first]) => (first?.day ?? 0) <= cutDay)
            .flatMap((days) => days.filter(({ day }) => day > cutDay && day <= AS_OF_DAY));
          expect(after.purchases.reduce((sum, n) => sum + n, 0)).toBe(since.length);
          expect(after.netMinor.reduce((sum, n) => sum + n, 0)).toBe(since.reduce((sum, d) => sum + d.netMinor, 0));
        }
      }),
      { seed: SEED },
    );
  });

  it("are known without a few who brought far more than all others, as if these were not there, whatever the shards", () => {
    const purchase = fc.record({ ago: fc.nat({ max: 1500 }), netMinor: fc.integer({ min: 900, max: 1_100 }) });
    const ordinary = fc.array(purchase, { minLength: 1, maxLength: 4 });
    const daysOf = (purchases: readonly { ago: number; netMinor: number }[]): PurchaseDay[] =>
      [...new Map(purchases.map(({ ago, netMinor }) => [AS_OF_DAY - ago, netMinor]))]
        .sort(([a], [b]) => a - b)
        .map(([day, netMinor]) => ({ day, orders: 1, netMinor }));
    const shops = fc.array(ordinary.map(daysOf), { minLength: 60, maxLength: 80 });
    const resellers = fc.array(
      ordinary.map((purchases) => daysOf(purchases).map((one) => ({ ...one, netMinor: 300 * one.netMinor }))),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(shops, resellers, fc.nat({ max: 80 }), fc.boolean(), (customers, odd, at, first) => {
        const without = toPastCuts(count(customers));
        expect(without.usual).toBeUndefined();
        const all = first ? [...odd, ...customers] : [...customers, ...odd];
        const merged = newPastCutCounts();
        for (const shard of [all.slice(at).reverse(), all.slice(0, at)])
          mergePastCutsFile(merged, pastCutsFileSchema.parse(JSON.parse(JSON.stringify(toPastCutsFile(count(shard))))));
        expect(toPastCutsFile(merged)).toEqual(toPastCutsFile(count(all)));
        const { usual, ...whole } = toPastCuts(merged);
        expect(usual).toEqual({ leftOut: odd.length, ...without });
        expect(whole.tonight.customers.reduce((sum, n) => sum + n, 0)).toBe(all.length);
      }),
      { seed: SEED },
    );
  });

  it("put customers in bins whose ends hold them", () => {
    fc.assert(
      fc.property(customer, (days) => {
        const { cells } = toPastCuts(count([days])).cuts[6] ?? { cells: undefined };
        if (cells === undefined || cells.length === 0) return;
        const ends = endsOfBin(cells.bin[0] ?? -1);
        const cutDay = AS_OF_DAY - 365;
        const inSeason = (yearsAgo: number) =>
          days.filter(({ day }) => day > cutDay - 365 * yearsAgo && day <= cutDay - 365 * yearsAgo + 90).length;
        expect(ends.ageDays).toBeLessThanOrEqual(cells.ageDays[0] ?? -1);
        expect(ends.ageDays).toBeGreaterThanOrEqual(Math.floor((cells.ageDays[0] ?? 0) / 1.6));
        expect(ends.daysSilent).toBeLessThanOrEqual(cells.daysSilent[0] ?? -1);
        expect(ends.repeats).toBeLessThanOrEqual(cells.repeats[0] ?? -1);
        expect(ends.seasonLastYear).toBe(Math.min(3, inSeason(1)));
        expect(ends.seasonYearBefore).toBe(Math.min(1, inSeason(2)));
      }),
      { seed: SEED },
    );
  });
});
