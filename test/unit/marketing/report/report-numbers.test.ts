import { describe, expect, test } from "vitest";
import { decimalOf, minorDigits } from "../../../../shared/model/minor-units.ts";
import { toEpochDay } from "../../../../shared/scoring/summaries/epoch-day.ts";
import { OrderWeeks } from "../../../../shared/scoring/summaries/order-weeks.ts";
import { clvBandOf, nextBand } from "../../../../shared/scoring/value/clv-bands.ts";

describe("bands of value", () => {
  test.each([
    [-5, 0],
    [0, 0],
    [99, 0],
    [100, 100],
    [199, 100],
    [200, 200],
    [499, 200],
    [500, 500],
    [999, 500],
    [1000, 1000],
    [3629, 2000],
    [100_000, 100_000],
  ])("%i cents are in the band from %i", (value, edge) => {
    expect(clvBandOf(value, 100)).toBe(edge);
  });

  test("follow each other without a gap, in any currency", () => {
    for (const unit of [1, 100, 1000]) {
      let edge = 0;
      for (let step = 0; step < 20; step++) {
        const next = nextBand(edge, unit);
        expect(clvBandOf(edge, unit)).toBe(edge);
        expect(clvBandOf(next - 1, unit)).toBe(edge);
        expect(clvBandOf(next, unit)).toBe(next);
        edge = next;
      }
    }
  });
});

describe("orders by week", () => {
  const day = (text: string, orders = 1) => ({ day: toEpochDay(text), orders, netMinor: 100 * orders });

  test("begin on Monday, and weeks without orders between others are there", () => {
    const weeks = new OrderWeeks();
    weeks.addCustomer([day("2026-11-01"), day("2026-11-16", 2), day("2026-11-22")], toEpochDay("2026-12-31"));
    expect(weeks.toWeeks()).toEqual([
      { weekOf: "2026-10-26", orders: 1, netMinor: 100, newCustomers: 1 },
      { weekOf: "2026-11-02", orders: 0, netMinor: 0, newCustomers: 0 },
      { weekOf: "2026-11-09", orders: 0, netMinor: 0, newCustomers: 0 },
      { weekOf: "2026-11-16", orders: 3, netMinor: 300, newCustomers: 0 },
    ]);
  });

  test("leave out what came after the as-of day, and are empty without orders", () => {
    const weeks = new OrderWeeks();
    weeks.addCustomer([day("2026-11-16")], toEpochDay("2026-11-15"));
    expect(weeks.toWeeks()).toEqual([]);
  });

  test("of two shards merged are those of one", () => {
    const histories = [[day("2026-11-01"), day("2026-11-16")], [day("2025-01-05", 4)], [day("2026-11-03")]];
    const asOf = toEpochDay("2026-12-31");
    const whole = new OrderWeeks();
    const merged = new OrderWeeks();
    for (const history of histories) {
      const shard = new OrderWeeks();
      shard.addCustomer(history, asOf);
      merged.merge(shard.toWeeks());
      whole.addCustomer(history, asOf);
    }
    expect(merged.toWeeks()).toEqual(whole.toWeeks());
  });
});

test("amounts are decimals with their currency's digits", () => {
  expect([decimalOf(-1205, "EUR"), decimalOf(5, "JPY"), decimalOf(1, "KWD"), decimalOf(0, "USD")]).toEqual([
    "-12.05",
    "5",
    "0.001",
    "0.00",
  ]);
  expect(minorDigits("IRT")).toBe(2);
});
