import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emailIdentity } from "../../../shared/model/identity.ts";
import { joinPersonsOf, partPerson } from "../../../shared/recording/decide-who.ts";
import { knowAround } from "../../../shared/recording/know-around.ts";
import { newsOfIntent, type RecordableIntent } from "../../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { often } from "../../support/often.ts";
import { event } from "../../support/order-events.ts";
import { hash, recordDeps, settings, stateOf } from "../../support/recording-deps.ts";

const newsOf = (intent: RecordableIntent, index: number) => newsOfIntent(intent, `archive/shopify/${index}.json`, hash);
type News = ReturnType<typeof newsOf>;
type Store = ReturnType<typeof fakeStore>;

const named = [
  "shopify:7",
  "shopify:8",
  ...["ann@example.com", "bo@example.com", "cy@example.com"].map((email) => emailIdentity(hash(email))),
];
type Said = { kind: "part" | "join"; a: string; b: string };
const said: fc.Arbitrary<Said> = fc
  .tuple(fc.constantFrom("part" as const, "join" as const), fc.shuffledSubarray(named, { minLength: 2, maxLength: 2 }))
  .map(([kind, [a = "", b = ""]]) => ({ kind, a, b }));
const parting = said.map((one) => ({ ...one, kind: "part" as const }));
const events = fc.array(event, { minLength: 1, maxLength: 7 }).map((all) => all.map(newsOf));

const say = async ({ kind, a, b }: Said, minute: number, store: Store): Promise<void> => {
  const word = { at: new Date(Date.UTC(2026, 10, 21, 0, minute)).toISOString(), by: "operator" };
  if (kind === "join") await joinPersonsOf(a, b, word, recordDeps(store));
  else await partPerson([[a], [b]], word, recordDeps(store));
};

const tell = async (all: readonly News[], store: Store): Promise<void> => {
  for (const news of all) await recordNews(news, recordDeps(store));
};

/** Events and words, in this order. */
const inTurn = async (steps: readonly (News | Said)[], store = fakeStore()): Promise<Store> => {
  for (const [minute, step] of steps.entries()) {
    if ("a" in step) await say(step, minute, store);
    else await tell([step], store);
  }
  return store;
};

const areOne = async ({ a, b }: Said, store: Store): Promise<boolean> => {
  const { persons } = await knowAround({ identities: [a, b], holders: [] }, recordDeps(store));
  return persons.some(({ identities }) => identities.includes(a) && identities.includes(b));
};

const isSomebody = async ({ a, b }: Said, store: Store): Promise<boolean> => {
  const { identities } = await knowAround({ identities: [a, b], holders: [] }, recordDeps(store));
  return [a, b].every((one) => identities.get(one)?.ties.names);
};

const runs = { numRuns: often(40), seed: 20261129 };

describe("words of an operator", () => {
  it("come out the same, whatever is told again between them and after", async () => {
    await fc.assert(
      fc.asyncProperty(
        events,
        fc.array(said, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(6), { maxLength: 8 }),
        async (all, words, again) => {
          const plain = await inTurn([...all, ...words]);
          const between = words.flatMap((word, at) => [
            word,
            ...again.slice(at, at + 2).flatMap((one) => all[one] ?? []),
          ]);
          const mixed = await inTurn([...[...all].reverse(), ...between]);
          expect(stateOf(mixed)).toEqual(stateOf(plain));
        },
      ),
      runs,
    );
  });

  it("part the same persons, said before what is told, between, or after", async () => {
    await fc.assert(
      fc.asyncProperty(events, parting, fc.nat(7), async (all, word, place) => {
        const late = await inTurn([...all, word]);
        const early = await inTurn([...all.slice(0, place), word, ...all.slice(place)]);
        expect(stateOf(early)).toEqual(stateOf(late));
      }),
      runs,
    );
  });

  it("hold against what is told later: the last of them", async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.array(said, { maxLength: 3 }), said, events, async (before, words, last, after) => {
        const store = await inTurn([...before, ...words, last, ...after]);
        if (await isSomebody(last, store)) expect(await areOne(last, store)).toBe(last.kind === "join");
      }),
      runs,
    );
  });

  it("that join hold for who was one with them where one of the two names nobody any more", async () => {
    const joining = said.map((one) => ({ ...one, kind: "join" as const }));
    const narrow = settings({ identity: { account: { names: 1, addresses: 1 } } });
    await fc.assert(
      fc.asyncProperty(events, joining, events, async (before, word, after) => {
        const store = fakeStore();
        const deps = recordDeps(store, narrow);
        for (const news of before) await recordNews(news, deps);
        await joinPersonsOf(word.a, word.b, { at: "2026-11-21T00:00:00.000Z", by: "operator" }, deps);
        const joined = await knowAround({ identities: [word.a, word.b], holders: [] }, deps);
        const members = joined.persons.find(({ identities }) => identities.includes(word.a))?.identities ?? [];
        if (!members.includes(word.b)) return;
        for (const news of after) await recordNews(news, deps);
        const now = await knowAround({ identities: members, holders: [] }, deps);
        const isNaming = (identity: string) => now.identities.get(identity)?.ties.names === true;
        if (isNaming(word.a) && isNaming(word.b)) return;
        const left = members.filter(isNaming);
        const holding = now.persons.filter(({ identities }) => identities.some((one) => left.includes(one)));
        expect(holding.length).toBeLessThan(2);
      }),
      { ...runs, numRuns: often(150) },
    );
  });

  it("end the same when they are said again after a crash between any two writes", async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.array(said, { maxLength: 2 }), said, fc.nat(7), async (all, words, last, crash) => {
        const plain = await inTurn([...all, ...words, last]);
        let left = Number.POSITIVE_INFINITY;
        const store = fakeStore(() => {
          if (left-- === 0) throw new Error("the power went");
        });
        await inTurn([...all, ...words], store);
        left = crash;
        await say(last, 30, store).catch((error: unknown) => {
          if (!(error instanceof Error && error.message === "the power went")) throw error;
        });
        left = Number.POSITIVE_INFINITY;
        await say(last, 31, store);
        expect(stateOf(store)).toEqual(stateOf(plain));
      }),
      runs,
    );
  });
});
