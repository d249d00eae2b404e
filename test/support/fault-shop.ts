import { shopifyOrder, shopifyRefund, standardEvent } from "./bodies.ts";
import type { FaultSchedule } from "./fault-schedule.ts";
import type { Webhook } from "./intake-under-faults.ts";

/** A person of the fault schedules: everything that is theirs can be told from everybody else's, byte by byte. */
export type Shopper = { id: number; email: string; phone: string; name: string };

export const shopper = (number: number): Shopper => ({
  id: 710_000 + number,
  email: `shopper-${number}@example.com`,
  phone: `+49170900000${number}`,
  name: `Annelie${"se".repeat(number + 1)}`,
});

/** Every text that is a shopper's own: name, address, number. */
export const traces = ({ email, phone, name }: Shopper): string[] => [email, phone, `"${name}"`];

export type Naming = "account" | "guest" | "till" | "all";

/** An order as one of its states tells of it: by account, by the address of a guest, by the phone at a till, or by all. */
export const orderOf = (
  { id, email, phone, name }: Shopper,
  orderId: number,
  { naming, second = 0, day = "2026-11-19" }: { naming: Naming; second?: number; day?: string },
): Webhook => {
  const customer = { id, admin_graphql_api_id: null, first_name: name, last_name: name };
  const named = naming === "account" || naming === "all";
  const [mail, call] = [naming === "guest" || naming === "all", naming === "till" || naming === "all"];
  return {
    topic: "orders/updated",
    receivedAt: `${day}T20:00:00.000Z`,
    body: shopifyOrder({
      id: orderId,
      admin_graphql_api_id: null,
      created_at: `${day}T10:00:00Z`,
      processed_at: `${day}T10:00:00Z`,
      updated_at: `${day}T10:00:0${second}Z`,
      total_price: `${10 + second}.00`,
      current_total_price: `${10 + second}.00`,
      email: mail ? email : null,
      contact_email: null,
      phone: call ? phone : null,
      customer: named ? { ...customer, email: mail ? email : null, phone: null } : null,
    }),
  };
};

/** An order that two people stand in: the account of one, the address of the other. */
export const orderOfBoth = (a: Shopper, b: Shopper, orderId: number): Webhook => {
  const order = orderOf(a, orderId, { naming: "account" });
  return { ...order, body: { ...order.body, email: b.email } };
};

const refundOf = (orderId: number, refundId: number, day = "2026-11-19"): Webhook => ({
  topic: "refunds/create",
  receivedAt: `${day}T20:00:00.000Z`,
  body: shopifyRefund({ id: refundId, admin_graphql_api_id: null, order_id: orderId }),
});

const profileOf = ({ id, email, phone, name }: Shopper, second: number, day = "2026-11-19"): Webhook => ({
  topic: "customers/update",
  receivedAt: `${day}T20:00:00.000Z`,
  body: {
    id,
    admin_graphql_api_id: null,
    email,
    phone,
    first_name: name,
    last_name: name,
    created_at: "2026-01-01T00:00:00Z",
    updated_at: `${day}T10:00:0${second}Z`,
  },
});

export const redactionOf = ({ id, email, phone }: Shopper, receivedAt = "2026-11-21T00:00:00.000Z"): Webhook => ({
  topic: "customers/redact",
  receivedAt,
  body: { shop_domain: "s", customer: { id, email, phone }, orders_to_redact: [] },
});

/** The redaction of a whole shop. */
export const shopRedactionOf = (receivedAt = "2026-11-21T00:00:00.000Z"): Webhook => ({
  topic: "shop/redact",
  receivedAt,
  body: { shop_id: 1, shop_domain: "s" },
});

/** An order that another source tells of. */
export const orderElsewhere = ({ id, email, name }: Shopper, orderId: string): Webhook => ({
  source: "standard",
  topic: "order-event",
  receivedAt: "2026-11-19T20:00:00.000Z",
  body: standardEvent({ id: orderId, customer: { id: `${id}`, email, firstName: name } }),
});

/** A device, an account or another number that our own format tells of, with an address or under the id alone. */
export const handleOf = ({ id, email }: Shopper, schedule: FaultSchedule): Webhook => {
  const channel = handles[schedule.below(handles.length)];
  const consent = { state: "granted", at: "2026-11-19T10:00:00Z" };
  return {
    source: "standard",
    topic: "order-event",
    receivedAt: "2026-11-19T20:00:00.000Z",
    body: {
      type: "customer.updated",
      updatedAt: `2026-11-19T10:00:0${schedule.below(9)}Z`,
      customer: {
        id: `${id}`,
        ...(schedule.chance(0.4) && { email }),
        channels: [{ channel: channel?.channel, handle: `${channel?.handle}${id}`, consent }],
      },
    },
  };
};
const handles = [
  { channel: "push", handle: "token-" },
  { channel: "wecom", handle: "wm-" },
  { channel: "sms", handle: "+49170" },
];

const allNamings: readonly Naming[] = ["account", "guest", "till", "all"];

/** On which day, from which number on, and how orders name their buyer: `steady` is one that does so likewise in all its states. */
type Telling = { day?: string; first?: number; namings?: readonly Naming[]; steady?: boolean };

/** A few orders of each, in one to three states, refunds before and after, facts of a profile. */
export const eventsOf = (
  person: Shopper,
  schedule: FaultSchedule,
  { day, first = person.id * 10, namings = allNamings, steady = false }: Telling = {},
): Webhook[] => {
  const events: Webhook[] = [];
  for (let order = 1 + schedule.below(3); order > 0; order--) {
    const orderId = first + order;
    const pick = () => namings[schedule.below(namings.length)] ?? "all";
    const always = steady ? pick() : undefined;
    for (let second = schedule.below(3); second >= 0; second--) {
      events.push(orderOf(person, orderId, { naming: always ?? pick(), second, ...(day && { day }) }));
    }
    if (schedule.chance(0.4)) events.push(refundOf(orderId, orderId * 10, day));
  }
  if (schedule.chance(0.6)) events.push(profileOf(person, schedule.below(9), day));
  return events;
};
