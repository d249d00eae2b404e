import { birthdayOf } from "../../model/birthday.ts";
import { countryOf } from "../../model/countries.ts";
import { type CustomerEvent, eventKindSchema } from "../../model/customer-event.ts";
import { PoisonError } from "../../model/errors.ts";
import type { Currency } from "../../model/money.ts";
import type { OrderFacts } from "../../model/order.ts";
import type { OrderEvent } from "../../model/order-event.ts";
import type { Instant } from "../../model/time.ts";
import type { Intent, Person } from "../intent.ts";
import { currencyOf, soundAmount } from "../read-amount.ts";
import { instantOf, stateTimeOf } from "../read-instant.ts";
import { statusWord } from "../status-word.ts";
import { explicitly, readChannels } from "./read-channels.ts";
import { readEvent } from "./read-event.ts";
import { buyerNamed, customerNamed, type Refusing } from "./refused-address.ts";
import { withRefusedNumber } from "./refused-number.ts";
import { type Customer, namedAlone, toldNames } from "./told-names.ts";

type Order = Extract<OrderEvent, { type: "order.updated" }>["order"];

/**
 * What a body of our own format asks for. Its topic is its own `type`, under the signature.
 * @param currency the shop's
 */
export const readStandard = (body: unknown, receivedAt: Instant, currency?: Currency): Intent => {
  const event = readEvent(body);
  switch (event.type) {
    case "order.updated": {
      const facts = factsOf(event.order, receivedAt);
      return {
        kind: "order",
        person: refusingPerson(buyerNamed(event.order.customer ?? {}), receivedAt, facts.updatedAt, true),
        facts,
        ...(event.order.customer === undefined && { mayOmit: ["buyer", "locale", "country"] }),
        ...(isPartUntold(facts) && { remark: PART_UNTOLD }),
      };
    }
    case "order.deleted":
      return {
        kind: "deletion",
        source: "standard",
        orderId: event.order.id,
        at: stateTimeOf(event.order.deletedAt, receivedAt),
      };
    case "order.refunded": {
      const { id: refundId, amountMinor, currency: told } = event.refund;
      if (told !== undefined && currencyOf(told) !== (currency ?? told))
        throw new PoisonError(
          "other-currency",
          `refund.currency is none of the shop's: tell the amount in ${currency}`,
        );
      return {
        kind: "refund",
        source: "standard",
        orderId: event.order.id,
        refundId,
        amountMinor: soundAmount(amountMinor),
      };
    }
    case "customer.updated": {
      const { customer: told, besides } = customerNamed(event.customer);
      const { customer, isUnsure } = withRefusedNumber(told);
      const person = refusingPerson({ customer, besides }, receivedAt, stateTimeOf(event.updatedAt, receivedAt));
      return { kind: "profile", person: { ...person, ...(isUnsure && { isNumberUnsure: true as const }) } };
    }
    case "customer.event": {
      const done = eventOf(event.event, receivedAt);
      return { kind: "event", person: personOf(namedAlone(event.customer), receivedAt, done.at), event: done };
    }
    case "customer.redact":
      return { kind: "redact", person: subjectOf(event.customer, receivedAt), orderIds: [] };
    case "customer.data_request":
      return {
        kind: "data-request",
        person: subjectOf(event.customer, receivedAt),
        orderIds: [],
        requestId: event.requestId,
      };
  }
};

const PART_UNTOLD =
  "the order is partially_refunded and lists no refunds: it counts in full until refunds or order.refunded tell what went back";
const isPartUntold = ({ status, refunds }: OrderFacts): boolean =>
  status === "partially_refunded" && Object.keys(refunds).length === 0;

type Told = Extract<OrderEvent, { type: "customer.event" }>["event"];

