import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Order, OrderFacts } from "../../../shared/model/order.ts";
import { parseSettings } from "../../../shared/model/parse-settings.ts";
import { entryOf, joinDays, packDays, sumUp, tallyUncounted, unpackDays } from "../../../shared/recording/entries.ts";
import { judgedBy } from "../../../shared/recording/holder-after.ts";
import { judgeOrder } from "../../../shared/recording/judge-order.ts";
import { decodePurchaseDays } from "../../../shared/scoring/summaries/purchase-days.ts";

const settings = parseSettings(JSON.stringify({ currency: "EUR", timeZone: "Europe/Berlin" }));

const orderOf = (orderId: string, orderedAt: string, more: Partial<OrderFacts> = {}): Order => {
  const facts: OrderFacts = {
    ...{ source: "standard", orderId, orderedAt, updatedAt: orderedAt, status: "paid", currency: "EUR" },
    ...{ totalMinor: 1000, discountMinor: 0, refunds: {}, test: false, cancelled: false, deleted: false, items: [] },
    ...more,
  };
  const known = { facts, separateRefunds: {} };
  return { orderKey: `standard#${orderId}`, ...known, ...judgeOrder(known, settings), archiveKeys: [] };
};
const sumsOf = (orders: readonly Order[]) => {
  const entries = orders.flatMap((order) => {
    const entry = entryOf(order, settings);
    return entry === undefined ? [] : [[order.orderKey, entry] as const];
  });
  return sumUp(Object.fromEntries(entries));
};
const packed = (orders: readonly Order[]) => packDays(sumsOf(orders).bought);
const summaryOf = (...orders: readonly Order[]) => {
  const { days, categories } = packed(orders);
  return { days: decodePurchaseDays(days), categories };
};
const habitOf = (...orders: readonly Order[]) => summaryOf(...orders).days[0]?.habit;
const item = (category: string | undefined, totalMinor?: number, quantity = 1) => ({
  quantity,
  ...(category !== undefined && { category }),
  ...(totalMinor !== undefined && { totalMinor }),
});

describe("the category of a purchase day", () => {
  const judged = (categories: Record<string, string[]>, ...items: OrderFacts["items"]) => {
    const own = parseSettings(JSON.stringify({ currency: "EUR", orders: { categories } }));
    const entry = entryOf(orderOf("1", "2026-07-01T19:30:00.000Z", { items }), own);
    return { shares: entry?.shares, rules: judgedBy(own) };
  };
  const sold = (sku: string | undefined, category?: string) => ({
    ...{ quantity: 1, totalMinor: 1000 },
    ...(sku !== undefined && { sku }),
    ...(category !== undefined && { category }),
  });
  const teas = { "Green  tea": ["SENCHA-250", "matcha-*"], Ceremony: ["MATCHA-CEREMONY-*"] };

  it("is that of an item's SKU as the settings have it, whatever its capitals, the longest beginning first", () => {
    for (const sku of ["SENCHA-250", " sencha-250", "MATCHA-40", "Matcha-"])
      expect(judged(teas, sold(sku)).shares).toEqual({ "Green tea": 1000 });
    expect(judged(teas, sold("matcha-ceremony-1")).shares).toEqual({ Ceremony: 1000 });
  });

  it("goes before what the order says, which holds where the settings are silent", () => {
    expect(judged(teas, sold("SENCHA-250", "Drinks")).shares).toEqual({ "Green tea": 1000 });
    expect(judged(teas, sold("SENCHA-2500", "Drinks")).shares).toEqual({ Drinks: 1000 });
    for (const sku of [undefined, "", "constructor", "__proto__"])
      expect(judged(teas, sold(sku)).shares).toBeUndefined();
  });

  it("is another rule for orders of before, in whatever order the settings have it, and none where nothing is set", () => {
    const { rules } = judged(teas);
    expect(judged({ Ceremony: ["MATCHA-CEREMONY-*"], "Green  tea": ["matcha-*", "SENCHA-250"] }).rules).toBe(rules);
    expect(judged({ ...teas, Ceremony: ["MATCHA-C-*"] }).rules).not.toBe(rules);
    expect(judged({}).rules).toBe(
      '["UTC","EUR",false,["completed","paid","partially_paid","partially_refunded","processing","refunded"]]',
    );
  });

  it.each<[Record<string, string[]>, string]>([
    [{ Tea: ["A"], Coffee: ["a "] }, 'stands in "Tea" as well; a SKU is of one category'],
    [{ Tea: ["*"] }, "expected a SKU, with * at its end alone"],
    [{ Tea: ["A*B"] }, "expected a SKU, with * at its end alone"],
    [{ Tea: [] }, "orders.categories"],
    [{ Tea: Array.from({ length: 5001 }, (_, at) => `SKU-${at}`) }, "expected at most 5000 SKUs; use * for many"],
  ])("is refused where the settings are at odds: %#", (categories, says) => {
    expect(() => judged(categories)).toThrow(says);
  });
});

