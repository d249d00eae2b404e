import type { Currency } from "../../model/money.ts";
import type { OrderFacts } from "../../model/order.ts";
import type { Instant } from "../../model/time.ts";
import { ignored } from "../ignored.ts";
import type { Person } from "../intent.ts";
import { readShape } from "../parse-body.ts";
import { currencyOf, minorOf } from "../read-amount.ts";
import { instantOf, stateTimeOf } from "../read-instant.ts";
import type { ReadTopic } from "../source-room.ts";
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
  return { kind: "order", person: personOfOrder(read, facts.updatedAt), facts };
};

const deletion: ReadTopic = (body, topic, { receivedAt }) => {
  const read = readShape(wooDeletionShape, body, topic);
  return { kind: "deletion", source: "woocommerce", orderId: read.id, at: receivedAt };
};

const customer: ReadTopic = (body, topic, { receivedAt }) => {
  const read = readShape(wooCustomerShape, body, topic);
  const updatedAt = stateTimeOf(gmt(read.date_modified_gmt ?? read.date_created_gmt), receivedAt);
  return { kind: "profile", person: personOfCustomer(read, updatedAt) };
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
const gmt = (text: string): string => (text.endsWith("Z") ? text : `${text}Z`);

const factsOf = (read: WooOrder, receivedAt: Instant): OrderFacts => {
  const currency = currencyOf(read.currency);
  const status = read.status.toLowerCase();
  return {
    source: "woocommerce",
    orderId: read.id,
    orderedAt: instantOf(gmt(read.date_created_gmt)),
    updatedAt: stateTimeOf(gmt(read.date_modified_gmt), receivedAt),
    status,
    currency,
    totalMinor: minorOf(read.total, currency),
    discountMinor: minorOf(read.discount_total ?? "0", currency),
    refunds: refundsOf(read, currency),
    test: false,
    cancelled: status === "cancelled",
    deleted: status === "trash",
    ...(read.billing.country && { country: read.billing.country }),
    items: read.line_items.map((line) => ({
      ...(line.sku && { sku: line.sku }),
      ...(line.name && { title: line.name }),
      quantity: line.quantity,
      ...(line.total && { totalMinor: minorOf(line.total, currency) }),
    })),
  };
};

/** Amounts are negative there. */
const refundsOf = ({ refunds }: WooOrder, currency: Currency): OrderFacts["refunds"] =>
  Object.fromEntries(refunds.map(({ id, total }) => [id, Math.abs(minorOf(total, currency))]));

const GUEST = "0";

const personOfOrder = ({ customer_id, billing }: WooOrder, updatedAt: Instant): Person => ({
  source: "woocommerce",
  ...(customer_id !== GUEST && { customerId: customer_id }),
  emails: billing.email ? [billing.email] : [],
  phones: billing.phone ? [billing.phone] : [],
  profile: {
    updatedAt,
    ...(billing.email && { email: billing.email }),
    ...(billing.phone && { phone: billing.phone }),
    ...(billing.first_name && { firstName: billing.first_name }),
    ...(billing.last_name && { lastName: billing.last_name }),
    ...(billing.country && { country: billing.country }),
  },
});

const personOfCustomer = (read: WooCustomer, updatedAt: Instant): Person => {
  const phone = read.billing?.phone;
  const country = read.billing?.country;
  return {
    source: "woocommerce",
    customerId: read.id,
    emails: [read.email, read.billing?.email].filter((email) => email !== undefined),
    phones: phone ? [phone] : [],
    profile: {
      updatedAt,
      ...(read.email && { email: read.email }),
      ...(phone && { phone }),
      ...(read.first_name && { firstName: read.first_name }),
      ...(read.last_name && { lastName: read.last_name }),
      ...(country && { country }),
    },
  };
};
