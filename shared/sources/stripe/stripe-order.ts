import { PoisonError } from "../../model/errors.ts";
import type { Currency } from "../../model/money.ts";
import type { OrderFacts } from "../../model/order.ts";
import type { Instant } from "../../model/time.ts";
import { currencyOf } from "../read-amount.ts";
import { fromSeconds, stateTimeOf } from "../read-instant.ts";
import { refundSum } from "../refund-sum.ts";
import { stripeMinor } from "./stripe-money.ts";
import type { StripeCharge, StripeIntent, StripeInvoice, StripeSession } from "./stripe-shapes.ts";

/** When an event was made and received, and whether of real money. */
export type Told = { created: number; livemode: boolean; receivedAt: Instant };

/** The time of the state that an event tells. @throws PoisonError `bad-time`, `in-the-future` */
export const toldAt = ({ created, receivedAt }: Told): Instant => stateTimeOf(fromSeconds(created), receivedAt);

type Stated = Pick<OrderFacts, "orderId" | "status" | "totalMinor"> &
  Partial<Pick<OrderFacts, "discountMinor" | "refunds" | "locale">> & {
    currency: Currency;
    created: number;
    country: string | undefined;
  };

const factsOf = ({ created, country, ...stated }: Stated, told: Told): OrderFacts => ({
  source: "stripe",
  orderedAt: fromSeconds(created),
  updatedAt: toldAt(told),
  discountMinor: 0,
  refunds: {},
  test: !told.livemode,
  cancelled: false,
  deleted: false,
  items: [],
  ...(country && { country }),
  ...stated,
});

/**
 * A checkout. Its order has the name of its payment, as charge, refund and invoice have; one that cost nothing has no
 * payment, and its own.
 */
export const factsOfSession = (session: StripeSession, told: Told): OrderFacts => {
  const { amount_total } = session;
  if (amount_total === undefined || amount_total === null)
    throw new PoisonError("bad-amount", "a checkout that was completed has no amount_total");
  const currency = currencyOf(session.currency);
  return factsOf(
    {
      orderId: session.payment_intent ?? session.id,
      created: session.created ?? told.created,
      status: session.payment_status === "no_payment_required" ? "paid" : session.payment_status.toLowerCase(),
      currency,
      totalMinor: stripeMinor(amount_total, currency),
      discountMinor: stripeMinor(session.total_details?.amount_discount ?? 0, currency),
      country: session.customer_details?.address?.country,
      ...localeOf(session.locale),
    },
    told,
  );
};

/** A payment that has succeeded: what was received. */
export const factsOfIntent = (intent: StripeIntent, told: Told): OrderFacts => {
  const currency = currencyOf(intent.currency);
  return factsOf(
    {
      orderId: intent.id,
      created: intent.created,
      status: "paid",
      currency,
      totalMinor: stripeMinor(intent.amount_received, currency),
      country: undefined,
    },
    told,
  );
};

/** An invoice whose payment is known: API versions from 2025-03-31 on name none. */
export const factsOfInvoice = (invoice: StripeInvoice, orderId: string, told: Told): OrderFacts => {
  const currency = currencyOf(invoice.currency);
  const discount = (invoice.total_discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0);
  return factsOf(
    {
      orderId,
      created: invoice.created,
      status: "paid",
      currency,
      totalMinor: stripeMinor(invoice.amount_paid, currency),
      discountMinor: stripeMinor(discount, currency),
      country: invoice.customer_address?.country,
    },
    told,
  );
};

/** A charge as it stands: what was taken, and the sum of what went back. */
export const factsOfCharge = (charge: StripeCharge, told: Told): OrderFacts => {
  const currency = currencyOf(charge.currency);
  const backMinor = stripeMinor(charge.amount - keptOf(charge), currency);
  return factsOf(
    {
      orderId: charge.payment_intent ?? charge.id,
      created: charge.created,
      status: statusOf(charge),
      currency,
      totalMinor: stripeMinor(charge.amount, currency),
      refunds: refundSum(backMinor),
      country: charge.billing_details?.address?.country,
    },
    told,
  );
};

/** What is captured but in part never was paid whole, whether or not Stripe counts the rest among the refunds. */
const keptOf = ({ amount, captured, amount_captured, amount_refunded }: StripeCharge): number =>
  Math.min(captured ? (amount_captured ?? amount) : amount, amount - (amount_refunded ?? 0));

const statusOf = ({ captured, paid, refunded, amount_refunded, status }: StripeCharge): string => {
  if (!captured) return "authorized";
  if (!paid) return status.toLowerCase();
  if (refunded) return "refunded";
  return (amount_refunded ?? 0) > 0 ? "partially_refunded" : "paid";
};

/** `auto` is the browser's own choice, and no language. */
export const localeOf = (locale: string | undefined): { locale?: string } =>
  locale === undefined || locale === "auto" ? {} : { locale };
