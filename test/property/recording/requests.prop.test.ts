import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namedIn } from "../../../shared/model/holder.ts";
import { customerIdentity, emailIdentity } from "../../../shared/model/identity.ts";
import { eraseHeld } from "../../../shared/recording/erase-held.ts";
import { exportCustomer } from "../../../shared/recording/export-customer.ts";
import { heldByRequest } from "../../../shared/recording/held-by-request.ts";
import { newsOfIntent, type RecordableIntent } from "../../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { expectSound } from "../../support/expect-sound.ts";
import { often } from "../../support/often.ts";
import { event } from "../../support/order-events.ts";
import { hash, settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

/** When what erasures noted is swept: there are no nights. */
const SWEPT_AT = "2026-11-30T11:30:00.000Z";

type World = ReturnType<typeof recordingWorld>;

/** Two customer ids that a source made one are one in its requests as well. */
const events = fc.array(
  event.filter(({ kind }) => kind !== "merge"),
  { minLength: 1, maxLength: 9 },
);
const asked = fc.record({
  account: fc.constantFrom("7", "8", "9").map((id) => customerIdentity("shopify", id)),
  email: fc.option(fc.constantFrom("ann@example.com", "bo@example.com", "cy@example.com"), { nil: undefined }),
});
const narrow = settings({ identity: { account: { names: 2, addresses: 2 } } });

const worldOf = async (all: readonly RecordableIntent[]): Promise<World> => {
  const world = recordingWorld(narrow);
  for (const intent of all) await recordNews(newsOfIntent(intent, undefined, hash), world.deps);
  return world;
};

/** Customer ids and addresses that a source says are one with it, and the address of the request where it stands with it. */
const strongWith = ({ store }: World, account: string, address: string | undefined): Set<string> => {
  const holders = [...store.rows.holders.values()].map((row) => ({ ...namedIn(row.holder), own: row.own }));
  const strong = new Set([account]);
  const isNamed = holders.some((one) => one.account === account && one.email === address);
  if (address !== undefined && isNamed) strong.add(address);
  for (const _step of holders)
    for (const { own, account: id = "", email = "" } of holders)
      if (own && (strong.has(id) || strong.has(email))) for (const one of [id, email]) strong.add(one);
  return strong;
};

describe("a source's privacy request", () => {
  it("reaches all that bears the customer id, and beyond that what a source says is its own; nothing else goes", async () => {
    await fc.assert(
      fc.asyncProperty(events, asked, async (all, { account, email }) => {
        const world = await worldOf(all);
        const address = email === undefined ? undefined : emailIdentity(hash(email));
        const addresses = address === undefined ? [] : [address];
        const { handles } = await heldByRequest({ account, addresses, phones: [], orders: [] }, world.deps);
        const exported = await exportCustomer(handles, world.deps, { reach: "held" });
        const reached = new Set(exported?.orders.map(({ orderKey }) => orderKey));
        const strong = strongWith(world, account, address);
        const before = [...world.store.rows.orders.values()];
        for (const { orderKey, holder } of before) {
          const named = holder === undefined ? {} : namedIn(holder);
          if (named.account === account) expect(reached).toContain(orderKey);
          if (reached.has(orderKey))
            expect([named.account, named.email].some((one) => one !== undefined && strong.has(one))).toBe(true);
        }
        const now = "2026-11-21T00:00:00.000Z";
        const { outcome } = await eraseHeld(handles, { now, askedAt: now }, world.deps);
        if (reached.size > 0) expect(outcome).toBe("erased");
        expect([...world.store.rows.orders.values()]).toEqual(before.filter(({ orderKey }) => !reached.has(orderKey)));
        await world.lookAgain();
        await world.sweep(SWEPT_AT);
        await expectSound(world);
        expect(await eraseHeld([account], { now, askedAt: now }, world.deps)).toMatchObject({
          outcome: "erased-before",
        });
      }),
      { numRuns: often(250), seed: 20261130 },
    );
  });
});
