import { describe, expect, it } from "vitest";
import { isSomebody } from "../../../shared/model/customer.ts";
import { newsOfIntent } from "../../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { decodePurchaseDays } from "../../../shared/scoring/summaries/purchase-days.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { factsOf } from "../../support/order-facts.ts";
import { hash, recordDeps } from "../../support/recording-deps.ts";

const PHONE = "+491709000000";

type Buyer = { customerId?: string; email?: string; phone?: string; firstName?: string };

const orderOf = (index: number, { customerId, email, phone, firstName }: Buyer) =>
  newsOfIntent(
    {
      kind: "order",
      person: {
        source: "shopify",
        ...(customerId !== undefined && { customerId }),
        emails: email === undefined ? [] : [email],
        phones: phone === undefined ? [] : [phone],
        profile: {
          updatedAt: "2026-01-01T12:00:00.000Z",
          ...(email !== undefined && { email }),
          ...(firstName !== undefined && { firstName }),
        },
      },
      facts: factsOf({ orderId: String(index), totalMinor: 1_000 + index }),
    },
    undefined,
    hash,
  );

const recorded = async (count: number, buyer: (index: number) => Buyer) => {
  const store = fakeStore();
  for (let index = 0; index < count; index++) await recordNews(orderOf(index, buyer(index)), recordDeps(store));
  const rows = [...store.rows.customers.values()];
  const customers = rows.filter(isSomebody);
  const netMinor = [...store.rows.orders.values()].reduce((sum, order) => sum + order.netMinor, 0);
  return { store, customers, sales: rows.filter((row) => row.sales), netMinor };
};
/** What the rows of the only customer say. */
const boughtBy = ({ rows }: ReturnType<typeof fakeStore>) => {
  const days = decodePurchaseDays(rows.customers.get("shopify:7")?.days ?? new Uint8Array());
  const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
  return {
    days: days.length,
    orders: sum(days.map(({ orders }) => orders)),
    netMinor: sum(days.map(({ netMinor }) => netMinor)),
  };
};
const wholeOf = (count: number) => count * 1_000 + (count * (count - 1)) / 2;

describe("what very many share", () => {
  it("joins none of the guests of one telephone number", async () => {
    const { customers, netMinor } = await recorded(120, (index) => ({ email: `g${index}@example.com`, phone: PHONE }));
    expect([customers.length, netMinor]).toEqual([120, wholeOf(120)]);
  });

  it("leaves the orders of an account of many people to their addresses", async () => {
    const { customers, sales } = await recorded(80, (index) => ({ customerId: "5", email: `p${index}@example.com` }));
    expect(customers.map(({ customerId }) => customerId.split(":")[0])).toEqual(customers.map(() => "email"));
    expect([customers.length, sales.length]).toEqual([80, 0]);
  });

  it("makes sales of nobody of a till's orders without an address, once the till is known for one", async () => {
    const names = ["Ann", "Bo", "Cy", "Di", "Ed"];
    const { customers, sales, store } = await recorded(25, (index) => ({
      customerId: "5",
      ...(index % 5 === 4 && { email: `p${index}@example.com`, firstName: names[(index - 4) / 5] ?? "" }),
    }));
    expect(customers.length).toBe(5);
    expect(sales.map(({ customerId }) => customerId)).toEqual(["sales:shopify:5"]);
    expect(Object.keys(store.rows.holders.get("shopify:5")?.entries ?? {})).toHaveLength(20);
  });
});

describe("a customer of a thousand orders", () => {
  it("keeps further days in rows of their own, and says what all come to", async () => {
    const store = fakeStore();
    const day = (index: number) => new Date(Date.UTC(2024, 0, 1 + Math.floor(index / 3), 15)).toISOString();
    for (let index = 0; index < 400; index++) {
      const news = newsOfIntent(
        {
          kind: "order",
          person: { source: "shopify", customerId: "7", emails: [], phones: [], profile: {} },
          facts: factsOf({ orderId: String(index), orderedAt: day(index), updatedAt: day(index), totalMinor: 1_000 }),
        },
        undefined,
        hash,
      );
      await recordNews(news, recordDeps(store));
    }
    expect(Object.keys(store.rows.holders.get("shopify:7")?.entries ?? {})).toHaveLength(64);
    expect(store.rows.days.size).toBe((400 - 64) / 3);
    expect(store.rows.customers.get("shopify:7")?.notCounted).toBeUndefined();
    expect(boughtBy(store)).toEqual({ days: 134, orders: 400, netMinor: 400_000 });
  });

  it("keeps a day of very many in several rows, and each order once, told one by one or all at once", async () => {
    const tills = await Promise.all(
      [false, true].map(async (isAtOnce) => {
        const store = fakeStore();
        const all = Array.from({ length: 1_000 }, (_, index) => orderOf(index, { customerId: "7" }));
        const [first] = all;
        const orders = all.flatMap((news) => news.orders ?? []);
        const told = isAtOnce && first ? [{ ...first, orders }] : [...all, ...all.slice(0, 300)];
        for (const news of told) await recordNews(news, recordDeps(store));
        expect(boughtBy(store)).toEqual({ days: 1, orders: 1_000, netMinor: wholeOf(1_000) });
        expect(Object.keys(store.rows.holders.get("shopify:7")?.entries ?? {})).toEqual([]);
        return [...store.rows.days.values()].map(({ entries }) => Object.keys(entries).length);
      }),
    );
    for (const rows of tills)
      expect(rows.toSorted((a, b) => a - b)).toEqual([104, ...Array.from({ length: 7 }, () => 128)]);
  });
});
