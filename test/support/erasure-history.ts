import type { FaultSchedule } from "./fault-schedule.ts";
import {
  eventsOf,
  handleOf,
  type Naming,
  orderElsewhere,
  orderOf,
  orderOfBoth,
  redactionOf,
  type Shopper,
  shopper,
  shopRedactionOf,
  traces,
} from "./fault-shop.ts";
import type { Webhook } from "./intake-under-faults.ts";

export const erased = shopper(0);
export const [joined, stranger] = [shopper(1), shopper(2)];
const AGAIN = "2026-11-20T23:59:59.000Z";
const AFTER = "2026-11-25";
export const newOrders = [9_100_001, 9_100_002, 9_100_003];

/**
 * Old events of three, the erasure of one among them, often twice and sometimes asked for anew after they came back in
 * between; then new orders of all, the erased one too where `comesBack`.
 */
export const historyOf = (schedule: FaultSchedule) => {
  const [together, comesBack, askedAnew] = [schedule.chance(0.6), schedule.chance(0.4), schedule.chance(0.3)];
  const old = [erased, joined, stranger].flatMap((person) => eventsOf(person, schedule));
  if (together) old.push(orderOfBoth(erased, joined, 9_000_001));
  // Sent again by the source: the same body, at another time.
  for (const webhook of [...old]) if (schedule.chance(0.25)) old.push({ ...webhook, receivedAt: AGAIN });
  // Of a customer id that is not known the request's address leads to nobody.
  const known = orderOf(erased, 9_000_003, { naming: "all" });
  const redaction = { ...redactionOf(erased), after: known };
  const redactions = [redaction];
  if (askedAnew) {
    const between = orderOf({ ...erased, name: "Between" }, 9_000_002, { naming: "all", day: "2026-11-21" });
    old.push({ ...between, after: redaction });
    redactions.push({ ...redactionOf(erased, "2026-11-22T00:00:00.000Z"), after: redaction });
  }
  old.push(known);
  const back = { ...erased, name: "Returned" };
  const fresh = [comesBack ? back : stranger, joined, stranger].map(
    (person, index): Webhook => ({
      ...orderOf(person, newOrders[index] ?? 0, { naming: index === 1 ? "guest" : "all", day: AFTER }),
      after: redactions.at(-1) ?? redaction,
    }),
  );
  // A phone number alone leads to nobody else's order: who bought by it at a till is not known to be them.
  const own = traces(erased).filter((trace) => trace !== erased.phone);
  const gone = ['"Between"', ...(comesBack ? [`"${erased.name}"`] : own)];
  return { gone, together, comesBack, old, fresh, redactions, all: [...old, ...redactions, ...fresh] };
};

/**
 * Old events of three, one of whom has often ordered elsewhere too, and an order of somebody who has ordered elsewhere alone;
 * the erasure of the whole shop; then new orders of the three, for the shop has come back.
 */
export const historyOfShop = (schedule: FaultSchedule) => {
  const people = [erased, joined, stranger];
  const old = people.flatMap((person) => eventsOf(person, schedule));
  if (schedule.chance(0.4)) old.push(orderOfBoth(erased, stranger, 9_000_001));
  const others = [orderElsewhere(shopper(3), "A-3")];
  if (schedule.chance(0.7)) others.push(orderElsewhere({ ...joined, name: "Elsewhere" }, "A-1"));
  const redaction = shopRedactionOf();
  const fresh = people.map(
    (person, index): Webhook => ({
      ...orderOf({ ...person, name: "Returned" }, newOrders[index] ?? 0, { naming: "all", day: AFTER }),
      after: redaction,
    }),
  );
  const gone = people.map(({ name }) => `"${name}"`);
  return { gone, elsewhere: "standard#A-3", all: [...old, ...others, redaction, ...fresh] };
};

