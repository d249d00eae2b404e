import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDynamoClient } from "../../shared/adapters/aws-clients.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { dynamoEvidence } from "../../shared/adapters/dynamo-evidence.ts";
import { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import { handedChannelSchema, isByPhone, LONGEST_HANDLE } from "../../shared/model/channel.ts";
import { consentsOf, joinConsents, nothingSaid } from "../../shared/model/consent.ts";
import { eventKindSchema } from "../../shared/model/customer-event.ts";
import { type HolderRow, holderRowSchema, identityRowSchema } from "../../shared/model/evidence.ts";
import type { Order } from "../../shared/model/order.ts";
import { customerOf } from "../../shared/recording/customer-of.ts";
import { dayAfter, roomOfRows } from "../../shared/recording/days-apart.ts";
import { packDays } from "../../shared/recording/entries.ts";
import { foldOrder } from "../../shared/recording/fold-order.ts";
import { holderTold, withHolder } from "../../shared/recording/holder-after.ts";
import { channelsTold, joinChannels } from "../../shared/recording/join-channels.ts";
import { joinPersons, nothingKnown } from "../../shared/recording/join-customer.ts";
import { joinEvents, toldEvent } from "../../shared/recording/told-events.ts";
import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import { startEngines, type TestEngines } from "../support/engines.ts";
import { bodyKey, longText } from "../support/full-rows.ts";
import { factsOf } from "../support/order-facts.ts";
import { hash, settings } from "../support/recording-deps.ts";

/** What lies on a row beside what its bounds allow, to make it one byte too large or more. */
const ROW_END_BYTES = 400 * 1024;

const manyRefunds = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`${longText(150)}${at}`, 1e14 - at]));
const orderId = longText(200);

/** Whose names are as long as a source's can be. */
const HOLDER = `email:${"k".repeat(22)} woocommerce:${longText(200)}`;

/** An address alone, of which a row keeps apart what was told of it beside orders. */
const ADDRESS = `email:${"100".padStart(22, "k")}`;

/** An order at every bound at once, of values as long as a source can send them. */
const fullOrder = (): Order => {
  const item = { sku: longText(900), title: longText(900), category: longText(900), quantity: 1 / 3, totalMinor: 1e14 };
  const facts = factsOf({
    orderId,
    status: longText(100),
    locale: longText(500),
    country: longText(500),
    totalMinor: 1e14,
    discountMinor: 1e14,
    refunds: manyRefunds,
    items: Array.from({ length: 100_000 }, () => item),
  });
  const archiveKeys = Array.from({ length: 2_000 }, (_, at) => bodyKey(at));
  const key = { holder: HOLDER, orderKey: `woocommerce#${orderId}` };
  const deletedAt = "2026-01-01T12:00:00.000Z";
  return foldOrder(key, undefined, { facts, separateRefunds: manyRefunds, deletedAt, archiveKeys }, settings());
};

const eventAt = (day: number) => new Date(Date.UTC(2026, 0, 1 + day, 12)).toISOString();

/** More handles than a row has room for, on every channel. */
const fullChannels = (at: string) =>
  Array.from({ length: 100 }, (_, number) => String(number))
    .flatMap((number) =>
      handedChannelSchema.options.map((channel) => ({
        channel,
        handle: isByPhone(channel) ? `+49170${number.padStart(8, "0")}` : number.padStart(LONGEST_HANDLE, "h"),
        consent: { state: "granted", basis: "explicit", at, source: "shopify-customers" } as const,
      })),
    )
    .map((said) => channelsTold([said], at, hash) ?? {})
    .reduce((a, b) => joinChannels(a, b));

/** A holder at every bound at once: as many orders as it has room for, and of further ones as many days as are kept. */
const fullHolder = (holder = HOLDER): HolderRow => {
  const at = "2026-01-01T12:00:00.000Z";
  const consents = Array.from({ length: 1_000 }, (_, key) =>
    consentsOf({ state: "granted", basis: "soft-opt-in", at, source: "woocommerce" }, String(key).padStart(22, "k")),
  ).reduce(joinConsents, nothingSaid);
  const text = longText(300_000);
  const profile = { email: text, phone: text, firstName: text, lastName: text, locale: text, country: text };
  const knowledge = joinPersons(nothingKnown, {
    profile: { ...profile, birthday: "1990-05-01", updatedAt: at },
    consents,
    channels: fullChannels(at),
    archiveKeys: Array.from({ length: 2_000 }, (_, key) => bodyKey(key)),
  });
  const words = (kind: string, count: number) =>
    Array.from({ length: count }, (_, word) => `${kind}${String(word).padStart(22, "w")}`);
  const events = eventKindSchema.options
    .flatMap((kind) => Array.from({ length: 60 }, (_, day) => ({ kind, id: String(day), at: eventAt(day) })))
    .map((event) => toldEvent(event, "woocommerce", hash))
    .reduce(joinEvents);
  const told = { holder, own: true, source: "woocommerce", knowledge, alone: knowledge, events };
  const row = holderRowSchema.parse({ holder, version: 0, profile: {}, consents: nothingSaid });
  const first = toEpochDay("1970-01-01");
  const bought = Array.from({ length: 20_000 }, (_, index) => ({
    day: first + index,
    orders: 1,
    netMinor: 1e14,
    hour: 12,
    discountedOrders: 1,
    category: `${longText(90)}${index % 40}`,
  }));
  const shares = Object.fromEntries(Array.from({ length: 4 }, (_, at) => [`${longText(99)}${at}`, 1e14]));
  const entry = { day: "2026-01-01", netMinor: 1e14, hour: 12, discounted: true as const, shares };
  const entries = Array.from({ length: roomOfRows.holder }, (_, at) => [`woocommerce#${longText(190)}${at}`, entry]);
  return {
    ...holderTold(row, { ...told, names: words(longText(130), 500), phones: words("phone:", 500) }),
    ...packDays(bought),
    entries: Object.fromEntries(entries),
  };
};

