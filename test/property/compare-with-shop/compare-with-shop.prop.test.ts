import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparedShop, saleAt } from "../../support/compared-shop.ts";
import { often } from "../../support/often.ts";
import { faults } from "../../support/shop-apis/shop-server.ts";

const MOST_ORDERS = 12;
const HOUR_MS = 3_600_000;

/** An order is placed, or changes: how long after the last event, what it is worth then, and whether its webhook came. */
const change = fc.record({
  id: fc.integer({ min: 1, max: MOST_ORDERS }),
  // Many in one second: a bulk edit.
  afterMs: fc.constantFrom(0, 0, 0, 1_000, HOUR_MS, 9 * HOUR_MS),
  totalMinor: fc.integer({ min: 100, max: 99_999 }),
  told: fc.boolean(),
});
const fault = fc.constantFrom(
  ...[undefined, undefined, undefined],
  ...[faults.status(429), faults.status(503, { "retry-after": "3" }), faults.status(401), faults.status(301)],
  ...[faults.text("[{"), faults.text('{"orders":[{}]}'), faults.cutOff(), faults.hangUp()],
);
const night = fc.record({
  before: fc.array(change, { maxLength: 8 }),
  /** While its pages are read, between two of them. */
  during: fc.array(change, { maxLength: 4 }),
  faults: fc.array(fault, { maxLength: 9 }),
  /** Nights that were not held after it. */
  missed: fc.integer({ min: 0, max: 3 }),
});
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

describe.each(["woocommerce", "shopify"] as const)("nights beside %s", (source) => {
  it("end in what the shop has, whatever was lost, moved between pages, or broke off", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(night, { minLength: 1, maxLength: 5 }), async (nights) => {
        const shop = await comparedShop(source, { days: 1, mostPerPage: 3 });
        try {
          const placed = new Map<number, string>();
          let lastMs = Date.parse(shop.at());
          const happen = async ({ id, afterMs, totalMinor, told }: Change): Promise<void> => {
            lastMs = Math.floor(Math.min(Date.parse(shop.at()), lastMs + afterMs) / 1000) * 1000;
            const updatedAt = new Date(lastMs).toISOString();
            const orderedAt = placed.get(id) ?? updatedAt;
            placed.set(id, orderedAt);
            await shop.sell(saleAt(id, orderedAt, { updatedAt, totalMinor }), { told });
          };
          for (const { before, during, faults: broken, missed } of nights) {
            for (const one of before) await happen(one);
            const waiting = [...during];
            const happening: Promise<void>[] = [];
            shop.onAnswer(() => {
              const one = waiting.shift();
              lastMs = Date.parse(shop.at());
              if (one) happening.push(happen(one));
            });
            shop.server.faults.push(...broken);
            await shop.compare();
            shop.server.faults.splice(0);
            await Promise.all(happening);
            await shop.record();
            shop.wait((1 + missed) * 24 * HOUR_MS);
            lastMs = Date.parse(shop.at()) - 12 * HOUR_MS;
          }
          shop.onAnswer(() => {});
          expect((await shop.compare()).found).toMatchObject({ newsRead: true });
          await shop.record();
          for (const [id, { body }] of shop.server.orders) {
            const total = Number(JSON.parse(body).total ?? JSON.parse(body).total_price);
            expect([id, shop.orders().get(`${source}#${id}`)?.netMinor]).toEqual([id, Math.round(total * 100)]);
          }
          shop.wait(24 * HOUR_MS);
          expect((await shop.compare()).found).toMatchObject({ queued: 0, differing: 0 });
          expect(shop.failures).toEqual([]);
        } finally {
          await shop.server.close();
        }
      }),
      { numRuns: often(25), seed: 7 },
    );
  });
});
