import { describe, expect, it } from "vitest";
import { compareTruth } from "../../../cli/demo/compare-truth.ts";
import { inventShop } from "../../../cli/demo/invent-shop.ts";
import { createRandom } from "../../../cli/demo/random.ts";
import { saleOf } from "../../../cli/demo/sale-of.ts";
import { parseSettings } from "../../../shared/model/parse-settings.ts";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { sources } from "../../../shared/sources/sources.ts";

const plan = { seed: 7, customers: 5_000, days: 730, endDay: "2026-11-20" };
const shop = inventShop(plan);
const orders = shop.flatMap((customer) => customer.orders);

describe("the invented shop", () => {
  it("is the same for the same plan, and another for another seed", () => {
    expect(inventShop(plan)).toEqual(shop);
    expect(inventShop({ ...plan, seed: 8 })).not.toEqual(shop);
  });

  it("has about 20,000 orders of 5,000 customers, all within its two years", () => {
    expect(orders.length).toBeGreaterThan(18_000);
    expect(orders.length).toBeLessThan(22_000);
    expect(orders.every(({ day }) => day > "2024-11-20" && day <= "2026-11-20")).toBe(true);
    expect(new Set(orders.map(({ orderId }) => orderId)).size).toBe(orders.length);
  });

  it("has all kinds of customers: gone and staying, by rhythm and by chance, guests, bouncing, celebrating on the send day", () => {
    const share = (is: (customer: (typeof shop)[number]) => boolean) => shop.filter(is).length / shop.length;
    expect(share(({ truth }) => truth.gone)).toBeGreaterThan(0.3);
    expect(share(({ truth }) => truth.gone)).toBeLessThan(0.6);
    expect(share(({ truth }) => truth.rhythmDays !== undefined)).toBeCloseTo(1 / 7, 1);
    expect(share(({ email }) => email === undefined)).toBeCloseTo(0.04, 2);
    expect(share(({ email }) => email?.includes("+bounce") === true)).toBeGreaterThan(0.01);
    expect(shop.filter(({ birthday }) => birthday?.endsWith("-11-21")).length).toBeGreaterThan(40);
    expect(new Set(shop.map(({ locale }) => locale))).toContain("zh-CN");
    expect(orders.some(({ refundedMinor, totalMinor }) => refundedMinor === totalMinor)).toBe(true);
  });

  it("keeps to a rhythm where the truth says so", () => {
    const gaps = shop.flatMap(({ truth, orders: bought }) =>
      truth.rhythmDays === undefined
        ? []
        : bought.slice(1).map(({ day }, index) => {
            const days = (Date.parse(day) - Date.parse(bought[index]?.day ?? "")) / 86_400_000;
            return days / (truth.rhythmDays ?? 1);
          }),
    );
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    expect(mean).toBeCloseTo(1, 1);
    expect(gaps.filter((gap) => gap > 0.5 && gap < 1.5).length / gaps.length).toBeGreaterThan(0.98);
  });

  it("posts bodies that every source's reader takes for orders", () => {
    const settings = parseSettings(JSON.stringify({ currency: "EUR", timeZone: "Europe/Berlin" }));
    for (const source of ["shopify", "woocommerce", "standard"] as const) {
      for (const customer of shop.slice(0, 60)) {
        const [order] = customer.orders;
        if (order === undefined) continue;
        const body = Buffer.from(sources[source].bodyOf(saleOf(customer, order, settings)));
        const topic = { shopify: "orders/create", woocommerce: "order.created", standard: "order-event" }[source];
        const message = { source, topic, archiveKey: "archive/x", receivedAt: "2026-11-21T00:00:00.000Z", body };
        expect(readIntent(message, settings)).toMatchObject({ kind: "order", facts: { totalMinor: order.totalMinor } });
      }
    }
  });
});

describe("the demo's chance", () => {
  it("has the means that its distributions promise", () => {
    const random = createRandom(1);
    const mean = (draw: () => number) => Array.from({ length: 40_000 }, draw).reduce((sum, x) => sum + x, 0) / 40_000;
    expect(mean(random.uniform)).toBeCloseTo(0.5, 2);
    expect(mean(random.normal)).toBeCloseTo(0, 1);
    expect(mean(() => random.gamma(0.4))).toBeCloseTo(0.4, 1);
    expect(mean(() => random.beta(2, 6))).toBeCloseTo(0.25, 2);
    expect(mean(() => random.exponential(0.5))).toBeCloseTo(2, 1);
  });
});

describe("compareTruth", () => {
  const customers = shop.slice(0, 400);
  it("is 1 for tiers that know the truth, 0.5 for tiers that say nothing, and 0 for the reverse", () => {
    expect(compareTruth(customers, ({ truth }) => (truth.gone ? "asleep" : "awake")).separation).toBe(1);
    expect(compareTruth(customers, () => "drowsy").separation).toBe(0.5);
    expect(compareTruth(customers, ({ truth }) => (truth.gone ? "new" : "half-asleep")).separation).toBe(0);
  });

  it("leaves out who was not scored", () => {
    const { gone, staying } = compareTruth(customers, () => undefined);
    expect(
      Object.values({ ...gone })
        .concat(Object.values(staying))
        .every((count) => count === 0),
    ).toBe(true);
  });
});
