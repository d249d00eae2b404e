import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSomebody } from "../../../shared/model/customer.ts";
import { namedIn } from "../../../shared/model/holder.ts";
import { newsOfIntent, type RecordableIntent } from "../../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { often } from "../../support/often.ts";
import { event } from "../../support/order-events.ts";
import { hash, recordDeps } from "../../support/recording-deps.ts";

type Store = ReturnType<typeof fakeStore>;

/** Events of one source that makes no two customer ids one by its word. */
const events = fc.array(
  event.filter(({ kind }) => kind !== "merge"),
  { minLength: 2, maxLength: 9 },
);
const runs = { numRuns: often(250), seed: 20261202 };

const recorded = async (all: readonly RecordableIntent[]): Promise<Store> => {
  const store = fakeStore();
  for (const intent of all) await recordNews(newsOfIntent(intent, undefined, hash), recordDeps(store));
  return store;
};
const customersIn = ({ rows }: Store) => [...rows.customers.values()].filter(isSomebody);

/** All that stands with an identity by addresses that nobody but the owner has for their own. */
const strongWith = ({ rows }: Store, start: string): Set<string> => {
  const told = [...rows.holders.values()].map(({ holder, own }) => ({ ...namedIn(holder), own: own === true }));
  const owned = new Set(told.flatMap(({ own, email }) => (own && email !== undefined ? [email] : [])));
  const edges = told.filter(({ own, email = "" }) => own || !owned.has(email));
  const reached = new Set([start]);
  for (const _step of edges)
    for (const { account, email } of edges)
      if (account !== undefined && email !== undefined && (reached.has(account) || reached.has(email)))
        for (const one of [account, email]) reached.add(one);
  return reached;
};

describe("weak evidence", () => {
  it("joins nobody: no phone number, and no address that is another customer id's own", async () => {
    await fc.assert(
      fc.asyncProperty(events, async (all) => {
        const store = await recorded(all);
        for (const { identities } of customersIn(store)) {
          const strong = strongWith(store, identities[0] ?? "");
          expect(identities.filter((identity) => !strong.has(identity))).toEqual([]);
        }
      }),
      runs,
    );
  });

  it("makes no customer: each has an order, or their source told of them beside orders", async () => {
    await fc.assert(
      fc.asyncProperty(events, async (all) => {
        const store = await recorded(all);
        const beside = all.filter(({ kind }) => kind === "profile" || kind === "consent" || kind === "event");
        const told = beside.flatMap((intent) => newsOfIntent(intent, undefined, hash).tellings);
        const named = new Set([
          ...told.map(({ holder }) => holder),
          ...[...store.rows.orders.values()].flatMap(({ holder }) => holder ?? []),
        ]);
        for (const { holders } of customersIn(store)) expect(holders.some((holder) => named.has(holder))).toBe(true);
      }),
      runs,
    );
  });
});