describe("rows at their bounds", () => {
  let engines: TestEngines;
  beforeAll(async () => {
    engines = await startEngines();
  });
  afterAll(() => engines.stop());

  it("an order's is stored and read back whole, and one past 400 kB is refused", async () => {
    const store = dynamoOrders(createDynamoClient(), engines.tables.ORDERS_TABLE);
    const order = fullOrder();
    expect(await store.replaceOrder(undefined, order)).toBe("saved");
    const [read] = await store.readOrders([order.orderKey]);
    expect(read).toEqual(order);
    expect(await store.replaceOrder(read, { ...order, netMinor: 0 })).toBe("saved");
    const tooLarge = { ...order, orderKey: "csv#1", archiveKeys: ["a".repeat(ROW_END_BYTES)] };
    await expect(store.replaceOrder(undefined, tooLarge)).rejects.toThrow("Item size has exceeded");
  });

  it("a holder's and a customer's are stored and read back whole, and one past 400 kB is refused", async () => {
    const client = createDynamoClient();
    const evidence = dynamoEvidence(client, engines.tables.IDENTITIES_TABLE);
    const holder = fullHolder();
    expect([holder.categories?.length, holder.archiveKeys.length, holder.days && holder.days.length > 100_000]).toEqual(
      [32, 400, true],
    );
    expect(await evidence.saveHolder(holder)).toBe("saved");
    const { holders } = await evidence.readEvidence({ holders: [HOLDER] });
    expect(holders.get(HOLDER)).toEqual({ ...holder, version: 1 });
    const address = fullHolder(ADDRESS);
    expect(Object.keys(address.toldOfAddress?.consents.granted ?? {})).toHaveLength(1);
    expect(Object.keys(address.toldOfAddress?.channels?.push?.consents.granted ?? {})).toHaveLength(8);
    expect(await evidence.saveHolder(address)).toBe("saved");
    const { holders: addresses } = await evidence.readEvidence({ holders: [ADDRESS] });
    expect(addresses.get(ADDRESS)).toEqual({ ...address, version: 1 });
    const tooLarge = { ...holder, holder: "csv:1", archiveKeys: ["a".repeat(ROW_END_BYTES)] };
    await expect(evidence.saveHolder(tooLarge)).rejects.toThrow("Item size has exceeded");

    const [entry] = Object.values(holder.entries);
    const change = new Map(Array.from({ length: 200 }, (_, at) => [`woocommerce#${longText(190)}${at}`, entry]));
    const days = dayAfter({ holder: HOLDER, day: "2026-01-01" }, [], change, roomOfRows);
    expect(days.map(({ entries }) => Object.keys(entries).length)).toEqual([128, 72]);
    for (const day of days) expect(await evidence.saveOrdersOfDay(day)).toBe("saved");

    const store = dynamoCustomers(client, engines.tables.CUSTOMERS_TABLE);
    const identities = Array.from(
      { length: 200 },
      (_, at) => `woocommerce:${longText(180)}${String(at).padStart(6, "0")}`,
    );
    const id = `woocommerce:${longText(200)}`;
    const customer = customerOf(id, { identities, holders: [holder], beside: [] }, { hash, settings: settings() });
    expect(await store.saveCustomer(customer, 0)).toBe("saved");
    expect(await store.readCustomer(id)).toEqual({ ...customer, version: 1 });
    const tooLong = { ...customer, customerId: "csv:1", sources: ["a".repeat(ROW_END_BYTES)] };
    await expect(store.saveCustomer(tooLong, 0)).rejects.toThrow("Item size has exceeded");
  });

  it("an identity's names no more than 64 holders, says that there were more, and is stored under the longest name", async () => {
    const { saveIdentity, readEvidence } = dynamoEvidence(createDynamoClient(), engines.tables.IDENTITIES_TABLE);
    const identity = `woocommerce:${longText(200)}`;
    const empty = identityRowSchema.parse({ identity, version: 0 });
    const names = Array.from({ length: 90 }, (_, at) => `email:${String(at).padStart(22, "k")} ${identity}`);
    const row = names.reduce(withHolder, empty);
    expect([row.holders.length, row.full]).toEqual([64, true]);
    expect(await saveIdentity(row)).toBe("saved");
    expect((await readEvidence({ identities: [identity] })).identities.get(identity)).toEqual({ ...row, version: 1 });
    expect(Buffer.byteLength(`day:2026-01-01.1000:${HOLDER}`)).toBeLessThanOrEqual(2_048);
    expect(Buffer.byteLength(`woocommerce#${orderId}`)).toBeLessThanOrEqual(1_024);
  });
});
