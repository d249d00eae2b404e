import type { OrderEvent } from "../../shared/model/order-event.ts";
import { atAnyHour } from "./any-hour.ts";
import type { InTurn } from "./fault-schedule.ts";
import { type Shopper, shopper, traces } from "./fault-shop.ts";
import type { Webhook } from "./intake-under-faults.ts";
import { holdNight } from "./night-world.ts";
import { nightsOver } from "./nights-under-faults.ts";
import { hash, settings } from "./recording-deps.ts";
import { recordingWorld } from "./recording-world.ts";

/** The night that went before, and the one that meets the erasures. */
export const [dayBefore, asOf] = ["2026-11-19", "2026-11-20"];
const [atBefore, HISTORY_TOLD] = ["2026-11-20T03:30:00.000Z", "2026-11-20T01:00:00.000Z"];
const MONTHS = ["2026-02", "2026-05", "2026-09", "2026-11"];

export const people = [0, 1, 2, 3, 4, 5].map(shopper);
/** Whose birthday the mail of the night is for: of the others nobody is written to. */
export const celebrating = people.slice(0, 3);

export const settingsOfShop = {
  shop: { name: "Linden & Loom", postalAddress: "12 Weaver Street, Leeds", url: "https://shop.example" },
  mail: { ...atAnyHour, sending: "on", holdoutShare: 0, sender: { email: "hello@shop.example" } },
  notices: { recipients: ["marketing@shop.example"] },
};

const shop = settings({ ...settingsOfShop, timeZone: "UTC" });

/** An order, as the shop's own system tells of it. */
export const orderBy = (person: Shopper, orderId: string, orderedAt: string, receivedAt = HISTORY_TOLD): Webhook => {
  const { id, email, phone, name } = person;
  const body: OrderEvent = {
    type: "order.updated",
    order: {
      id: orderId,
      orderedAt,
      updatedAt: orderedAt,
      status: "paid",
      currency: "USD",
      totalMinor: 2_000 + (id % 7) * 100,
      customer: {
        id: `${id}`,
        email,
        phone,
        firstName: name,
        ...(celebrating.includes(person) && { birthday: "1990-11-21" }),
        marketingConsent: { state: "granted", at: "2026-01-05T10:00:00Z" },
      },
    },
  };
  return { source: "standard", topic: "order-event", receivedAt, body };
};

export const redactionBy = ({ id, email, phone }: Shopper, receivedAt: string): Webhook => ({
  source: "standard",
  topic: "order-event",
  receivedAt,
  body: { type: "customer.redact", customer: { id: `${id}`, email, phone } },
});

/** Every text by which files, tables and keys could tell of somebody: by the keyed hash of the address as well. */
export const allTraces = (person: Shopper): string[] => [...traces(person), `${person.id}`, hash(person.email)];

type World = ReturnType<typeof recordingWorld>;

const atOnce: InTurn = (port) => port;

/** The shop after a year of orders and the first of its nights, without a fault: made once, for every schedule to begin with. */
export const shopBefore = async (): Promise<World> => {
  const world = recordingWorld(shop);
  for (const person of people) {
    for (const month of MONTHS) {
      const { topic, body, receivedAt } = orderBy(person, `${month}-of-${person.id % 10}`, `${month}-15T10:00:00Z`);
      await world.deliver("standard", topic, body, receivedAt);
    }
  }
  const { workerOf } = nightsOver(world, () => ({ settings: settingsOfShop, now: atBefore }));
  await holdNight(workerOf(atOnce), { at: atBefore });
  return world;
};

/** A world of its own that begins with what lies in another. */
export const worldAfter = async ({ store, data, marketing }: World): Promise<World> => {
  const world = recordingWorld(shop);
  const { rows } = world.store;
  copy(store.rows.customers, rows.customers);
  copy(store.rows.orders, rows.orders);
  copy(store.rows.identities, rows.identities);
  copy(store.rows.holders, rows.holders);
  copy(store.rows.days, rows.days);
  for (const message of store.rows.messages.values()) await world.store.claimMessage(message);
  copy(data.objects, world.data.objects);
  copy(marketing.objects, world.marketing.objects);
  return world;
};

const copy = <Key, Row>(from: ReadonlyMap<Key, Row>, into: Map<Key, Row>) => {
  for (const [key, row] of from) into.set(key, row);
};
