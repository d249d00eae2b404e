import type { Currency } from "../../model/money.ts";
import type { OrderFacts } from "../../model/order.ts";
import type { Instant } from "../../model/time.ts";
import { ignored } from "../ignored.ts";
import type { Person } from "../intent.ts";
import { isLeftOut } from "../left-out.ts";
import { buyersName } from "../name-parts.ts";
import { readShape } from "../parse-body.ts";
import { currencyOf, keptMinorOf, minorOf } from "../read-amount.ts";
import { instantOf, stateTimeOf, withOffset } from "../read-instant.ts";
import type { ReadTopic } from "../source-room.ts";
import { statusWord } from "../status-word.ts";
import { toldPerson } from "../told-person.ts";
import {
  type WooCustomer,
  type WooOrder,
  wooCustomerShape,
  wooDeletionShape,
  wooOrderShape,
} from "./woocommerce-shapes.ts";

const order: ReadTopic = (body, topic, { receivedAt }) => {
  const read = readShape(wooOrderShape, body, topic);
  const facts = factsOf(read, receivedAt);
  return {
    kind: "order",
    person: personOfOrder(read, facts.updatedAt),
    facts,
    ...(isLeftOut(body, ["customer_id", "billing"]) && { mayOmit: ["buyer"] }),
  };
};

const deletion: ReadTopic = (body, topic, { receivedAt }) => {
  const read = readShape(wooDeletionShape, body, topic);
  return { kind: "deletion", source: "woocommerce", orderId: read.id, at: receivedAt };
};

const customer: ReadTopic = (body, topic, { receivedAt }) => {
  const read = readShape(wooCustomerShape, body, topic);
  const said = read.date_modified_gmt ?? read.date_created_gmt;
  return { kind: "profile", person: personOfCustomer(read, said && stateTimeOf(gmt(said), receivedAt)) };
};

/** There is none for refunds: they come as order.updated, with the whole list. */
export const wooTopics: ReadonlyMap<string, ReadTopic> = new Map([
  ["order.created", order],
  ["order.updated", order],
  ["order.restored", order],
  ["order.deleted", deletion],
  ["customer.created", customer],
  ["customer.updated", customer],
  ["customer.deleted", ignored("an account was closed, which asks for no erasure")],
  ...["coupon", "product"].flatMap((noun) =>
    ["created", "updated", "deleted", "restored"].map(
      (verb) => [`${noun}.${verb}`, ignored(`a ${noun} is no order`)] as const,
    ),
  ),
]);

/** `date_…_gmt` is UTC without saying so; its sibling without `_gmt` is local time without an offset, and of no use. */
export const gmt = (text: string): string => withOffset(text, "Z");

const factsOf = (read: WooOrder, receivedAt: Instant): OrderFacts => {
  const currency = currencyOf(read.currency);
  const status = statusWord(read.status);
  const { orderedAt, updatedAt } = timesOf(read);
  return {
    source: "woocommerce",
    orderId: read.id,
    orderedAt,
    updatedAt: stateTimeOf(updatedAt, receivedAt),
    toldAt: receivedAt,
    status,
    currency,
    totalMinor: minorOf(read.total, currency),
    discountMinor: keptMinorOf(read.discount_total, currency) ?? 0,
    refunds: refundsOf(read, currency),
    test: false,
    cancelled: status === "cancelled",
    deleted: status === "trash",
    ...(read.billing.country && { country: read.billing.country }),
    items: read.line_items.map((line) => itemOf(line, currency)),
  };
};

const itemOf = ({ sku, name, quantity, total }: WooOrder["line_items"][number], currency: Currency) => {
  const totalMinor = keptMinorOf(total, currency);
  return {
    ...(sku && { sku }),
    ...(name && { title: name }),
    quantity,
    ...(totalMinor !== undefined && { totalMinor }),
  };
};

/**
 * When it was placed, and when it last changed. Orders that a plugin or an import has made can lack either: it was then
 * placed when the first thing is known to have happened to it, and changed when the last one did.
 * @throws PoisonError `bad-time` where no time at all is told
 */
const timesOf = (read: WooOrder): { orderedAt: Instant; updatedAt: Instant } => {
  const { date_created_gmt: created, date_modified_gmt: modified, date_paid_gmt: paid } = read;
  const known = [created, paid, read.date_completed_gmt, modified].filter((time) => time !== undefined);
  const latest =
    known
      .map((time) => instantOf(gmt(time)))
      .sort()
      .at(-1) ?? instantOf("");
  return {
    orderedAt: instantOf(gmt(created ?? paid ?? read.date_completed_gmt ?? latest)),
    updatedAt: modified === undefined ? latest : instantOf(gmt(modified)),
  };
};

/** Amounts are negative there. */
const refundsOf = ({ refunds }: WooOrder, currency: Currency): OrderFacts["refunds"] =>
  Object.fromEntries(refunds.map(({ id, total }) => [id, Math.abs(minorOf(total, currency))]));

const personOfOrder = ({ customer_id: customerId, billing, shipping }: WooOrder, updatedAt: Instant): Person => {
  const { email, phone, country } = billing;
  const names = buyersName([inParts(billing)], { isGuest: customerId === undefined, of: inParts(shipping) });
  return toldPerson("woocommerce", { customerId, email, phone, ...names, country }, updatedAt);
};

type Named = Pick<WooOrder["billing"], "first_name" | "last_name">;
const inParts = ({ first_name, last_name }: Named) => ({ firstName: first_name, lastName: last_name });

const personOfCustomer = (read: WooCustomer, updatedAt: Instant | undefined): Person => {
  const { phone, country } = read.billing;
  return {
    source: "woocommerce",
    customerId: read.id,
    emails: [read.email, read.billing.email].filter((email) => email !== undefined),
    phones: phone ? [phone] : [],
    profile: {
      ...(updatedAt !== undefined && { updatedAt }),
      ...(read.email && { email: read.email }),
      ...(phone && { phone }),
      ...buyersName([inParts(read), inParts(read.billing)]),
      ...(country && { country }),
    },
  };
};
