import { describe, expect, it } from "vitest";
import { consentsOf, joinConsents, nothingSaid } from "../../../shared/model/consent.ts";
import { emailIdentity, isOfOrder, phoneIdentity } from "../../../shared/model/identity.ts";
import { exportCustomer } from "../../../shared/recording/export-customer.ts";
import { joinPersons, nothingKnown } from "../../../shared/recording/join-customer.ts";
import { newsOfIntent } from "../../../shared/recording/news-of-intent.ts";
import { rebuildSummary } from "../../../shared/recording/rebuild-summary.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { decodePurchaseDays } from "../../../shared/scoring/summaries/purchase-days.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { bodyKey, longText, mixedUp } from "../../support/full-rows.ts";
import { factsOf } from "../../support/order-facts.ts";
import { hash, recordDeps, recordingWorld, settings } from "../../support/recording-world.ts";

const SHOP_PHONE = "+4930123456";
type Guest = { email?: string; phone?: string; customerId?: string };
const orderOf = (index: number, { email, phone, customerId }: Guest) =>
  newsOfIntent(
    {
      kind: "order",
      person: {
        source: "shopify",
        ...(customerId !== undefined && { customerId }),
        emails: email === undefined ? [] : [email],
        phones: phone === undefined ? [] : [phone],
        profile: { ...(email !== undefined && { email }), updatedAt: "2026-01-01T12:00:00.000Z" },
      },
      facts: factsOf({ orderId: String(index), totalMinor: 1_000 + index }),
    },
    undefined,
    hash,
  );
const guest = (index: number) => orderOf(index, { email: `guest-${index}@example.com`, phone: SHOP_PHONE });
const wholeOf = (count: number) => count * 1_000 + (count * (count - 1)) / 2;

/** Who there is in the end, each with the sum of their orders; whoever's row has too many names is a mistake. */
const recorded = async (events: readonly ReturnType<typeof orderOf>[]) => {
  const store = fakeStore();
  const deps = recordDeps(store);
  const putAside: number[] = [];
  for (const news of events) {
    const result = await recordNews(news, deps);
    putAside.push("namesPutAside" in result ? (result.namesPutAside ?? 0) : 0);
  }
  const customers = [...store.rows.customers.values()].filter((row) => row.mergedInto === undefined);
  const netMinor = [...store.rows.orders.values()].reduce((sum, order) => sum + order.netMinor, 0);
  return { store, deps, customers, netMinor, putAside };
};
const names = ({ identities }: { identities: readonly string[] }) =>
  identities.filter((name) => !isOfOrder(name)).length;
/** How many names the two with the most have. */
const mostNames = (customers: readonly Parameters<typeof names>[0][]) =>
  customers
    .map(names)
    .sort((a, b) => b - a)
    .slice(0, 2);

