import { afterEach, describe, expect, it } from "vitest";
import { type ComparedShop, comparedShop, saleAt } from "../../support/compared-shop.ts";
import { faults } from "../../support/shop-apis/shop-server.ts";

const open: ComparedShop[] = [];
const shopOf = async (...given: Parameters<typeof comparedShop>): Promise<ComparedShop> => {
  const shop = await comparedShop(...given);
  open.push(shop);
  return shop;
};
afterEach(async () => {
  for (const { server } of open.splice(0)) await server.close();
});

const dayMs = 86_400_000;
const times = (count: number, from = "2026-11-18T10:00:00.000Z", everyMs = 1_000) =>
  Array.from({ length: count }, (_, at) => new Date(Date.parse(from) + at * everyMs).toISOString());

describe.each(["woocommerce", "shopify"] as const)("pages of %s", (source) => {
  it("are read to the last, each order once", async () => {
    const shop = await shopOf(source);
    for (const [at, time] of times(250).entries()) await shop.sell(saleAt(at + 1, time), { told: false });
    const { found } = await shop.compare();
    expect(found).toMatchObject({ read: 250, queued: 250, differing: 250, newsRead: true });
    expect(found?.days[4]?.shop).toEqual({ orders: 250, netMinor: 250 * 4200 });
    expect(shop.world.queued).toHaveLength(250);
  });

  it("lose no order while others change and move to the end, and take the newest state", async () => {
    const shop = await shopOf(source);
    for (const [at, time] of times(300).entries()) await shop.sell(saleAt(at + 1, time), { told: false });
    const changed = "2026-11-19T08:00:00.000Z";
    shop.onAnswer((request) => {
      // Twenty of the page just read move behind all others: by their number, a page would begin twenty orders too late.
      for (let at = 1; at <= 20; at++) {
        const id = (request - 1) * 20 + at;
        const sale = saleAt(id, times(id)[id - 1] ?? "", { totalMinor: 5000, updatedAt: changed });
        if (request > 1 && request < 4) void shop.sell(sale, { told: false });
      }
    });
    const { found } = await shop.compare();
    expect(found).toMatchObject({ read: 300, newsRead: true });
    await shop.record();
    expect(shop.orders().size).toBe(300);
    expect(shop.orders().get(`${source}#30`)).toMatchObject({ netMinor: 5000 });
  });

  it("may hold more orders of one second than a page has", async () => {
    const shop = await shopOf(source);
    for (let id = 1; id <= 230; id++) await shop.sell(saleAt(id, "2026-11-18T10:00:00.000Z"), { told: false });
    await shop.sell(saleAt(231, "2026-11-18T10:00:01.000Z"), { told: false });
    expect((await shop.compare()).found).toMatchObject({ read: 231, newsRead: true });
  });

  it("lose none of them where some change meanwhile, and those behind move up to pages that were read", async () => {
    const shop = await shopOf(source);
    for (let id = 1; id <= 230; id++) await shop.sell(saleAt(id, "2026-11-18T10:00:00.000Z"), { told: false });
    shop.onAnswer((request) => {
      const moved = saleAt(request, "2026-11-18T10:00:00.000Z", { updatedAt: "2026-11-21T09:29:00.000Z" });
      if (request > 2 && request < 6) void shop.sell(moved, { told: false });
    });
    expect((await shop.compare()).found).toMatchObject({ newsRead: true, read: 230 });
  });

  it("that are too large are asked for in smaller ones", async () => {
    const shop = await shopOf(source);
    for (const [at, time] of times(30).entries()) await shop.sell(saleAt(at + 1, time), { told: false });
    const { ask } = shop.deps;
    shop.deps.ask = async (request, limits) => {
      const size = /(?:per_page|limit)=(\d+)/.exec(request.url)?.[1];
      return Number(size) > 20 ? { failure: "too-large" } : ask(request, limits);
    };
    expect((await shop.compare()).found).toMatchObject({ read: 30, newsRead: true });
  });

  it("go on where the night before was broken off, and reach back over days on which no night was held", async () => {
    const shop = await shopOf(source);
    for (const [at, time] of times(250).entries()) await shop.sell(saleAt(at + 1, time), { told: false });
    // The third page does not come, as often as it is asked for.
    shop.server.faults.push(undefined, undefined, ...Array.from({ length: 5 }, () => faults.status(503)));
    const first = await shop.compare();
    expect(first.found).toMatchObject({ ended: "unavailable", newsRead: false });
    const read = first.found?.read ?? 0;
    expect(read).toBe(source === "shopify" ? 200 : 199);
    await shop.record();
    shop.wait(20 * dayMs);
    shop.server.requests.splice(0);
    expect((await shop.compare()).found).toMatchObject({
      newsRead: true,
      differing: 250 - read,
    });
    const [asked] = shop.server.requests;
    expect(`${asked?.searchParams.get("modified_after") ?? asked?.searchParams.get("updated_at_min")}`).toMatch(
      /^2026-11-18T09:0/,
    );
    await shop.record();
    expect(shop.orders().size).toBe(250);
  });

  it("are read again over the days compared, changed since or not, and nothing is queued twice", async () => {
    const shop = await shopOf(source);
    for (const [at, time] of times(5).entries()) await shop.sell(saleAt(at + 1, time));
    await shop.compare();
    shop.wait(dayMs);
    const { found } = await shop.compare();
    expect(found).toMatchObject({ read: 5, queued: 0, differing: 0 });
    expect(found?.days.find(({ day }) => day === "2026-11-18")?.shop.orders).toBe(5);
  });

  it("leave to the next night what changed within the last quarter of an hour", async () => {
    const shop = await shopOf(source);
    await shop.sell(saleAt(1, "2026-11-21T09:20:00.000Z"), { told: false });
    expect((await shop.compare()).found).toMatchObject({ read: 0, queued: 0 });
    shop.wait(dayMs);
    expect((await shop.compare()).found).toMatchObject({ queued: 1, differing: 1 });
  });
});

describe("ids of Shopify", () => {
  it("pass 2^53 whole, from the page to the row", async () => {
    const shop = await shopOf("shopify");
    const sale = saleAt(1, "2026-11-18T10:00:00.000Z");
    await shop.sell(sale, { told: false });
    const order = shop.server.orders.get("1");
    const body = (order?.body ?? "")
      .replace('"id":1,', '"id":820982911946154508,')
      .replace("Order/1", "Order/820982911946154508");
    shop.server.orders.clear();
    shop.server.put({ id: "820982911946154508", updatedAt: sale.updatedAt, body });
    expect((await shop.compare()).found?.differences).toMatchObject([
      { orderId: "820982911946154508", kind: "missing" },
    ]);
    await shop.record();
    expect([...shop.orders().keys()]).toEqual(["shopify#820982911946154508"]);
  });
});
