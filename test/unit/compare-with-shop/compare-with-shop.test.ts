import { afterEach, describe, expect, it } from "vitest";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { type ComparedShop, comparedShop, saleAt } from "../../support/compared-shop.ts";

const open: ComparedShop[] = [];
const shopOf = async (...given: Parameters<typeof comparedShop>): Promise<ComparedShop> => {
  const shop = await comparedShop(...given);
  open.push(shop);
  return shop;
};
afterEach(async () => {
  for (const { server } of open.splice(0)) await server.close();
});

describe.each(["woocommerce", "shopify"] as const)("a night beside %s", (source) => {
  it("names the order whose webhook never came, and has it recorded as if it had come", async () => {
    const shop = await shopOf(source);
    await shop.sell(saleAt(1, "2026-11-18T10:00:00.000Z"));
    await shop.sell(saleAt(2, "2026-11-18T11:00:00.000Z"), { told: false });
    const { found, outcome } = await shop.compare();
    expect(outcome).toBe("compared");
    expect(found).toMatchObject({ source, newsRead: true, read: 2, queued: 1, erased: 0, differing: 1 });
    expect(found?.ended).toBeUndefined();
    expect(found?.days.map(({ day }) => day)).toEqual([14, 15, 16, 17, 18, 19, 20].map((day) => `2026-11-${day}`));
    expect(found?.days[4]).toEqual({
      day: "2026-11-18",
      shop: { orders: 2, netMinor: 8400 },
      rouse: { orders: 1, netMinor: 4200 },
      differing: 1,
    });
    expect(found?.differences).toEqual([
      { orderId: "2", kind: "missing", day: "2026-11-18", shopMinor: 4200, rouseMinor: 0 },
    ]);
    expect(await shop.record()).toEqual(["recorded"]);
    expect(shop.orders().get(`${source}#2`)).toMatchObject({ netMinor: 4200, counted: { state: "counted" } });
    shop.wait(86_400_000);
    expect((await shop.compare()).found).toMatchObject({ queued: 0, differing: 0 });
    expect(shop.world.queued).toEqual([]);
  });

  it("names an order that nobody can read, takes all others, and puts nothing away that would be parked", async () => {
    const shop = await shopOf(source);
    await shop.sell(saleAt(1, "2026-11-18T10:00:00.000Z"), { told: false });
    const { updatedAt, body } = shop.server.orders.get("1") ?? { updatedAt: "", body: "" };
    shop.server.put({ id: "2", updatedAt, body: body.replace('"id":1', '"id":2').replace('"USD"', '"no currency"') });
    const { found } = await shop.compare();
    expect(found).toMatchObject({ read: 2, queued: 1, differing: 2 });
    expect(found?.differences).toContainEqual({ orderId: "2", kind: "unreadable", shopMinor: 0, rouseMinor: 0 });
    expect(await shop.record()).toEqual(["recorded"]);
    expect(shop.world.parked).toEqual([]);
  });

  it("does not put an order of somebody away again who was erased since", async () => {
    const shop = await shopOf(source);
    const sale = saleAt(1, "2026-11-18T10:00:00.000Z");
    await shop.sell(sale);
    const erasing = { now: "2026-11-19T00:00:00.000Z", askedAt: "2026-11-19T00:00:00.000Z" };
    await eraseCustomer([`${source}:${sale.customer.id}`], erasing, shop.world.deps);
    await shop.world.lookAgain();
    const files = shop.world.keptFiles();
    expect((await shop.compare()).found).toMatchObject({ queued: 0, erased: 1, differing: 0, read: 1 });
    expect(shop.world.keptFiles().filter((key) => key.startsWith("archive/"))).toEqual(files);
  });
});
