import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Customer } from "../../../shared/model/customer.ts";
import { holderName } from "../../../shared/model/holder.ts";
import type { LookAgain } from "../../../shared/model/look-again.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { lookAgain } from "../../../shared/recording/look-again.ts";
import { newsOfIntent } from "../../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { fakeFiles } from "../../support/fake-files.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { often } from "../../support/often.ts";
import { event } from "../../support/order-events.ts";
import { hash, recordDeps } from "../../support/recording-deps.ts";

const secondsAfter = (seconds: number): string => new Date(Date.UTC(2026, 10, 21, 0, 0, seconds)).toISOString();
const POWER = "the power went";

/** Does it again until no crash stops it. */
const untilDone = async (work: () => Promise<unknown>): Promise<void> => {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof Error && error.message === POWER)) throw error;
    }
  }
  throw new Error("it was never done");
};

const isThere = ({ identities, sales, erasedAt }: Customer) =>
  (identities.length > 0 || sales) && erasedAt === undefined;

/** Everything by which the person of a row may be asked for; of sales, what makes them. */
const handlesTo = ({ customerId, identities, holders }: Customer): string[] =>
  identities.length > 0
    ? identities
    : holders.length > 0
      ? holders.map(holderName)
      : [customerId.slice("sales:".length)];

describe("eraseCustomer", () => {
  it("leaves nothing of a person, whatever merges came before, wherever recording and erasure crashed", async () => {
    const crashes = fc.uniqueArray(fc.nat(120), { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 9 }), crashes, fc.nat(), async (all, stops, pick) => {
        let writes = 0;
        const store = fakeStore(() => {
          if (stops.includes(writes++)) throw new Error(POWER);
        });
        for (const [index, intent] of all.entries()) {
          const news = newsOfIntent(intent, `archive/shopify/${index}.json`, hash);
          await untilDone(() => recordNews(news, recordDeps(store)));
        }
        const looks: LookAgain[] = [];
        const deps = {
          ...store,
          ...recordDeps(store),
          data: fakeFiles(),
          noteSweep: async () => {},
          enqueue: async () => {},
          lookAgain: async (look: LookAgain) => {
            looks.push(look);
          },
        };
        for (let second = 0; ; second++) {
          expect(second).toBeLessThan(50);
          const living = [...store.rows.customers.values()].find((row) => isThere(row));
          if (living === undefined) break;
          const handles = handlesTo(living);
          const handle = handles[pick % handles.length] ?? "";
          // Who is asked for again may lead to somebody else by then: what made too many of an account may be gone.
          const now = secondsAfter(second);
          await untilDone(() => eraseCustomer([handle], { now, askedAt: now }, deps));
        }
        for (let look = looks.shift(); look; look = looks.shift()) {
          const message = look;
          await untilDone(() => lookAgain(message, secondsAfter(60), deps));
        }
        const { customers, orders, identities, holders, days, messages } = store.rows;
        // An order of which only a refund or a deletion is known is nobody's.
        const told = [...orders.values()].filter(({ facts }) => facts !== undefined);
        const left = [...identities.values()].filter(({ holders: named }) => named.length > 0);
        const gone = [...customers.values()].filter((row) => row.erasedAt !== undefined);
        expect([...gone, ...told, ...left, ...holders.keys(), ...days.keys(), ...messages.keys()]).toEqual([]);
      }),
      { numRuns: often(250), seed: 20261122 },
    );
  });
});
