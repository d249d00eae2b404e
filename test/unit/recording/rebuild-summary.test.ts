import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Order, OrderFacts } from "../../../shared/model/order.ts";
import { parseSettings } from "../../../shared/model/parse-settings.ts";
import { rebuildSummary } from "../../../shared/recording/rebuild-summary.ts";
import { decodePurchaseDays } from "../../../shared/scoring/summaries/purchase-days.ts";

const settings = parseSettings(JSON.stringify({ currency: "EUR", timeZone: "Europe/Berlin" }));

const orderOf = (orderId: string, orderedAt: string, facts: Partial<OrderFacts> = {}): Order => ({
  customerId: "77",
  orderKey: `standard#${orderId}`,
  facts: {
    ...{ source: "standard", orderId, orderedAt, updatedAt: orderedAt, status: "paid", currency: "EUR" },
    ...{ totalMinor: 1000, discountMinor: 0, refunds: {}, test: false, cancelled: false, deleted: false, items: [] },
    ...facts,
  },
  separateRefunds: {},
  counted: { state: "counted" },
  netMinor: 0,
  archiveKeys: [],
});
const summaryOf = (...orders: readonly Order[]) => {
  const { days, categories } = rebuildSummary(orders, settings);
  return { days: decodePurchaseDays(days), categories };
};
const habitOf = (...orders: readonly Order[]) => summaryOf(...orders).days[0]?.habit;
const item = (category: string | undefined, totalMinor?: number, quantity = 1) => ({
  quantity,
  ...(category !== undefined && { category }),
  ...(totalMinor !== undefined && { totalMinor }),
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
        expect(rebuildSummary(anyOrder, settings)).toEqual(rebuildSummary(inOrder, settings));
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
  expect(rebuildSummary(orders, settings).notCounted).toEqual({ "other-currency": 2, test: 1 });
  expect(rebuildSummary(orders.slice(1, 2), settings)).not.toHaveProperty("notCounted");
});

it("tells what is not paid by its source's word, as far as a row has room for words and a page may print them", () => {
  const at = "2026-07-01T10:00:00.000Z";
  const unpaid = (id: number, status: string) => orderOf(String(id), at, { status });
  expect(
    rebuildSummary([unpaid(1, "pending"), unpaid(2, "on-hold"), unpaid(3, "pending")], settings).notCounted,
  ).toEqual({
    "unpaid:pending": 2,
    "unpaid:on-hold": 1,
  });
  const strange = rebuildSummary([unpaid(1, "\u001b[31m<b>"), unpaid(2, ""), unpaid(3, "x".repeat(90))], settings);
  expect(strange.notCounted).toEqual({ "unpaid:31mb": 1, unpaid: 1, [`unpaid:${"x".repeat(40)}`]: 1 });
  const many = Array.from({ length: 50 }, (_, at) => unpaid(at, `word ${at % 25}`));
  const { notCounted = {} } = rebuildSummary([...many, unpaid(99, "word 24")], settings);
  expect([Object.keys(notCounted).length, notCounted.unpaid, notCounted["unpaid:word 24"]]).toEqual([21, 10, 3]);
  expect(rebuildSummary(many.toReversed(), settings)).toEqual(rebuildSummary(many, settings));
});
