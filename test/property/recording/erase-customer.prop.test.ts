import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { newsOfIntent } from "../../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { fakeFiles } from "../../support/fake-files.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { event } from "../../support/order-events.ts";
import { hash, recordDeps } from "../../support/recording-world.ts";

const NOW = "2026-11-21T00:00:00.000Z";
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
        const deps = { ...store, hash, data: fakeFiles(), eraseNightRows: async () => "done" as const };
        for (;;) {
          const living = [...store.rows.customers.values()].find(({ mergedInto }) => mergedInto === undefined);
          if (living === undefined) break;
          const handle = living.identities[pick % living.identities.length] ?? "";
          await untilDone(() => eraseCustomer([handle], NOW, deps));
        }
        const { customers, orders, identities, messages } = store.rows;
        expect([...customers.keys(), ...orders.keys(), ...identities.keys(), ...messages.keys()]).toEqual([]);
      }),
      { numRuns: 600, seed: 20261122 },
    );
  });
});