/**
 * Requests that wait for days, as recording is held or their dead letters lie: old events of two, the erasure of one, asked for at 06:00
 * and perhaps anew at 22:00; what they did between the two, and the day after. Nothing is sent after another, but a request after an order
 * that says whose its customer id and its address are.
 */
export const historyOfWaiting = (schedule: FaultSchedule, isOfShop = false) => {
  // A refund that comes by itself after a shop's redaction is taken if its order was told anew by then.
  const since = (person: Shopper, told: Parameters<typeof eventsOf>[2]) =>
    eventsOf(person, schedule, told).filter(({ topic }) => !isOfShop || topic !== "refunds/create");
  const known = orderOf(erased, 9_000_003, { naming: "all" });
  // What a number alone leads to is nobody's for sure, and no request reaches it.
  const namings: Naming[] = ["account", "guest", "all"];
  const [steady, askedAnew] = [schedule.chance(0.6), schedule.chance(0.4)];
  // The first request takes away what a guest's address has to do with the customer id: the second would not reach a guest.
  const sinceBy: Naming[] = askedAnew ? ["account", "all"] : namings;
  const old = [...eventsOf(erased, schedule, { namings }), known];
  const ask = (receivedAt: string): Webhook => ({
    ...(isOfShop ? shopRedactionOf(receivedAt) : redactionOf(erased, receivedAt)),
    after: known,
  });
  const redactions = [ask("2026-11-20T06:00:00.000Z")];
  const day = "2026-11-20";
  const between = since({ ...erased, name: "Between" }, { day, first: 9_200_000, namings: sinceBy, steady });
  const back = { ...erased, name: "Returned" };
  const later = since(back, { day: "2026-11-22", first: 9_300_000, namings, steady });
  if (askedAnew) redactions.push(ask("2026-11-20T22:00:00.000Z"));
  const others = isOfShop
    ? []
    : [...eventsOf(stranger, schedule), ...eventsOf(stranger, schedule, { day, first: 9_400_000 })];
  return {
    gone: [`"${erased.name}"`, ...(askedAnew ? ['"Between"'] : [])],
    steady,
    stays: [...(askedAnew ? [] : between), ...later, ...others],
    all: [...old, ...redactions, ...between, ...later, ...others],
  };
};

/** Days after all of it has come. */
export const lateClock = () => {
  let looks = 0;
  return () => new Date(Date.parse("2026-11-25T00:00:00.000Z") + looks++).toISOString();
};

/** Numbers of the orders that webhooks tell of as such. */
export const ordersAmong = (webhooks: readonly Webhook[]): number[] =>
  webhooks.flatMap(({ topic, body }) =>
    topic.startsWith("orders/") && "id" in body && typeof body.id === "number" ? [body.id] : [],
  );

/** A clock that goes on with every look at it, and is never before a request that has come. */
export const clockOf = () => {
  let [latest, looks] = [0, 0];
  return {
    onBegin: ({ topic, body, receivedAt }: Webhook) => {
      if (topic.endsWith("/redact") || ("type" in body && body.type === "customer.redact"))
        latest = Math.max(latest, Date.parse(receivedAt));
    },
    now: () => {
      looks += 1;
      return new Date(Math.max(latest, Date.parse("2026-11-20T00:00:00.000Z")) + looks).toISOString();
    },
  };
};

/** The same three elsewhere, known by devices, accounts and numbers there; the erasure of one of them by that source. */
export const historyOfHandles = (schedule: FaultSchedule) => {
  const people = [erased, joined, stranger];
  const old = people.flatMap((person) =>
    Array.from({ length: 2 + schedule.below(3) }, () => handleOf(person, schedule)),
  );
  const known = orderElsewhere(erased, "A-9");
  const redaction: Webhook = {
    source: "standard",
    topic: "order-event",
    receivedAt: "2026-11-21T00:00:00.000Z",
    body: { type: "customer.redact", customer: { id: `${erased.id}` } },
    after: known,
  };
  return [...old, known, redaction];
};
