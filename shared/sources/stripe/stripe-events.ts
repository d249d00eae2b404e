import type * as z from "zod";
import type { OrderFacts } from "../../model/order.ts";
import { ignored } from "../ignored.ts";
import type { Intent, Person } from "../intent.ts";
import { readShape } from "../parse-body.ts";
import { currencyOf } from "../read-amount.ts";
import { refundName } from "../refund-sum.ts";
import type { ReadTopic } from "../source-room.ts";
import { stripeMinor } from "./stripe-money.ts";
import { factsOfCharge, factsOfIntent, factsOfInvoice, factsOfSession, type Told, toldAt } from "./stripe-order.ts";
import {
  personOfCharge,
  personOfCustomer,
  personOfInvoice,
  personOfReceipt,
  personOfSession,
} from "./stripe-person.ts";
import * as shapes from "./stripe-shapes.ts";

type EventShape<Thing> = z.ZodType<{ created: number; livemode: boolean; data: { object: Thing } }>;

/** Reads events of one shape: the object that they are about, and when and of what mode it was told. */
const about =
  <Thing>(shape: EventShape<Thing>, read: (thing: Thing, told: Told) => Intent): ReadTopic =>
  (body, topic, { receivedAt }) => {
    const { created, livemode, data } = readShape(shape, body, topic);
    return read(data.object, { created, livemode, receivedAt });
  };

/** Of somebody who is not named nothing can be kept. */
const told = (person: Person): Intent =>
  person.customerId || person.emails.length > 0 || person.phones.length > 0
    ? { kind: "profile", person }
    : { kind: "ignored", reason: "names nobody" };

/**
 * A payment is told by its checkout, its charge, its invoice and itself, in any order, and none of them knows all: a guest's
 * payment names nobody, and only the checkout has discount and language.
 */
const order = (person: Person, facts: OrderFacts): Intent => ({
  kind: "order",
  person,
  facts,
  mayOmit: ["buyer", "discountMinor", "locale", "country"],
});

const session = about(shapes.sessionEventShape, (checkout, at) => {
  const person = personOfSession(checkout, toldAt(at));
  if (checkout.mode === "setup") return { kind: "ignored", reason: "a payment method was kept, and nothing bought" };
  // A subscription's money is told by its charges, of which a checkout knows none.
  if (checkout.mode === "subscription") return told(person);
  return order(person, factsOfSession(checkout, at));
});

const charge = about(shapes.chargeEventShape, (state, at) =>
  order(personOfCharge(state, toldAt(at)), factsOfCharge(state, at)),
);

const payment = about(shapes.intentEventShape, (intent, at) =>
  order(personOfReceipt(intent, toldAt(at)), factsOfIntent(intent, at)),
);

const invoice = about(shapes.invoiceEventShape, (paid, at) => {
  const person = personOfInvoice(paid, toldAt(at));
  const orderId = paid.payment_intent ?? paid.charge;
  return orderId === undefined ? told(person) : order(person, factsOfInvoice(paid, orderId, at));
});

type TakenBack = {
  id: string;
  charge: string | undefined;
  payment_intent: string | undefined;
  currency: string;
  amount: number;
};

const takenBack = ({ payment_intent, charge: of, currency, amount }: TakenBack, refundId: string): Intent => {
  const orderId = payment_intent ?? of;
  if (orderId === undefined) return { kind: "ignored", reason: "names no payment" };
  return {
    kind: "refund",
    source: "stripe",
    orderId,
    refundId,
    amountMinor: stripeMinor(amount, currencyOf(currency)),
  };
};

const refund = about(shapes.refundEventShape, (back) =>
  back.status === undefined || back.status === null || back.status === "succeeded"
    ? takenBack(back, refundName(back.id))
    : { kind: "ignored", reason: "this refund has not gone through" },
);

const dispute = about(shapes.disputeEventShape, (disputed) =>
  disputed.status === "lost"
    ? takenBack(disputed, disputed.id)
    : { kind: "ignored", reason: "only a dispute that is lost takes money back" },
);

const customer = about(shapes.customerEventShape, (person, at) => told(personOfCustomer(person, toldAt(at))));

/** Every event that Rouse reads; any other is let go. */
export const stripeEvents: ReadonlyMap<string, ReadTopic> = new Map([
  ["checkout.session.completed", session],
  ["checkout.session.async_payment_succeeded", session],
  ["checkout.session.async_payment_failed", session],
  ["charge.succeeded", charge],
  ["charge.captured", charge],
  ["charge.refunded", charge],
  ["charge.updated", charge],
  ["payment_intent.succeeded", payment],
  ["invoice.paid", invoice],
  ["invoice.payment_succeeded", invoice],
  ["refund.created", refund],
  ["refund.updated", refund],
  ["charge.refund.updated", refund],
  ["charge.dispute.created", dispute],
  ["charge.dispute.closed", dispute],
  ["customer.created", customer],
  ["customer.updated", customer],
  ["customer.deleted", ignored("an account was closed, which asks for no erasure")],
]);
