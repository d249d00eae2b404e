import { describe, expect, it } from "vitest";
import { emailKeysOf } from "../../../shared/mail/is-suppressed.ts";
import { findRecipients } from "../../../shared/post/find-recipients.ts";
import { newsOfIntent, type RecordableIntent } from "../../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { decodePurchaseDays } from "../../../shared/scoring/summaries/purchase-days.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { winBack } from "../../support/notify-world.ts";
import { factsOf } from "../../support/order-facts.ts";
import { hash, recordDeps, stateOf } from "../../support/recording-world.ts";

/** Accounts of one person, the best name first; all but the first with an address, a grant for it and a purchase. */
const accounts = ["0", "1", "3", "5"] as const;
type Account = (typeof accounts)[number];
const emailOf = (account: Account) => `${account}@mail.example`;
const at = (account: Account) => `2026-01-1${account}T12:00:00.000Z`;

/** An order of one account that names addresses, its own or others': then these are one person. */
const order = (account: Account, addresses: readonly [Account, ...Account[]], orderId: string): RecordableIntent => ({
  kind: "order",
  person: {
    source: "shopify",
    customerId: account,
    emails: addresses.map(emailOf),
    phones: [],
    profile: { email: emailOf(addresses[0]), updatedAt: at(addresses[0]) },
    consent: { state: "granted", basis: "explicit", at: at(addresses[0]) },
    consentEmail: emailOf(addresses[0]),
  },
  facts: factsOf({ orderId, orderedAt: at(account), updatedAt: at(account), totalMinor: 1000 }),
});
const newsOf = (intent: RecordableIntent, index: number) => newsOfIntent(intent, `archive/shopify/${index}.json`, hash);
type News = ReturnType<typeof newsOf>;

const apart = accounts
  .slice(1)
  .map((account) => order(account, [account], account))
  .map(newsOf);
const joining = (account: Account, ...addresses: readonly [Account, ...Account[]]) =>
  newsOf(order(account, addresses, `${account}-${addresses.join("-")}`), 9);

/** A store and a worker over it, who dies before a certain write. */
const openStore = () => {
  let [left, made] = [Number.POSITIVE_INFINITY, 0];
  const store = fakeStore(() => {
    if (left-- <= 0) throw new Error("the worker died");
    made += 1;
  });
  const deps = recordDeps(store);
  /** @returns how many writes were made */
  const record = async (news: News, before = Number.POSITIVE_INFINITY): Promise<number> => {
    [left, made] = [before, 0];
    await recordNews(news, deps).catch((error: unknown) => {
      if (!(error instanceof Error && error.message === "the worker died")) throw error;
    });
    return made;
  };
  return { store, record };
};
type World = ReturnType<typeof openStore>;

const copyOf = ({ store }: World): World => {
  const copy = openStore();
  for (const [id, row] of store.rows.customers) copy.store.rows.customers.set(id, row);
  for (const [key, row] of store.rows.orders) copy.store.rows.orders.set(key, row);
  for (const [identity, row] of store.rows.identities) copy.store.rows.identities.set(identity, row);
  return copy;
};

const worldOf = async (...all: readonly News[]): Promise<World> => {
  const world = openStore();
  for (const news of [...apart, ...all]) await world.record(news);
  return world;
};
type Store = ReturnType<typeof fakeStore>;

/** Which accounts the store itself says are one: a signpost stands between them. */
const circleOf = ({ rows }: Store, account: string): Set<string> => {
  const circle = new Set([account]);
  for (let before = 0; before < circle.size; ) {
    before = circle.size;
    for (const { customerId, mergedInto } of rows.customers.values()) {
      if (mergedInto === undefined || !(circle.has(customerId) || circle.has(mergedInto))) continue;
      circle.add(customerId).add(mergedInto);
    }
  }
  return circle;
};

const daysOf = (days: Uint8Array) => decodePurchaseDays(days).map(({ day }) => day);

/** Whoever may be written to is known with all that any row of theirs was told, whichever of them is the candidate. */
const expectNobodyIsMailedByHalf = async (store: Store, whole: Store) => {
  for (const account of accounts) {
    const candidate = winBack(`shopify:${account}`);
    const [recipient] = await findRecipients([{ index: 0, candidate }], store);
    if (recipient === undefined || recipient.unjoined || recipient.customer.emailKey === undefined) continue;
    const { customer } = recipient;
    for (const id of circleOf(store, customer.customerId)) {
      const told = whole.rows.customers.get(id);
      if (!told) continue;
      expect(emailKeysOf(customer)).toEqual(expect.arrayContaining([...emailKeysOf(told)]));
      expect(Object.keys(customer.consents.granted)).toEqual(
        expect.arrayContaining(Object.keys(told.consents.granted)),
      );
      expect(daysOf(customer.days)).toEqual(expect.arrayContaining(daysOf(told.days)));
    }
  }
};

/** Of two workers who die one after the other there are many hundred ends; what follows is tried from each so manieth. */
const EVERY = 5;

/** By an account and an address: whoever has the better name is the one they are joined to. */
const first = joining("3", "5");
const seconds = [joining("1", "3"), joining("1", "5")];
const merges = [first, joining("5", "3"), joining("0", "3", "5"), ...seconds];

describe("a worker that dies in a merge", () => {
  it("leaves nobody who is mailed by half of what is known, wherever it dies; another goes on", async () => {
    const apartYet = await worldOf();
    for (const news of merges) {
      const plain = stateOf((await worldOf(news)).store);
      const writes = await copyOf(apartYet).record(news);
      for (let before = 0; before <= writes; before++) {
        const world = copyOf(apartYet);
        await world.record(news, before);
        await expectNobodyIsMailedByHalf(world.store, apartYet.store);
        await world.record(news);
        expect(stateOf(world.store)).toEqual(plain);
      }
    }
  });

  it.each(seconds)("nor does the next one, which joins them to a third", async (second) => {
    const apartYet = await worldOf();
    const plain = stateOf((await worldOf(first, second)).store);
    const writes = await copyOf(apartYet).record(first);
    for (let before = 0; before <= writes; before++) {
      const begun = copyOf(apartYet);
      await begun.record(first, before);
      const more = await copyOf(begun).record(second);
      for (let then = 0; then <= more; then++) {
        const world = copyOf(begun);
        await world.record(second, then);
        await expectNobodyIsMailedByHalf(world.store, apartYet.store);
        if ((before + then) % EVERY !== 0) continue;
        for (const news of [first, second]) await world.record(news);
        expect(stateOf(world.store)).toEqual(plain);
      }
    }
  });

  const meanwhile = [...seconds, joining("0", "1", "3"), joining("5", "5"), joining("3", "3")];
  it.each(meanwhile)(
    "nor one that is slow over the signpost while another event is recorded, and then dies",
    async (event) => {
      const [world, apartYet] = [await worldOf(), await worldOf()];
      const { store } = world;
      let isDead = false;
      const saveCustomer: typeof store.saveCustomer = async (row, version) => {
        if (isDead) throw new Error("the worker died");
        if (row.mergedInto === undefined) return store.saveCustomer(row, version);
        await world.record(event);
        isDead = true;
        return store.saveCustomer(row, version);
      };
      const dying = recordNews(first, { ...recordDeps(store), saveCustomer });
      await expect(dying).rejects.toThrow("the worker died");
      await expectNobodyIsMailedByHalf(store, apartYet.store);
      for (const news of [first, event]) await world.record(news);
      expect(stateOf(store)).toEqual(stateOf((await worldOf(first, event)).store));
    },
  );
});
