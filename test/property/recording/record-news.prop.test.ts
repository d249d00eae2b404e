import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newsOfIntent, type RecordableIntent } from "../../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { often } from "../../support/often.ts";
import { event } from "../../support/order-events.ts";
import { hash, recordDeps, settings, stateOf } from "../../support/recording-deps.ts";
import { scheduled } from "../../support/scheduled-store.ts";

const newsOf = (intent: RecordableIntent, index: number) => newsOfIntent(intent, `archive/shopify/${index}.json`, hash);
const events = fc.array(event, { minLength: 1, maxLength: 9 }).map((all) => all.map(newsOf));
type News = ReturnType<typeof newsOf>;

/** So little that days have rows of their own from the second order on, and several rows soon: that leaves no trace. */
const narrow = { room: { holder: 1, day: 1 } };

const plainly = async (all: readonly News[], shop = settings()) => {
  const store = fakeStore();
  for (const news of all) await recordNews(news, recordDeps(store, shop));
  return stateOf(store);
};

const narrowly = async (all: readonly News[]) => {
  const store = fakeStore();
  for (const news of all) await recordNews(news, { ...recordDeps(store), ...narrow });
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
      await recordNews(news, { ...recordDeps(store), ...narrow });
    } catch (error) {
      if (!(error instanceof Error && error.message === "the power went")) throw error;
      pending.push(news);
    }
  }
  return stateOf(store);
};

const runs = { numRuns: often(250), seed: 20261121 };

describe("recordNews", () => {
  it("ends in the same state whatever the order and the repetition of events", async () => {
    await fc.assert(
      fc.asyncProperty(
        events.chain((all) => fc.tuple(fc.constant(all), shuffledTwice(all))),
        async ([all, shuffled]) => {
          const state = await plainly(all);
          expect(await plainly(shuffled)).toEqual(state);
          expect(await narrowly(shuffled)).toEqual(state);
        },
      ),
      runs,
    );
  });

  it("ends in the same state whichever name was the one too many", async () => {
    const one = { names: 1 };
    const strict = settings({ identity: { account: one, address: one, phone: one } });
    await fc.assert(
      fc.asyncProperty(
        events.chain((all) => fc.tuple(fc.constant(all), shuffledTwice(all))),
        async ([all, shuffled]) => {
          expect(await plainly(shuffled, strict)).toEqual(await plainly(all, strict));
        },
      ),
      { ...runs, numRuns: often(120) },
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

  it("ends in the same state when events are recorded side by side", async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.scheduler(), async (all, scheduler) => {
        const store = fakeStore();
        const deps = { ...recordDeps(scheduled(store, scheduler)), ...narrow };
        const recording = Promise.all(all.map((news) => untilRecorded(() => recordNews(news, deps))));
        await scheduler.waitFor(recording);
        expect(stateOf(store)).toEqual(await plainly(all));
      }),
      { ...runs, numRuns: often(120) },
    );
  });
});

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
