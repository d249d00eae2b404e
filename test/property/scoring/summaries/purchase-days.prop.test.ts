import fc from "fast-check";
import { expect, it } from "vitest";
import { fromEpochDay, toEpochDay } from "../../../../shared/scoring/summaries/epoch-day.ts";
import { decodePurchaseDays, encodePurchaseDays } from "../../../../shared/scoring/summaries/purchase-days.ts";
import { summarisePurchases } from "../../../../shared/scoring/summaries/purchase-summary.ts";

const SEED = 20261121;
const purchaseDays = fc
  .uniqueArray(
    fc.record({
      day: fc.integer({ min: -30000, max: 60000 }),
      orders: fc.integer({ min: 1, max: 9999 }),
      netMinor: fc.maxSafeInteger(),
    }),
    { selector: ({ day }) => day, maxLength: 40 },
  )
  .map((days) => days.sort((a, b) => a.day - b.day));

it("purchase days come back from their bytes as they went in", () => {
  fc.assert(
    fc.property(purchaseDays, (days) => {
      expect(decodePurchaseDays(encodePurchaseDays(days))).toEqual(days);
    }),
    { seed: SEED },
  );
});

const habitDays = fc
  .tuple(purchaseDays, fc.array(fc.tuple(fc.nat(24), fc.nat(9999), fc.nat(32)), { minLength: 40, maxLength: 40 }))
  .map(([days, habits]) =>
    days.map((purchase, i) => {
      const [hour, discounted, category] = habits[i] ?? [0, 0, 0];
      return {
        ...purchase,
        habit: {
          hour: hour === 24 ? undefined : hour,
          discountedOrders: Math.min(discounted, purchase.orders),
          category: category === 32 ? undefined : category,
        },
      };
    }),
  );

it("purchase days with habits come back from their bytes as they went in", () => {
  fc.assert(
    fc.property(habitDays, (days) => {
      expect(decodePurchaseDays(encodePurchaseDays(days))).toStrictEqual(days);
    }),
    { seed: SEED },
  );
});

it("whatever bytes are read as purchase days, the answer is rising days or a PurchaseDaysError", () => {
  fc.assert(
    fc.property(fc.constantFrom(1, 2), fc.uint8Array({ maxLength: 30 }), (version, bytes) => {
      try {
        const days = decodePurchaseDays(Uint8Array.of(version, ...bytes));
        expect(days.every(({ day, orders }, i) => orders > 0 && (i === 0 || day > (days[i - 1]?.day ?? 0)))).toBe(true);
      } catch (error) {
        expect(error).toMatchObject({ name: "PurchaseDaysError" });
      }
    }),
    { seed: SEED, numRuns: 1000 },
  );
});

it("a day and its number are the same thing", () => {
  fc.assert(
    fc.property(fc.integer({ min: -719162, max: 2932896 }), (day) => {
      expect(toEpochDay(fromEpochDay(day))).toBe(day);
    }),
    { seed: SEED },
  );
});

it("a summary as of a day is that of the purchases until then", () => {
  fc.assert(
    fc.property(
      purchaseDays,
      fc.integer({ min: -30000, max: 60000 }),
      fc.integer({ min: 1, max: 800 }),
      (days, asOf, window) => {
        const known = days.filter(({ day }) => day <= asOf);
        expect(summarisePurchases(days, asOf, window)).toEqual(summarisePurchases(known, asOf, window));
      },
    ),
    { seed: SEED },
  );
});