describe("1,200 guests of one telephone number", () => {
  it("are one person up to 500 names, then each their own; no order is lost or counted twice", async () => {
    const { store, customers, netMinor, putAside, deps } = await recorded(
      Array.from({ length: 1_200 }, (_, at) => guest(at)),
    );
    expect(mostNames(customers)).toEqual([500, 1]);
    expect(customers).toHaveLength(1 + 1_200 - 499);
    expect([store.rows.orders.size, netMinor]).toEqual([1_200, wholeOf(1_200)]);
    expect(putAside.filter((count) => count === 1)).toHaveLength(1_200 - 499);
    const crowd = customers.find((customer) => names(customer) === 500);
    expect(store.rows.identities.get(phoneIdentity(hash(SHOP_PHONE)))?.customerId).toBe(crowd?.customerId);
    const late = guest(1_100);
    expect(await recordNews(late, deps)).toMatchObject({ outcome: "unchanged", namesPutAside: 1 });
    const others = Array.from({ length: 3 }, (_, at) => orderOf(20_000 + at, { phone: SHOP_PHONE }));
    for (const news of others) expect(await recordNews(news, deps)).toMatchObject({ customerId: crowd?.customerId });
  });

  it("end as the same number of persons with the same orders in any order of events", async () => {
    const guests = Array.from({ length: 600 }, (_, at) => guest(at));
    for (const step of [7, 551]) {
      const { customers, netMinor, store } = await recorded([...mixedUp(guests, step), ...guests.slice(0, 20)]);
      expect(mostNames(customers)).toEqual([500, 1]);
      expect([customers.length, store.rows.orders.size, netMinor]).toEqual([1 + 600 - 499, 600, wholeOf(600)]);
    }
  });

  it("are found, exported and erased one by one", async () => {
    const world = recordingWorld();
    for (let at = 0; at < 520; at++) await recordNews(guest(at), world.deps);
    const alone = [emailIdentity(hash("guest-510@example.com"))];
    const found = await exportCustomer(alone, world.deps);
    expect(found?.orders.map((order) => order.orderKey)).toEqual(["shopify#510"]);
    const redact = { shop_domain: "s", customer: { id: null, email: "guest-510@example.com", phone: null } };
    await world.deliver("shopify", "customers/redact", { ...redact, orders_to_redact: [510] });
    expect(await exportCustomer(alone, world.deps)).toBeUndefined();
    expect(world.store.rows.orders.size).toBe(519);
    const first = await exportCustomer([emailIdentity(hash("guest-3@example.com"))], world.deps);
    expect(first?.orders).toHaveLength(499);
  });
});

describe("a name that leads to too many", () => {
  const crowd = Array.from({ length: 499 }, (_, at) => guest(at));
  const sizes = (customers: readonly { identities: readonly string[] }[]) => customers.map(names).sort((a, b) => a - b);

  it("joins nobody further, be it an account, an address or a number", async () => {
    const market = Array.from({ length: 510 }, (_, at) =>
      orderOf(at, { customerId: "5", email: `buyer-${at}@example.com` }),
    );
    expect(sizes((await recorded(market)).customers)).toEqual([...Array.from({ length: 11 }, () => 1), 500]);
    const till = Array.from({ length: 510 }, (_, at) =>
      orderOf(at, { customerId: String(at), email: "till@example.com" }),
    );
    expect(sizes((await recorded(till)).customers)).toEqual([...Array.from({ length: 11 }, () => 1), 500]);
  });

  it("leaves an order where it lies, with the profile of whom it lies with, when it names somebody else later", async () => {
    const first = orderOf(7_000, { phone: SHOP_PHONE });
    const then = orderOf(7_000, { phone: SHOP_PHONE, email: "late@example.com" });
    const { store, netMinor, customers } = await recorded([...crowd, first, then]);
    expect([store.rows.orders.size, netMinor]).toEqual([500, wholeOf(499) + 8_000]);
    expect([sizes(customers), store.rows.identities.has(emailIdentity(hash("late@example.com")))]).toEqual([
      [500],
      false,
    ]);
    expect(customers[0]?.profile.email).not.toBe("late@example.com");
  });

  it("hears a refusal all the same", async () => {
    const first = orderOf(7_000, { phone: SHOP_PHONE });
    const then = orderOf(7_000, { phone: SHOP_PHONE, email: "late@example.com" });
    const denied = {
      denied: { state: "denied", basis: "explicit", at: "2026-01-02T00:00:00.000Z" } as const,
      granted: {},
    };
    const { customers } = await recorded([...crowd, first, { ...then, person: { ...then.person, consents: denied } }]);
    expect(customers[0]?.consents.denied).toEqual(denied.denied);
  });

  it("keeps two large circles apart, and takes an event for whom the smaller one is", async () => {
    const more = Array.from({ length: 300 }, (_, at) =>
      orderOf(1_000 + at, { email: `b-${at}@example.com`, phone: "+4930999999" }),
    );
    const both = orderOf(9_999, { email: "b-7@example.com", phone: SHOP_PHONE });
    const { customers, store } = await recorded([...crowd, ...more, both]);
    expect(sizes(customers)).toEqual([301, 500]);
    expect(store.rows.identities.get("order:shopify#9999")).toEqual(
      store.rows.identities.get(emailIdentity(hash("b-7@example.com"))),
    );
  });
});