describe("the hour of a purchase day", () => {
  it("is that of the day's first order, on the shop's clocks", () => {
    const [evening, morning] = [orderOf("1", "2026-07-01T19:30:00.000Z"), orderOf("2", "2026-07-01T05:10:00.000Z")];
    expect(habitOf(evening, morning)?.hour).toBe(7);
    expect(habitOf(orderOf("1", "2026-12-01T05:10:00.000Z"))?.hour).toBe(6);
  });

  it("is not known of an order that tells a day without a time, and then that of the next one", () => {
    const dayAlone = orderOf("1", "2026-06-30T22:00:00.000Z");
    expect(habitOf(dayAlone)?.hour).toBeUndefined();
    expect(habitOf(dayAlone, orderOf("2", "2026-07-01T12:00:00.000Z"))?.hour).toBe(14);
  });
});

it("discounted orders of a day are counted, those that are no purchase left out", () => {
  const at = "2026-07-01T10:00:00.000Z";
  const orders = [
    orderOf("1", at, { discountMinor: 100 }),
    orderOf("2", at),
    orderOf("3", at, { discountMinor: 100, cancelled: true }),
  ];
  expect(summaryOf(...orders).days).toMatchObject([{ orders: 2, netMinor: 2000, habit: { discountedOrders: 1 } }]);
});

describe("the category of a purchase day", () => {
  const at = "2026-07-01T10:00:00.000Z";
  const categoryOf = (...orders: readonly Order[]) => summaryOf(...orders).categories?.[0];

  it("is the one with the largest share of its net value, by the amounts of the items", () => {
    expect(categoryOf(orderOf("1", at, { items: [item("Tea", 400), item("Pots", 600)] }))).toBe("Pots");
    const refunded = orderOf("1", at, { items: [item("Pots", 1000)], refunds: { r: 700 } });
    expect(categoryOf(refunded, orderOf("2", at, { items: [item("Tea", 400)], totalMinor: 400 }))).toBe("Tea");
  });

  it("goes by quantities where an item tells no amount", () => {
    expect(categoryOf(orderOf("1", at, { items: [item("Tea", 900, 1), item("Pots", undefined, 2)] }))).toBe("Pots");
  });

  it("is not known where no item names one: a title is none", () => {
    const summary = summaryOf(orderOf("1", at, { items: [{ title: "Green tea", quantity: 1, totalMinor: 1000 }] }));
    expect(summary).toMatchObject({ categories: undefined, days: [{ habit: { category: undefined } }] });
  });

  it("takes names that look the same for one, and the first name in code-unit order of equal shares", () => {
    expect(
      categoryOf(orderOf("1", at, { items: [item(" Green  tea", 300), item("Green tea", 300), item("Pots", 400)] })),
    ).toBe("Green tea");
    expect(categoryOf(orderOf("1", at, { items: [item("b", 500), item("a", 500)] }))).toBe("a");
    expect(categoryOf(orderOf("1", at, { items: [item("Cafe\u0301", 500), item("Caf\u00e9", 500)] }))).toBe(
      "Caf\u00e9",
    );
  });
});

