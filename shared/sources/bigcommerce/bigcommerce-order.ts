import type { OrderFacts } from "../../model/order.ts";
import type { Instant } from "../../model/time.ts";
import type { Person } from "../intent.ts";
import { lineOf } from "../lines.ts";
import { readShape } from "../parse-body.ts";
import { currencyOf, keptMinorOf, minorOf } from "../read-amount.ts";
import { instantOf, stateTimeOf } from "../read-instant.ts";
import { refundSum } from "../refund-sum.ts";
import type { ReadTopic } from "../source-room.ts";
import { tickedBox, toldPerson, unlessGuest } from "../told-person.ts";
import { type BigcommerceOrder, orderShape } from "./bigcommerce-shapes.ts";

/** An order as the API V2 answers it. */
export const readBigcommerceOrder: ReadTopic = (body, topic, { receivedAt }) => {
  const order = readShape(orderShape, body, topic);
  const facts = factsOf(order, receivedAt);
  return { kind: "order", person: personOf(order, facts.updatedAt), facts };
};

/**
 * BigCommerce's own statuses by number, for shops rename them, in the words that mean paid to all sources. Any other stays
 * its own word.
 */
const paidStatuses: ReadonlyMap<number, string> = new Map([
  ...[2, 3, 8, 9, 11].map((status) => [status, "processing"] as const),
  [4, "refunded"],
  [10, "completed"],
  [14, "partially_refunded"],
]);
const [CANCELLED, DECLINED] = [5, 6];
const TEST_GATEWAY = "Test Payment Gateway";

const factsOf = (order: BigcommerceOrder, receivedAt: Instant): OrderFacts => {
  const currency = currencyOf(order.currency_code);
  const minor = (amount: string | null | undefined) => minorOf(amount ?? "0", currency);
  const kept = (amount: string | null | undefined) => keptMinorOf(amount, currency) ?? 0;
  const country = order.billing_address?.country_iso2;
  return {
    source: "bigcommerce",
    orderId: order.id,
    orderedAt: instantOf(isoOf(order.date_created)),
    updatedAt: stateTimeOf(isoOf(order.date_modified), receivedAt),
    status: paidStatuses.get(order.status_id) ?? order.status?.toLowerCase() ?? "",
    currency,
    totalMinor: minor(order.total_inc_tax),
    discountMinor: kept(order.discount_amount) + kept(order.coupon_discount),
    refunds: refundSum(minor(order.refunded_amount)),
    test: order.payment_method === TEST_GATEWAY,
    cancelled: order.status_id === CANCELLED || order.status_id === DECLINED,
    deleted: order.is_deleted,
    ...(order.customer_locale && { locale: order.customer_locale }),
    ...(country && { country }),
    items: linesOf(order).map((line) =>
      lineOf({ ...line, title: line.name, totalMinor: keptMinorOf(line.total_inc_tax, currency) }),
    ),
  };
};

/** `Tue, 20 Nov 2026 00:00:00 +0000` (RFC 2822), always with its offset. */
const isoOf = (text: string): string => {
  const ms = /[+-]\d{4}$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? text : new Date(ms).toISOString();
};

const linesOf = ({ consignments }: BigcommerceOrder) => {
  const { shipping, downloads, pickups } = consignments ?? {};
  return [shipping, downloads, pickups].flatMap((parts) => (parts ?? []).flatMap((part) => part.line_items ?? []));
};

const personOf = (order: BigcommerceOrder, updatedAt: Instant): Person => {
  const { customer_id, customer_locale: locale, billing_address: billing } = order;
  const { email, phone, first_name: firstName, last_name: lastName, country_iso2: country } = billing ?? {};
  const customerId = unlessGuest(customer_id);
  const person = toldPerson(
    "bigcommerce",
    { customerId, email, phone, firstName, lastName, locale, country },
    updatedAt,
  );
  return { ...person, ...tickedBox(order.is_email_opt_in, person) };
};
