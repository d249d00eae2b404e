import type { Currency } from "../../model/money.ts";
import type { OrderFacts } from "../../model/order.ts";
import type { Instant } from "../../model/time.ts";
import type { Person } from "../intent.ts";
import { lineOf, ofAll } from "../lines.ts";
import { buyersName } from "../name-parts.ts";
import { readShape } from "../parse-body.ts";
import { currencyOf, keptMinorOf, minorOf } from "../read-amount.ts";
import { fromSeconds, stateTimeOf } from "../read-instant.ts";
import { refundSum } from "../refund-sum.ts";
import type { ReadTopic } from "../source-room.ts";
import { tickedBox, toldPerson, unlessGuest } from "../told-person.ts";
import { type EcwidOrder, orderShape } from "./ecwid-shapes.ts";

/** An order as the REST API answers it. It mostly names no currency: all of a store's are in the store's own. */
export const readEcwidOrder: ReadTopic = (body, topic, { receivedAt, settings }) => {
  const order = readShape(orderShape, body, topic);
  const facts = factsOf(order, order.currency ? currencyOf(order.currency) : settings.currency, receivedAt);
  return { kind: "order", person: personOf(order, facts.updatedAt), facts };
};

const factsOf = (order: EcwidOrder, currency: Currency, receivedAt: Instant): OrderFacts => {
  const minor = (amount: string | null | undefined) => minorOf(amount ?? "0", currency);
  const kept = (amount: string | null | undefined) => keptMinorOf(amount, currency) ?? 0;
  const country = order.shippingPerson?.countryCode ?? order.billingPerson?.countryCode;
  return {
    source: "ecwid",
    orderId: order.id,
    orderedAt: fromSeconds(order.createTimestamp),
    updatedAt: stateTimeOf(fromSeconds(order.updateTimestamp), receivedAt),
    status: order.paymentStatus.toLowerCase(),
    currency,
    totalMinor: minor(order.total),
    discountMinor: kept(order.discount) + kept(order.couponDiscount),
    refunds: refundSum(minor(order.refundedAmount)),
    test: false,
    cancelled: order.paymentStatus === "CANCELLED",
    deleted: false,
    ...(order.lang && { locale: order.lang }),
    ...(country && { country }),
    items: (order.items ?? []).map(({ sku, name, quantity, price }) =>
      lineOf({ sku, title: name, quantity, totalMinor: ofAll(quantity, keptMinorOf(price, currency)) }),
    ),
  };
};

const personOf = (order: EcwidOrder, updatedAt: Instant): Person => {
  const { email, lang: locale, customerId, acceptMarketing, billingPerson, shippingPerson } = order;
  const buyer = billingPerson ?? shippingPerson;
  const account = unlessGuest(customerId);
  const told = {
    customerId: account,
    email,
    phone: buyer?.phone,
    ...buyersName([billingPerson], { isGuest: account === undefined, of: shippingPerson }),
    locale,
    country: shippingPerson?.countryCode ?? billingPerson?.countryCode,
  };
  const person = toldPerson("ecwid", told, updatedAt);
  return { ...person, ...tickedBox(acceptMarketing, person) };
};
