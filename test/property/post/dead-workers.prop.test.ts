import { describe, expect, it } from "vitest";
import { emailKeysOf } from "../../../shared/mail/is-suppressed.ts";
import type { Customer } from "../../../shared/model/customer.ts";
import { customerIdNamedBy, sourceOfIdentity } from "../../../shared/model/identity.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { newsOfIntent, type RecordableIntent } from "../../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { decodePurchaseDays } from "../../../shared/scoring/summaries/purchase-days.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { factsOf } from "../../support/order-facts.ts";
import { hash, recordDeps, settings, stateOf } from "../../support/recording-deps.ts";

/** Accounts of one person, the best name first; all but the first with an address, a grant for it and a purchase. */
const accounts = ["0", "1", "3", "5"] as const;
type Account = (typeof accounts)[number];
const emailOf = (account: Account) => `${account}@mail.example`;
const at = (account: Account) => `2026-01-1${account}T12:00:00.000Z`;

/** An order of one account with an address, its own or another's: then these are one person. */
const order = (account: Account, address: Account, orderId: string): RecordableIntent => ({
  kind: "order",
  person: {
    source: "shopify",
    customerId: account,
    emails: [emailOf(address)],
    phones: [],
    profile: { email: emailOf(address), updatedAt: at(address) },
    consent: { state: "granted", basis: "explicit", at: at(address) },
    consentEmail: emailOf(address),
  },
  facts: factsOf({ orderId, orderedAt: at(account), updatedAt: at(account), totalMinor: 1000 }),
});
const newsOf = (intent: RecordableIntent) => newsOfIntent(intent, undefined, hash);
type News = ReturnType<typeof newsOf>;

const apart = accounts.slice(1).map((account) => newsOf(order(account, account, account)));
const joining = (account: Account, address: Account) => newsOf(order(account, address, `${account}-${address}`));

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
  const mailed = async (account: string): Promise<Customer | undefined> =>
    (await whoTheyAre([account], { ...store, hash, settings: settings() })).get(account);
  return { store, record, mailed };
};
type World = ReturnType<typeof openStore>;

const copyOf = ({ store: { rows } }: World): World => {
  const copy = openStore();
  const into = copy.store.rows;
  for (const [id, row] of rows.customers) into.customers.set(id, row);
  for (const [key, row] of rows.orders) into.orders.set(key, row);
  for (const [identity, row] of rows.identities) into.identities.set(identity, row);
  for (const [holder, row] of rows.holders) into.holders.set(holder, row);
  return copy;
};

const worldOf = async (...all: readonly News[]): Promise<World> => {
  const world = openStore();
  for (const news of [...apart, ...all]) await world.record(news);
  return world;
};

const daysOf = (days: Uint8Array) => decodePurchaseDays(days).map(({ day }) => day);

/** Whoever may be mailed is known with all that was told of any account of theirs, whichever of them is the candidate. */
const expectNobodyIsMailedByHalf = async (world: World, whole: World) => {
  for (const account of accounts) {
    const customer = await world.mailed(`shopify:${account}`);
    if (customer?.emailKey === undefined) continue;
    for (const identity of customer.identities.filter((one) => sourceOfIdentity(one) !== undefined)) {
      expect((await world.mailed(identity))?.customerId).toBe(customer.customerId);
      const told = whole.store.rows.customers.get(customerIdNamedBy(identity));
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

/** By an account and an address: the better name is the one they have together. */
const first = joining("3", "5");
const seconds = [joining("1", "3"), joining("1", "5")];
const joins = [first, joining("5", "3"), joining("0", "3"), ...seconds];

describe("a worker that dies while two become one", () => {
  it("leaves nobody who is mailed by half of what is known, wherever it dies; another goes on", async () => {
    const apartYet = await worldOf();
    for (const news of joins) {
      const plain = stateOf((await worldOf(news)).store);
      const writes = await copyOf(apartYet).record(news);
      expect(writes).toBeGreaterThan(3);
      for (let before = 0; before <= writes; before++) {
        const world = copyOf(apartYet);
        await world.record(news, before);
        await expectNobodyIsMailedByHalf(world, apartYet);
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
      for (let next = 0; next <= more; next++) {
        const world = copyOf(begun);
        await world.record(second, next);
        await expectNobodyIsMailedByHalf(world, apartYet);
        if ((before + next) % EVERY !== 0) continue;
        for (const news of [first, second]) await world.record(news);
        expect(stateOf(world.store)).toEqual(plain);
      }
    }
  });
});