/** A kind that we do not know has no rule for what may come of it: who left something else than a cart is not written to. */
const eventOf = ({ id, kind, at }: Told, receivedAt: Instant): CustomerEvent => {
  const known = eventKindSchema.safeParse(kind.trim().toLowerCase()).data;
  if (known === undefined)
    throw new PoisonError("unknown-event-kind", `event.kind is none of ${eventKindSchema.options.join(", ")}`);
  return { kind: known, id, at: stateTimeOf(at, receivedAt) };
};

const factsOf = (order: Order, receivedAt: Instant): OrderFacts => {
  const locale = order.customer?.locale;
  const country = countryOf(order.customer?.country);
  return {
    source: "standard",
    orderId: order.id,
    orderedAt: instantOf(order.orderedAt),
    updatedAt: stateTimeOf(order.updatedAt, receivedAt),
    status: statusWord(order.status),
    currency: currencyOf(order.currency),
    totalMinor: soundAmount(order.totalMinor),
    discountMinor: soundAmount(order.discountMinor ?? 0),
    ...(order.tipMinor && { tipMinor: soundAmount(order.tipMinor) }),
    ...(order.outstandingMinor && { outstandingMinor: soundAmount(order.outstandingMinor) }),
    refunds: refundsOf(order),
    test: order.test ?? false,
    cancelled: order.cancelled ?? false,
    deleted: false,
    ...(locale && { locale }),
    ...(country && { country }),
    items: order.items ?? [],
  };
};

const MAX_ID_LENGTH = 200;

/** A refund's id becomes a field's name in a row: an empty text is none, and one without an end has no room. */
const refundsOf = ({ refunds = {} }: Order): OrderFacts["refunds"] =>
  Object.fromEntries(
    Object.entries(refunds).map(([id, minor]) => {
      if (id === "" || id.length > MAX_ID_LENGTH)
        throw new PoisonError(
          "bad-refund-id",
          `the id of a refund is empty, or longer than ${MAX_ID_LENGTH} characters`,
        );
      return [id, soundAmount(minor)];
    }),
  );

/** Whoever refuses is heard at whatever else names them, and nothing else is told of that. */
const refusingPerson = (
  { customer, besides }: Refusing,
  receivedAt: Instant,
  updatedAt: Instant,
  isOrder = false,
): Person => {
  const person = personOf(customer, receivedAt, updatedAt, isOrder);
  return {
    ...person,
    phones: [...person.phones, ...besides.phones],
    ...(besides.emails.length > 0 && { refusedAlsoAt: besides.emails }),
  };
};

/** @throws PoisonError `unreadable-address`: what is kept of that address would stay */
const subjectOf = (told: Customer, receivedAt: Instant): Person => {
  const { customer, besides, isUnread } = toldNames(told);
  if (isUnread) throw new PoisonError("unreadable-address", "customer holds an address that cannot be read");
  const person = personOf(customer, receivedAt);
  return {
    ...person,
    emails: [...person.emails, ...besides.emails],
    phones: [...person.phones, ...besides.phones],
  };
};

const personOf = (customer: Customer, receivedAt: Instant, updatedAt?: Instant, isOrder = false): Person => {
  const { id, login, email, phone: _phone, channels: _channels, marketingConsent, ...named } = customer;
  const { phone, isTold, said } = readChannels(customer, receivedAt, isOrder);
  const told = {
    email,
    phone: isTold ? phone : undefined,
    ...named,
    country: countryOf(named.country),
    birthday: birthdayOf(named.birthday, receivedAt),
  };
  const facts = Object.entries(told).filter(([, value]) => value !== undefined && value !== "");
  return {
    source: "standard",
    ...(id && { customerId: id }),
    ...(login && { login }),
    emails: email ? [email] : [],
    phones: phone ? [phone] : [],
    profile: { ...Object.fromEntries(facts), ...(updatedAt && { updatedAt }) },
    ...(marketingConsent && {
      consent: explicitly(marketingConsent, receivedAt),
      ...(email && { consentEmail: email }),
    }),
    ...(said.length > 0 && { channels: said }),
  };
};