describe("a customer of more than a row has room for", () => {
  it("names the newest 400 bodies, whatever is joined in whatever order", () => {
    const told = Array.from({ length: 5_000 }, (_, at) => ({ ...nothingKnown, archiveKeys: [bodyKey(at)] }));
    const expected = Array.from({ length: 400 }, (_, at) => bodyKey(4_600 + at)).sort();
    expect(mixedUp(told, 7_919).reduce(joinPersons, nothingKnown).archiveKeys).toEqual(expected);
  });

  it("keeps the latest 400 grants of 1,000 addresses, and a refusal that outweighs them all", () => {
    const grants = Array.from({ length: 1_000 }, (_, at) =>
      consentsOf(
        { state: "granted", basis: "explicit", at: new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString() },
        `key-${at}`,
      ),
    );
    const joined = mixedUp(grants, 777).reduce(joinConsents, nothingSaid);
    expect(Object.keys(joined.granted).sort()).toEqual(
      Array.from({ length: 400 }, (_, at) => `key-${600 + at}`).sort(),
    );
    expect(grants.reduce(joinConsents, nothingSaid)).toEqual(joined);
    const no = consentsOf({ state: "denied", basis: "explicit", at: "2027-01-01T00:00:00.000Z" }, undefined);
    expect(joinConsents(joined, no)).toEqual(joinConsents(no, joined));
    expect(joinConsents(joined, no).granted).toEqual({});
  });

  it("has a name that is cut, and an address that is none where it is longer than mail has them", () => {
    const { profile } = joinPersons(nothingKnown, {
      ...nothingKnown,
      profile: { firstName: longText(300_000), updatedAt: "2026-01-01T00:00:00.000Z" },
    });
    expect(profile.firstName).toBe(longText(500));
    const news = orderOf(1, { email: `${"a".repeat(300)}@${"b".repeat(300)}.example` });
    expect(news.identities).toEqual(["order:shopify#1"]);
  });

  it("has every order and all value in its days, though they are more than there is room for", () => {
    const orders = Array.from({ length: 20_000 }, (_, at) => ({
      customerId: "a",
      orderKey: `shopify#${at}`,
      facts: factsOf({
        orderId: String(at),
        orderedAt: new Date(Date.UTC(1971, 0, 1 + at, 12)).toISOString(),
        updatedAt: "2026-06-01T00:00:00.000Z",
        totalMinor: 100 + at,
        discountMinor: at % 2,
      }),
      separateRefunds: {},
      counted: { state: "counted" } as const,
      netMinor: 100 + at,
      archiveKeys: [],
    }));
    const days = decodePurchaseDays(rebuildSummary(orders, settings()).days);
    expect(days).toHaveLength(10_000);
    expect(days.reduce((sum, day) => sum + day.orders, 0)).toBe(20_000);
    expect(days.reduce((sum, day) => sum + day.netMinor, 0)).toBe(20_000 * 100 + (20_000 * 19_999) / 2);
    expect(days.reduce((sum, day) => sum + (day.habit?.discountedOrders ?? 0), 0)).toBe(10_000);
    expect([days[0]?.day, days.at(-1)?.day]).toEqual([365, 365 + 19_999]);
  });

  it("is recorded though a day's orders come to more than an exact number", async () => {
    const most = Array.from({ length: 200 }, (_, at) => ({ ...orderOf(at, { customerId: "7" }) }));
    const events = most.map((news, at) => ({
      ...news,
      orders: [{ orderKey: `shopify#${at}`, news: { facts: factsOf({ orderId: String(at), totalMinor: 1e14 }) } }],
    }));
    const { customers } = await recorded(events);
    expect(decodePurchaseDays(customers[0]?.days ?? new Uint8Array())).toMatchObject([{ orders: 200, netMinor: 1e14 }]);
  });
});
