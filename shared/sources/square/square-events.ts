import { birthdayOf } from "../../model/birthday.ts";
import type { OrderFacts } from "../../model/order.ts";
import type { Instant } from "../../model/time.ts";
import { ignored } from "../ignored.ts";
import type { Person } from "../intent.ts";
import { buyersName } from "../name-parts.ts";
import { readShape } from "../parse-body.ts";
import { currencyOf, soundAmount } from "../read-amount.ts";
import { instantOf, stateTimeOf } from "../read-instant.ts";
import { refundName, refundSum } from "../refund-sum.ts";
import type { ReadTopic } from "../source-room.ts";
import { toldPerson } from "../told-person.ts";
import * as shapes from "./square-shapes.ts";

const payment: ReadTopic = (body, topic, { receivedAt }) => {
  const state = readShape(shapes.paymentEventShape, body, topic).data.object.payment;
  const facts = factsOf(state, receivedAt);
  // A field without a value is left out, and a till adds its customer later: who is not named may be known.
  return { kind: "order", person: personOfPayment(state, facts.updatedAt), facts, mayOmit: ["buyer", "country"] };
};

/** What Square calls a refund's order is a new one of the refund's own: the payment is what it takes back from. */
const refund: ReadTopic = (body, topic) => {
  const back = readShape(shapes.refundEventShape, body, topic).data.object.refund;
  if (back.status !== "COMPLETED") return { kind: "ignored", reason: "this refund has not gone through" };
  return {
    kind: "refund",
    source: "square",
    orderId: back.payment_id,
    refundId: refundName(back.id),
    amountMinor: soundAmount(back.amount_money.amount),
  };
};

const customer: ReadTopic = (body, topic, { receivedAt }) => {
  const known = readShape(shapes.customerEventShape, body, topic).data.object.customer;
  return { kind: "profile", person: personOfCustomer(known, receivedAt) };
};

/** Every event that Rouse reads; any other is let go. */
export const squareEvents: ReadonlyMap<string, ReadTopic> = new Map([
  ["payment.created", payment],
  ["payment.updated", payment],
  ["refund.created", refund],
  ["refund.updated", refund],
  ["customer.created", customer],
  ["customer.updated", customer],
  ["customer.deleted", ignored("an account was closed, which asks for no erasure")],
  ...["order.created", "order.updated"].map(
    (event) => [event, ignored("names an order alone; its payments tell what was paid")] as const,
  ),
]);

/** Amounts are minor units of ISO 4217 there. The total has the tip in it, `amount_money` has not. */
const factsOf = (state: shapes.SquarePayment, receivedAt: Instant): OrderFacts => {
  const backMinor = soundAmount(state.refunded_money?.amount ?? 0);
  const country = state.shipping_address?.country ?? state.billing_address?.country;
  return {
    source: "square",
    orderId: state.id,
    orderedAt: instantOf(state.created_at),
    updatedAt: stateTimeOf(state.updated_at, receivedAt),
    status: state.status.toLowerCase(),
    currency: currencyOf(state.amount_money.currency),
    totalMinor: soundAmount((state.total_money ?? state.amount_money).amount),
    ...(state.total_money && state.tip_money && { tipMinor: soundAmount(state.tip_money.amount) }),
    discountMinor: 0,
    refunds: refundSum(backMinor),
    test: false,
    cancelled: state.status === "CANCELED",
    deleted: false,
    ...(country && { country }),
    items: [],
  };
};

const inParts = (address: shapes.SquarePayment["billing_address"]) => ({
  firstName: address?.first_name,
  lastName: address?.last_name,
});

const personOfPayment = (state: shapes.SquarePayment, updatedAt: Instant): Person => {
  const { customer_id: customerId, buyer_email_address: email } = state;
  const { billing_address: billing, shipping_address: shipping } = state;
  const country = shipping?.country ?? billing?.country;
  const names = buyersName([inParts(billing)], { isGuest: customerId === undefined, of: inParts(shipping) });
  return toldPerson("square", { customerId, email, ...names, country }, updatedAt);
};

/** Square knows who left its mailing list, and not who joined it how: a refusal is one, anything else says nothing. */
const personOfCustomer = (known: shapes.SquareCustomer, receivedAt: Instant): Person => {
  const updatedAt = stateTimeOf(known.updated_at, receivedAt);
  const { email_address: email, preferences } = known;
  const told = {
    customerId: known.id,
    email,
    phone: known.phone_number,
    firstName: known.given_name,
    lastName: known.family_name,
    country: known.address?.country,
    birthday: birthdayOf(known.birthday?.replace(/^0000-/, "--"), receivedAt),
  };
  return {
    ...toldPerson("square", told, updatedAt),
    ...(preferences?.email_unsubscribed && {
      consent: { state: "denied", basis: "explicit", at: updatedAt, source: "square" },
      ...(email && { consentEmail: email }),
    }),
  };
};
