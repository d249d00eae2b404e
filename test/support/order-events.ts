import fc from "fast-check";
import type { Consent } from "../../shared/model/consent.ts";
import type { CustomerEvent } from "../../shared/model/customer-event.ts";
import type { MayOmit, OrderFacts } from "../../shared/model/order.ts";
import type { RecordableIntent } from "../../shared/recording/news-of-intent.ts";
import type { Person } from "../../shared/sources/intent.ts";

/** Few people, addresses and orders, so that events collide; few seconds, so that times tie. */
const secondOf = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();
const instant = fc.nat(3).map(secondOf);
const orderId = fc.constantFrom("1", "820982911946154508", "820982911946154500");
const subset = (values: readonly string[]) => fc.subarray([...values], { maxLength: 2 });

const consent: fc.Arbitrary<Consent> = fc.record({
  state: fc.constantFrom("granted", "denied"),
  basis: fc.constantFrom("explicit", "soft-opt-in"),
  at: instant,
});

const person: fc.Arbitrary<Person> = fc
  .record({
    customerId: fc.option(fc.constantFrom("7", "8", "9"), { nil: undefined }),
    emails: subset(["ann@example.com", "Ann@Example.com ", "bo@example.com", "cy@example.com", "noreply@example.com"]),
    phones: subset(["+491701234567", "030 1234"]),
    ownEmail: fc.option(fc.constantFrom("ann@example.com", "bo@example.com", "info@example.com"), {
      nil: undefined,
      freq: 3,
    }),
    firstName: fc.option(fc.constantFrom("Ann", "Bo", "Cy", "Di", "Ed"), { nil: undefined }),
    birthday: fc.option(fc.constantFrom("--02-29", "1990-05-01"), { nil: undefined }),
    consent: fc.option(consent, { nil: undefined }),
    at: instant,
  })
  .map(({ customerId, emails, ownEmail, phones, firstName, birthday, consent: said, at }) => ({
    source: "shopify",
    ...(customerId && { customerId }),
    emails,
    ...(customerId && ownEmail && { ownEmail }),
    phones,
    profile: {
      updatedAt: at,
      ...(emails[0] && { email: emails[0].trim() }),
      ...(firstName && { firstName }),
      ...(birthday && { birthday }),
    },
    ...(said && { consent: said, ...(emails.at(-1) && { consentEmail: emails.at(-1) ?? "" }) }),
  }));

const someItems = [
  { category: "Tea", quantity: 1, totalMinor: 333 },
  { category: "Pots", quantity: 2, totalMinor: 667 },
  { title: "Green tea", quantity: 1 },
];

const facts: fc.Arbitrary<OrderFacts> = fc
  .record({
    orderId,
    updatedAt: instant,
    status: fc.constantFrom("pending", "paid", "refunded"),
    totalMinor: fc.constantFrom(0, 1000, 2500),
    refunds: fc.dictionary(fc.constantFrom("r1", "r2"), fc.constantFrom(400, 600)),
    cancelled: fc.boolean(),
    discountMinor: fc.constantFrom(0, 300),
    locale: fc.option(fc.constantFrom("de", "en"), { nil: undefined }),
    items: fc.array(fc.constantFrom(...someItems), { maxLength: 2 }),
    daysLater: fc.nat(2),
    arrivedAt: instant,
    hour: fc.constantFrom(3, 9),
  })
  .map(({ daysLater, hour, orderId: id, locale, ...rest }) => ({
    ...(locale && { locale }),
    source: "shopify",
    orderId: id,
    orderedAt: new Date(Date.UTC(2025, 11, 1 + daysLater, hour)).toISOString(),
    currency: "USD",
    test: false,
    deleted: false,
    ...rest,
  }));

/** Few ids, each told with several times. */
const customerEvent: fc.Arbitrary<CustomerEvent> = fc.record({
  kind: fc.constantFrom("signed-up", "cart-left"),
  id: fc.constantFrom("e1", "e2", "e3"),
  at: instant,
});

/** Of an order that leaves nothing out, or may leave out who bought and more. */
const mayOmit = fc.constantFrom<readonly MayOmit[]>([], ["buyer", "discountMinor", "locale"]);
const orderTold = fc
  .record({ kind: fc.constant("order"), person, facts, mayOmit, isNobody: fc.boolean() })
  .map(({ isNobody, person: told, ...rest }) => ({
    ...rest,
    person: isNobody && rest.mayOmit.length > 0 ? { source: told.source, emails: [], phones: [], profile: {} } : told,
  }));

/** One event of any kind that recording takes. */
export const event: fc.Arbitrary<RecordableIntent> = fc.oneof(
  { weight: 4, arbitrary: orderTold },
  fc.record({
    kind: fc.constant("refund"),
    source: fc.constant("shopify"),
    orderId,
    refundId: fc.constantFrom("r1", "r2", "r3"),
    amountMinor: fc.constantFrom(100, 400),
  }),
  fc.record({ kind: fc.constant("deletion"), source: fc.constant("shopify"), orderId, at: instant }),
  fc.record({
    kind: fc.constant("merge"),
    source: fc.constant("shopify"),
    from: fc.constantFrom("7", "8"),
    into: fc.constant("9"),
    at: instant,
  }),
  fc
    .record({ kind: fc.constantFrom("profile", "consent"), person })
    .filter(({ person: told }) => told.customerId !== undefined || told.emails.length > 0),
  fc
    .record({ kind: fc.constant("event"), person, event: customerEvent })
    .filter(({ person: told }) => told.customerId !== undefined || told.emails.length > 0),
);
