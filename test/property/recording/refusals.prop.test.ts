import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consentFor } from "../../../shared/model/consent.ts";
import { isSomebody } from "../../../shared/model/customer.ts";
import { accountOf, addressOf, namedIn } from "../../../shared/model/holder.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import { newsOfIntent, type RecordableIntent } from "../../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { refusedByOwner } from "../../../shared/recording/refused-by-owner.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { often } from "../../support/often.ts";
import { event } from "../../support/order-events.ts";
import { hash, recordDeps } from "../../support/recording-deps.ts";

/** A refusal told of a customer id alone. */
const refusal: fc.Arbitrary<RecordableIntent> = fc.constantFrom("7", "8", "9").map((customerId) => ({
  kind: "consent",
  person: {
    ...{ source: "shopify", customerId, emails: [], phones: [], profile: {} },
    consent: { state: "denied", basis: "explicit", at: "2026-01-01T12:00:02.000Z" },
  },
}));

describe("a refusal told of a customer id alone", () => {
  it("is heard at every address that stands with it, whoever else has that, in whatever order it was told", async () => {
    const events = fc.array(fc.oneof({ weight: 3, arbitrary: event }, refusal), { minLength: 2, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(events, async (all) => {
        const store = fakeStore();
        for (const intent of all) await recordNews(newsOfIntent(intent, undefined, hash), recordDeps(store));
        const { holders, customers } = store.rows;
        const mailed = [...customers.values()].filter(isSomebody);
        for (const { holder, consents } of holders.values()) {
          if (namedIn(holder).account !== holder || consents.denied === undefined) continue;
          const said = consents.denied.at ?? "";
          const standing = [...holders.keys()].map(namedIn).filter(({ account }) => account === holder);
          for (const { emailKey, consents: heard } of mailed)
            if (emailKey !== undefined && standing.some(({ email }) => email === emailIdentity(emailKey)))
              expect([emailKey, (heard.denied?.at ?? "") >= said && heard.denied !== undefined]).toEqual([
                emailKey,
                true,
              ]);
        }
      }),
      { numRuns: often(200), seed: 20261201 },
    );
  });
});

describe("a refusal by whom an address is of", () => {
  it("is outlasted by no yes of who has but typed it, in whatever order it was told", async () => {
    const events = fc.array(fc.oneof({ weight: 4, arbitrary: event }, refusal), { minLength: 3, maxLength: 10 });
    let heard = 0;
    await fc.assert(
      fc.asyncProperty(events, async (all) => {
        const store = fakeStore();
        for (const intent of all) await recordNews(newsOfIntent(intent, undefined, hash), recordDeps(store));
        const rows = [...store.rows.holders.values()];
        for (const { emailKey, consents } of [...store.rows.customers.values()].filter(isSomebody)) {
          if (emailKey === undefined) continue;
          const address = emailIdentity(emailKey);
          const accounts = rows.flatMap(({ holder }) => (addressOf(holder).includes(address) ? accountOf(holder) : []));
          const there = rows.filter(({ holder }) => addressOf(holder).includes(address) || accounts.includes(holder));
          if (refusedByOwner(address, there) === undefined) continue;
          heard += 1;
          expect([address, consentFor(consents, emailKey).state]).toEqual([address, "denied"]);
        }
      }),
      { numRuns: often(200), seed: 20261205 },
    );
    expect(heard).toBeGreaterThan(20);
  });
});
