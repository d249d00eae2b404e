import { expect, it } from "vitest";
import type { News } from "../../../shared/recording/news.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { factsOf } from "../../support/order-facts.ts";
import { recordDeps, stateOf } from "../../support/recording-deps.ts";

const orderKey = "shopify#1";
const newsOf = (told: NonNullable<News["orders"]>[number]["news"]): News => ({
  names: [`order:${orderKey}`],
  tellings: [],
  orders: [{ orderKey, news: told }],
});
const sale = newsOf({ facts: factsOf({}) });
const deletion = newsOf({ deletedAt: "2026-12-01T00:00:00.000Z" });

it("a sale of nobody is what its order came to be, wherever another worker changes the order meanwhile", async () => {
  const plain = fakeStore();
  for (const news of [sale, deletion]) await recordNews(news, recordDeps(plain));
  const readings = async (store: ReturnType<typeof fakeStore>, between: (reading: number) => Promise<void>) => {
    let count = 0;
    const readCustomers: typeof store.readCustomers = async (ids) => {
      await between(++count);
      return store.readCustomers(ids);
    };
    await recordNews(sale, recordDeps({ ...store, readCustomers }));
    return count;
  };
  const all = await readings(fakeStore(), async () => {});
  expect(all).toBeGreaterThan(1);
  for (let at = 1; at <= all; at++) {
    const store = fakeStore();
    await readings(store, async (reading) => {
      if (reading === at) await recordNews(deletion, recordDeps(store));
    });
    expect(stateOf(store)).toEqual(stateOf(plain));
  }
});