describe("the names of categories", () => {
  const daily = (names: readonly string[]) =>
    names.map((name, i) =>
      orderOf(String(i), new Date(Date.UTC(2026, 0, 1 + i, 12)).toISOString(), { items: [item(name, 1000)] }),
    );

  it("stand in the order of their days, equal ones in code-unit order", () => {
    const { days, categories } = summaryOf(...daily(["c", "b", "a", "b", "d"]));
    expect(categories).toEqual(["b", "a", "c", "d"]);
    expect(days.map(({ habit }) => habit?.category)).toEqual([2, 0, 1, 0, 3]);
  });

  it("end after 32: the rarest go, and their days have none", () => {
    const names = Array.from({ length: 40 }, (_, i) => `n${10 + i}`);
    const { days, categories } = summaryOf(...daily([...names, ...names.slice(1)]));
    expect(categories).toEqual(names.slice(1, 33));
    expect(days[0]?.habit?.category).toBeUndefined();
    expect(days[39]?.habit?.category).toBeUndefined();
  });

  it("and all bytes are the same in whatever order the orders are read", () => {
    const order = fc.record({
      day: fc.nat(3),
      hour: fc.nat(23),
      total: fc.constantFrom(100, 333, 1000),
      discount: fc.constantFrom(0, 50),
      items: fc.array(
        fc.record({ category: fc.constantFrom("a", "b", undefined), totalMinor: fc.constantFrom(33, 67, undefined) }),
        { maxLength: 3 },
      ),
    });
    const orders = fc.array(order, { maxLength: 8 }).map((all) =>
      all.map(({ day, hour, total, discount, items }, i) =>
        orderOf(String(i), new Date(Date.UTC(2026, 0, 1 + day, hour)).toISOString(), {
          ...{ totalMinor: total, discountMinor: discount },
          items: items.map(({ category, totalMinor }) => item(category, totalMinor)),
        }),
      ),
    );
    const shuffled = orders.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([inOrder, anyOrder]) => {
        expect(packed(anyOrder)).toEqual(packed(inOrder));
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });
});

it("tells how many orders do not count, by reason, and nothing where all do", () => {
  const at = "2026-07-01T10:00:00.000Z";
  const orders = [
    orderOf("1", at, { currency: "USD" }),
    orderOf("2", at),
    orderOf("3", at, { currency: "USD" }),
    orderOf("4", at, { test: true }),
  ];
  expect(tallyUncounted(sumsOf(orders).uncounted)).toEqual({ "other-currency": 2, test: 1 });
  expect(sumsOf(orders.slice(1, 2)).uncounted).toEqual([]);
});

it("days told of one person in several places come to the orders, the value, the hour and the discounts of one place", () => {
  const order = fc.record({
    day: fc.nat(3),
    hour: fc.nat(23),
    total: fc.constantFrom(100, 333),
    discount: fc.constantFrom(0, 50),
    place: fc.nat(2),
  });
  fc.assert(
    fc.property(fc.array(order, { maxLength: 10 }), (all) => {
      const orders = all.map(({ day, hour, total, discount }, i) =>
        orderOf(String(i), new Date(Date.UTC(2026, 0, 1 + day, hour)).toISOString(), {
          ...{ totalMinor: total, discountMinor: discount },
        }),
      );
      const parts = [0, 1, 2].map((place) => sumsOf(orders.filter((_, i) => all[i]?.place === place)).bought);
      expect(joinDays(parts.flat())).toEqual(sumsOf(orders).bought);
      expect(unpackDays(packDays(joinDays(parts.flat())))).toEqual(sumsOf(orders).bought);
    }),
    { seed: 20261129, numRuns: 300 },
  );
});
