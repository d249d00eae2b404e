import { describe, expect, test } from "vitest";
import { PRICE_SENSITIVITY } from "../../../../shared/model/rule-limits.ts";
import { addToOutlook, emptyOutlook, mergeOutlook } from "../../../../shared/scoring/next-order/outlook-tally.ts";

type Customer = Parameters<typeof addToOutlook>[1];

/** As of 2026-11-20. */
const customer = (change: Partial<Customer>): Customer => ({
  last_order_on: "2026-11-10",
  days_silent: 10,
  p_alive: null,
  next_order_median: null,
  may_never_return: null,
  repeat_score: null,
  price_sensitivity: null,
  ...change,
});
const tallyOf = (customers: readonly Customer[], returnsWithinYear?: number) => {
  const tally = emptyOutlook();
  for (const one of customers) addToOutlook(tally, one, returnsWithinYear);
  return tally;
};

describe("the outlook of a shop's customers", () => {
  test.each([
    ["2026-11-20", 1, 1, 1],
    ["2026-11-27", 1, 1, 1],
    ["2026-11-28", 0, 1, 1],
    ["2026-12-20", 0, 1, 1],
    ["2026-12-21", 0, 0, 1],
    ["2027-02-18", 0, 0, 1],
    ["2027-02-19", 0, 0, 0],
  ])("counts who is due by %s as of 2026-11-20 within 7, 30 and 90 days", (median, days7, days30, days90) => {
    const due = tallyOf([customer({ next_order_median: median, may_never_return: 0.2 })]).dueWithin;
    expect(due).toEqual({ days7, days30, days90 });
  });

  test("waits for nobody who is as likely as not to be gone", () => {
    const medianOf = { next_order_median: "2026-11-21", p_alive: 0.4 };
    const tally = tallyOf([0.49, 0.5, 0.9].map((gone) => customer({ ...medianOf, may_never_return: gone })));
    expect(tally.dueWithin).toEqual({ days7: 1, days30: 1, days90: 1 });
    expect(tally.foretold).toBe(3);
  });

  test("goes by who is active where nobody can say who may never return", () => {
    const tally = tallyOf(
      [0.49, 0.5, 0.51].map((alive) => customer({ next_order_median: "2026-11-21", p_alive: alive })),
    );
    expect(tally.dueWithin.days7).toBe(1);
    expect(tally.foretold).toBe(3);
    expect(tally.withReturn).toBe(0);
  });

  test("expects to return within a year as many as the chances of those of whom it is known come to", () => {
    const tally = tallyOf([customer({}), customer({})], 0.25);
    expect([tally.withReturn, tally.expectedToReturn]).toEqual([2, 0.5]);
    mergeOutlook(tally, tallyOf([customer({})], 0.125));
    expect([tally.withReturn, tally.expectedToReturn]).toEqual([3, 0.625]);
    mergeOutlook(tally, tallyOf([customer({})]));
    expect([tally.withReturn, tally.expectedToReturn]).toEqual([3, 0.625]);
  });

  test("sorts price sensitivity into less than, like and more than the shop, each cut belonging to the upper side", () => {
    const values = [
      0,
      PRICE_SENSITIVITY.less - 1e-9,
      PRICE_SENSITIVITY.less,
      1,
      PRICE_SENSITIVITY.more - 1e-9,
      PRICE_SENSITIVITY.more,
      4,
    ];
    const tally = tallyOf(values.map((price_sensitivity) => customer({ price_sensitivity })));
    expect(tally.priceSensitivity).toEqual({ less: 2, likeShop: 3, more: 2 });
  });

  test("leaves out what is not known of a customer", () => {
    expect(tallyOf([customer({})])).toEqual(emptyOutlook());
  });

  test("of two shards merged is that of one", () => {
    const customers = Array.from({ length: 12 }, (_, i) =>
      customer({
        p_alive: i % 4 === 0 ? null : 0.6,
        next_order_median: i % 3 === 0 ? null : `2026-12-${String(10 + i)}`,
        may_never_return: i / 16,
        repeat_score: i / 32,
        price_sensitivity: i / 4,
      }),
    );
    const merged = tallyOf(customers.slice(0, 5));
    mergeOutlook(merged, tallyOf(customers.slice(5)));
    expect(merged).toEqual(tallyOf(customers));
    expect(merged.expectedBuyers90d).toBe(66 / 32);
    expect(merged.withRepeatScore).toBe(12);
  });
});
