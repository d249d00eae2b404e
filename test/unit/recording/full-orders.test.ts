import { describe, expect, it } from "vitest";
import type { Order } from "../../../shared/model/order.ts";
import { foldOrder, type OrderNews } from "../../../shared/recording/fold-order.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { amountOf, bodyKey, longText, mixedUp, refundedIn, refunds } from "../../support/full-rows.ts";
import { factsOf } from "../../support/order-facts.ts";
import { recordDeps, settings } from "../../support/recording-deps.ts";

const key = { customerId: "shopify:7", orderKey: "shopify#1" };
const fold = (news: readonly OrderNews[], before?: Order): Order | undefined =>
  news.reduce<Order | undefined>((order, one) => foldOrder(key, order, one, settings()), before);
const states = Array.from({ length: 10_000 }, (_, index) => ({
  facts: factsOf({ updatedAt: new Date(Date.UTC(2026, 0, 1, 12, index)).toISOString(), totalMinor: 1_000 + index }),
  archiveKeys: [bodyKey(index)],
}));

describe("an order of 10,000 states", () => {
  it("is what the last one says, in whatever order they come, and names the newest 400 bodies", () => {
    const order = fold(mixedUp(states, 7_919));
    expect(order).toMatchObject({ netMinor: 10_999, counted: { state: "counted" } });
    expect(order?.archiveKeys).toEqual(Array.from({ length: 400 }, (_, index) => bodyKey(9_600 + index)).sort());
    expect(fold(states.slice(9_000))).toEqual(order);
    expect(fold(states.slice(0, 50), order)).toEqual(order);
  });

  it("has the bodies taken away that its row names no more, also of a state that comes late", async () => {
    const removed: string[] = [];
    const deps = recordDeps({
      ...fakeStore(),
      data: { remove: async () => {}, write: async (key) => void removed.push(key) },
    });
    const tell = ({ facts, archiveKeys }: (typeof states)[number]) =>
      recordNews(
        {
          names: ["order:shopify#1"],
          tellings: [],
          orders: [{ orderKey: key.orderKey, news: { facts, archiveKeys } }],
        },
        deps,
      );
    for (const state of states.slice(100, 520))
      expect(await tell(state)).toMatchObject({ archiveKeys: state.archiveKeys });
    expect(removed.sort()).toEqual(Array.from({ length: 20 }, (_, index) => bodyKey(100 + index)).sort());
    for (const state of states.slice(0, 1))
      expect(await tell(state)).toMatchObject({ outcome: "unchanged", archiveKeys: [] });
  });
});

describe("an order of 10,000 refunds", () => {
  const told = Array.from({ length: 50 }, (_, at) => ({ separateRefunds: refunds(at * 200, at * 200 + 200) }));
  const net = 1_000_000 - refundedIn(0, 10_000);

  it("is worth what is left, though they come twice, late, out of order, and before the order itself", () => {
    const order = fold([...told, { facts: factsOf({}) }]);
    expect(order?.netMinor).toBe(net);
    expect(fold([{ facts: factsOf({}) }, ...mixedUp(told, 33), ...mixedUp(told, 7)])).toEqual(order);
  });

  it("subtracts none twice that a state lists too, and all of them again where a newer state lists fewer", () => {
    const listing = (count: number, second: number) => ({
      facts: factsOf({ updatedAt: `2026-01-02T12:00:0${second}.000Z`, refunds: refunds(0, count) }),
    });
    const order = fold([listing(9_000, 1), ...mixedUp(told, 33)]);
    expect(order?.netMinor).toBe(net);
    expect(fold([...told, listing(150, 0), listing(9_000, 1)])).toEqual(order);
    expect(fold([listing(150, 2)], order)?.netMinor).toBe(net);
  });

  it("takes the larger amount where two bodies disagree about one of many", () => {
    const order = fold([{ facts: factsOf({}) }, ...told]);
    const larger = fold([{ separateRefunds: { re_3: 500 } }], order);
    expect(larger?.netMinor).toBe(net - 500 + amountOf(3));
    expect(fold([{ separateRefunds: { re_3: 500 } }, { facts: factsOf({}) }, ...told])).toEqual(larger);
  });

  it("refuses the next one and stays as it was; a state that lists too many likewise", async () => {
    const store = fakeStore();
    const deps = recordDeps(store);
    const tell = (news: OrderNews) =>
      recordNews({ names: ["order:shopify#1"], tellings: [], orders: [{ orderKey: key.orderKey, news }] }, deps);
    await tell({ facts: factsOf({}) });
    await tell({ separateRefunds: refunds(0, 10_000) });
    const before = [...store.rows.orders.values()];
    expect(before[0]?.netMinor).toBe(net);
    await expect(tell({ separateRefunds: refunds(10_000, 10_001) })).rejects.toMatchObject({
      reason: "too-many-refunds",
    });
    await expect(tell({ facts: factsOf({ refunds: refunds(0, 10_001) }) })).rejects.toMatchObject({
      reason: "too-many-refunds",
    });
    expect([...store.rows.orders.values()]).toEqual(before);
    expect(await tell({ separateRefunds: refunds(5, 6) })).toMatchObject({ outcome: "unchanged" });
  });
});

describe("an order of values that no row has room for", () => {
  it("keeps what counts, and of what is for reading the beginning", () => {
    const item = { title: longText(400_000), category: "Tea", quantity: 1 };
    const order = fold([
      {
        facts: factsOf({ status: "paid", locale: longText(3_000), items: Array.from({ length: 100_000 }, () => item) }),
      },
    ]);
    expect(order).toMatchObject({ netMinor: 1_000_000, counted: { state: "counted" } });
    expect(order?.facts?.items[0]).toEqual({ title: longText(100), category: "Tea", quantity: 1 });
    expect(order?.facts?.items.length).toBe(234);
    expect(order?.facts?.locale).toBe(longText(100));
    expect(order && foldOrder(key, undefined, order, settings())).toEqual(order);
  });

  it("counts by an item that is no gift card, though it came after more cards than are kept", () => {
    const cards = Array.from({ length: 5_000 }, () => ({ title: longText(100), quantity: 1, giftCard: true }));
    expect(fold([{ facts: factsOf({ items: cards }) }])?.counted).toEqual({
      state: "not-counted",
      reason: "gift-card",
    });
    const tea = { title: "Tea", quantity: 1 };
    expect(fold([{ facts: factsOf({ items: [...cards, tea] }) }])?.counted).toEqual({ state: "counted" });
  });

  it("is worth an amount that can be stored, however much was refunded", () => {
    const most = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`re_${at}`, 1e14]));
    const order = fold([{ facts: factsOf({}) }, { separateRefunds: most }]);
    expect(order).toMatchObject({ netMinor: -1e14, counted: { state: "not-counted", reason: "refunded-in-full" } });
  });
});
