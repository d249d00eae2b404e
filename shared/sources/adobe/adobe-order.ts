import { birthdayOf } from "../../model/birthday.ts";
import type { OrderFacts } from "../../model/order.ts";
import type { Instant } from "../../model/time.ts";
import type { Intent, Person } from "../intent.ts";
import { lineOf } from "../lines.ts";
import { buyersName } from "../name-parts.ts";
import { readShape } from "../parse-body.ts";
import { currencyOf, keptMinorOf, minorOf } from "../read-amount.ts";
import { instantOf, stateTimeOf, withOffset } from "../read-instant.ts";
import { refundSum } from "../refund-sum.ts";
import type { ReadTopic } from "../source-room.ts";
import { toldPerson, unlessGuest } from "../told-person.ts";
import { type AdobeOrder, orderEventShape, orderHookShape } from "./adobe-shapes.ts";
import { inOurWords } from "./adobe-words.ts";

/** An order as it was saved, told by a hook. */
export const readAdobeOrder: ReadTopic = (body, topic, { receivedAt }) =>
  told(readShape(orderHookShape, body, topic).order, receivedAt);

/** The same, told by an event. */
export const readAdobeOrderEvent: ReadTopic = (body, topic, { receivedAt }) => {
  const { addresses, ...order } = readShape(orderEventShape, body, topic).data.value;
  const [first] = addresses ?? [];
  const billing = addresses?.find(({ address_type }) => address_type === "billing") ?? first;
  return told(
    {
      ...order,
      billing_country: billing?.country_id,
      billing_telephone: billing?.telephone,
      billing_firstname: billing?.firstname,
      billing_lastname: billing?.lastname,
    },
    receivedAt,
  );
};

const told = (order: AdobeOrder, receivedAt: Instant): Intent => {
  const facts = factsOf(order, receivedAt);
  // Every order there has a buyer; the shop chooses which fields an event has.
  return {
    kind: "order",
    person: personOf(order, facts.updatedAt, receivedAt),
    facts,
    mayOmit: ["buyer", "country"],
  };
};

/** Times are UTC without saying so. */
const utc = (text: string): string => withOffset(text, "Z");

const factsOf = (order: AdobeOrder, receivedAt: Instant): OrderFacts => {
  const currency = currencyOf(order.order_currency_code);
  const state = order.state.toLowerCase();
  return {
    source: "adobe",
    orderId: order.increment_id,
    orderedAt: instantOf(utc(order.created_at)),
    updatedAt: stateTimeOf(utc(order.updated_at), receivedAt),
    status: inOurWords(state),
    currency,
    totalMinor: minorOf(order.grand_total, currency),
    discountMinor: Math.abs(keptMinorOf(order.discount_amount, currency) ?? 0),
    refunds: refundSum(minorOf(order.total_refunded ?? "0", currency)),
    test: false,
    cancelled: state === "canceled",
    deleted: false,
    ...(order.billing_country && { country: order.billing_country }),
    // A configurable product stands there twice: what was bought has the price, its variant names the first as its parent.
    items: (order.items ?? [])
      .filter(({ parent_item_id }) => parent_item_id === undefined)
      .map(({ sku, name, qty_ordered, row_total_incl_tax }) =>
        lineOf({
          sku,
          title: name,
          quantity: qty_ordered,
          totalMinor: keptMinorOf(row_total_incl_tax, currency),
        }),
      ),
  };
};

const personOf = (order: AdobeOrder, updatedAt: Instant, receivedAt: Instant): Person =>
  toldPerson(
    "adobe",
    {
      customerId: unlessGuest(order.customer_id),
      email: order.customer_email,
      phone: order.billing_telephone,
      ...buyersName([
        { firstName: order.customer_firstname, lastName: order.customer_lastname },
        { firstName: order.billing_firstname, lastName: order.billing_lastname },
      ]),
      country: order.billing_country,
      birthday: birthdayOf(order.customer_dob?.slice(0, "1990-05-01".length), receivedAt),
    },
    updatedAt,
  );
