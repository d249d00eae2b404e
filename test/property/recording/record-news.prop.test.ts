import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { customerIdOf } from "../../../shared/model/identity.ts";
import { newsOfIntent, type RecordableIntent } from "../../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { often } from "../../support/often.ts";
import { event } from "../../support/order-events.ts";
import { hash, recordDeps, stateOf } from "../../support/recording-world.ts";

const newsOf = (intent: RecordableIntent, index: number) => newsOfIntent(intent, `archive/shopify/${index}.json`, hash);
const events = fc.array(event, { minLength: 1, maxLength: 9 }).map((all) => all.map(newsOf));
type News = ReturnType<typeof newsOf>;

const plainly = async (all: readonly News[]) => {
  const store = fakeStore();
  for (const news of all) await recordNews(news, recordDeps(store));
  return stateOf(store);
};

/** Delivers events, crashing before the writes that `crashes` names; what crashed comes again at the end. */
const withCrashes = async (all: readonly News[], crashes: readonly number[]) => {
  let writes = 0;
  const store = fakeStore(() => {
    if (crashes.includes(writes++)) throw new Error("the power went");
  });
  const pending = [...all];
  for (let news = pending.shift(); news !== undefined; news = pending.shift()) {
    try {
      await recordNews(news, recordDeps(store));
    } catch (error) {
      if (!(error instanceof Error && error.message === "the power went")) throw error;
      pending.push(news);
    }
  }
  return stateOf(store);
};

/** Sets of identities that events join, by the plainest means: merge sets until none overlap. */
const peopleIn = (all: readonly News[]): string[][] => {
  let sets: Set<string>[] = [];
  for (const { identities } of all) {
    const overlapping = sets.filter((set) => identities.some((identity) => set.has(identity)));
    const joined = new Set([...identities, ...overlapping.flatMap((set) => [...set])]);
    sets = [...sets.filter((set) => !overlapping.includes(set)), joined];
  }
  return sets.map((set) => [...set].sort());
};

const runs = { numRuns: often(250), seed: 20261121 };

describe("recordNews", () => {
  it("ends in the same state whatever the order and the repetition of events", async () => {
    await fc.assert(
      fc.asyncProperty(
        events.chain((all) => fc.tuple(fc.constant(all), shuffledTwice(all))),
        async ([all, shuffled]) => {
          expect(await plainly(shuffled)).toEqual(await plainly(all));
        },
      ),
      runs,
    );
  });

  it("ends in the same state wherever it crashes between two writes", async () => {
    await fc.assert(
      fc.asyncProperty(
        events.chain((all) => fc.tuple(fc.constant(all), shuffledTwice(all))),
        fc.array(fc.nat(80), { maxLength: 12 }),
        async ([all, shuffled], crashes) => {
          expect(await withCrashes(shuffled, crashes)).toEqual(await plainly(all));
        },
      ),
      runs,
    );
  });

  it("makes one customer of all events that share identities, named by the best of them; all of them lead there", async () => {
    await fc.assert(
      fc.asyncProperty(events, async (all) => {
        const { customers, identities, orders } = await plainly(all);
        const people = peopleIn(all);
        const kept = customers.map((customer) => [...customer.identities].sort());
        expect(kept.sort(byText)).toEqual(people.map(withoutOrders).sort(byText));
        expect(customers.map((customer) => customer.customerId).sort()).toEqual(people.map(customerIdOf).sort());
        for (const person of people) {
          for (const identity of person) expect(identities[identity]).toBe(customerIdOf(person));
        }
        const told = new Set(all.flatMap((news) => (news.orders ?? []).map((order) => order.orderKey)));
        expect(orders.map((order) => order.orderKey).sort()).toEqual([...told].sort());
      }),
      runs,
    );
  });

  it("ends in the same state when events are recorded side by side", async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.scheduler(), async (all, scheduler) => {
        const store = fakeStore();
        const deps = recordDeps(interleaved(store, scheduler));
        const recording = Promise.all(all.map((news) => untilRecorded(() => recordNews(news, deps))));
        await scheduler.waitFor(recording);
        expect(stateOf(store)).toEqual(await plainly(all));
      }),
      { ...runs, numRuns: often(120) },
    );
  });
});

/** What a row keeps: no identity of an order, unless there is no other. */
const withoutOrders = (person: readonly string[]) => {
  const others = person.filter((identity) => !identity.startsWith("order:"));
  return others.length > 0 ? others : [...person];
};
const byText = (a: readonly string[], b: readonly string[]) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
const shuffledTwice = (all: readonly News[]) =>
  fc.shuffledSubarray([...all, ...all], { minLength: all.length, maxLength: 2 * all.length }).map((some) => {
    const missing = all.filter((news) => !some.includes(news));
    return [...some, ...missing];
  });

/** As the queue does: what was overtaken too often comes again. */
const untilRecorded = async (record: () => Promise<unknown>): Promise<void> => {
  for (let delivery = 0; delivery < 20; delivery++) {
    try {
      await record();
      return;
    } catch (error) {
      if (!(error instanceof Error && error.name === "ConflictError")) throw error;
    }
  }
  throw new Error("an event was never recorded");
};

/** Stores whose every call takes its turn when the scheduler says so. */
const interleaved = (store: ReturnType<typeof fakeStore>, scheduler: fc.Scheduler) => ({
  readIdentities: scheduler.scheduleFunction(store.readIdentities),
  takeIdentity: scheduler.scheduleFunction(store.takeIdentity),
  repointIdentity: scheduler.scheduleFunction(store.repointIdentity),
  readCustomer: scheduler.scheduleFunction(store.readCustomer),
  readCustomers: scheduler.scheduleFunction(store.readCustomers),
  saveCustomer: scheduler.scheduleFunction(store.saveCustomer),
  removeIdentity: scheduler.scheduleFunction(store.removeIdentity),
  readErasures: scheduler.scheduleFunction(store.readErasures),
  noteErasures: store.noteErasures,
  readOrder: scheduler.scheduleFunction(store.readOrder),
  readOrders: scheduler.scheduleFunction(store.readOrders),
  readOrdersOf: scheduler.scheduleFunction(store.readOrdersOf),
  replaceOrder: scheduler.scheduleFunction(store.replaceOrder),
  removeOrder: scheduler.scheduleFunction(store.removeOrder),
});
