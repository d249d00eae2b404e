import { describe, expect, it } from "vitest";
import { sumUp } from "../../../functions/compare-with-shop/sum-up.ts";
import { weighOrder } from "../../../functions/compare-with-shop/weigh-order.ts";
import { differingShare, type SourceComparison } from "../../../shared/model/comparison.ts";
import type { Order } from "../../../shared/model/order.ts";
import { judgeOrder } from "../../../shared/recording/judge-order.ts";
import { factsOf } from "../../support/order-facts.ts";
import { settings } from "../../support/recording-deps.ts";

const shop = settings({ timeZone: "UTC" });
const facts = factsOf({ orderId: "1", totalMinor: 4200 });
const rowOf = (known: Partial<Order> = {}): Order => {
  const told = { facts, separateRefunds: {}, ...known };
  return { orderKey: "shopify#1", archiveKeys: [], ...told, ...judgeOrder(told, shop), ...known };
};
const weigh = (more: Partial<typeof facts>, row?: Order) => weighOrder({ ...facts, ...more }, row, shop);
const later = { updatedAt: "2026-01-02T12:00:00.000Z" };

describe("an order beside its row", () => {
  it("is no difference where both are one state", () => {
    expect(weigh({}, rowOf())).toEqual({ orderId: "1", day: "2026-01-01", shop: 4200, rouse: 4200, isNews: false });
  });

  it("is missing where it counts and there is no row, or one of a refund alone", () => {
    expect(weigh({})).toMatchObject({ kind: "missing", shop: 4200, isNews: true });
    const { facts: _facts, ...incomplete } = rowOf();
    expect(weigh({}, { ...incomplete, counted: { state: "not-counted", reason: "incomplete" } })).toMatchObject({
      kind: "missing",
      isNews: true,
    });
  });

  it("that counts on neither side is recorded and is no difference", () => {
    const weighed = weigh({ status: "pending" });
    expect(weighed).toMatchObject({ shop: undefined, isNews: true });
    expect(weighed.kind).toBeUndefined();
  });

  it("is a purchase on one side alone, where its cancellation or its payment was not told", () => {
    expect(weigh({ ...later, cancelled: true }, rowOf())).toMatchObject({ kind: "counted", rouse: 4200, isNews: true });
    const unpaid = rowOf({ facts: { ...facts, status: "pending" } });
    expect(weigh(later, unpaid)).toMatchObject({ kind: "counted", shop: 4200, isNews: true });
    const deleted = rowOf({ deletedAt: "2026-02-01T00:00:00.000Z" });
    expect(weigh({}, deleted)).toMatchObject({ kind: "counted", isNews: true });
  });

  it("is worth something else where a refund was not told", () => {
    expect(weigh({ ...later, refunds: { r1: 1000 } }, rowOf())).toMatchObject({
      kind: "amount",
      shop: 3200,
      isNews: true,
    });
    expect(weigh({ refunds: { r1: 1000 } }, rowOf())).toMatchObject({ kind: "amount", isNews: true });
  });

  it("that is worth less for what came by itself is told, and not recorded night after night", () => {
    expect(weigh({}, rowOf({ separateRefunds: { r9: 500 } }))).toMatchObject({
      kind: "amount",
      rouse: 3700,
      isNews: false,
    });
  });

  it("of an older state than its row's is none of its news", () => {
    const newer = rowOf({ facts: { ...facts, ...later, totalMinor: 9900 } });
    expect(weigh({}, newer)).toMatchObject({ isNews: false });
  });

  it("is judged on both sides by the settings of the night", () => {
    const strict = settings({ timeZone: "UTC", orders: { countedStatuses: ["completed"] } });
    expect(weighOrder(facts, rowOf(), strict)).toMatchObject({ shop: undefined, rouse: undefined });
  });
});

describe("what was weighed", () => {
  const day = "2026-01-01";
  const at = (id: string, shopMinor?: number, rouseMinor?: number, more = {}) => ({
    ...{ orderId: id, day, shop: shopMinor, rouse: rouseMinor, isNews: false },
    ...more,
  });
  const found = (...orders: Parameters<typeof sumUp>[0][]): SourceComparison => ({
    ...{ source: "shopify", newsRead: true, read: 0, queued: 0, erased: 0 },
    ...sumUp(
      orders.flatMap((some) => [...some]),
      [day],
    ),
  });

  it("is summed up by the days compared, and what was placed before them is told all the same", () => {
    const old = at("9", 500, undefined, { day: "2025-12-01", kind: "missing" });
    expect(found([at("2", 100, 100), at("10", 300, undefined, { kind: "missing" }), at("3"), old])).toMatchObject({
      days: [{ day, shop: { orders: 2, netMinor: 400 }, rouse: { orders: 1, netMinor: 100 }, differing: 1 }],
      differing: 2,
      differences: [{ orderId: "10" }, { orderId: "9", day: "2025-12-01", rouseMinor: 0 }],
    });
  });

  it("differs by the greater of two shares: of orders, and of their value", () => {
    const same = Array.from({ length: 9 }, (_, id) => at(`${id}`, 100, 100));
    expect(differingShare(found(same))).toBe(0);
    expect(differingShare(found(same, [at("x", 100, undefined, { kind: "missing" })]))).toBeCloseTo(0.1, 10);
    expect(differingShare(found(same, [at("x", 9100, undefined, { kind: "missing" })]))).toBeCloseTo(0.91, 10);
    expect(differingShare(found([]))).toBe(0);
    expect(differingShare(found([at("x", undefined, 100, { kind: "counted" })]))).toBe(1);
    const unreadable = { orderId: "u", shop: undefined, rouse: undefined, kind: "unreadable" as const, isNews: false };
    expect(differingShare(found(same, [unreadable]))).toBeCloseTo(1 / 9, 10);
  });

  it("from before the days compared sets off no alarm of these", () => {
    const old = at("9", 50_000, undefined, { day: "2025-12-01", kind: "missing" });
    expect(differingShare(found([at("1", 100, 100), old]))).toBe(0);
  });

  it("is told up to ten thousand orders", () => {
    const many = Array.from({ length: 10_001 }, (_, id) => at(`${id}`, 100, undefined, { kind: "missing" }));
    expect(found(many)).toMatchObject({ differing: 10_001, differences: { length: 10_000 } });
  });
});
