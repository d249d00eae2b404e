import type { Instant } from "../../model/time.ts";
import { consentSaid } from "../consent-words.ts";
import type { Person } from "../intent.ts";
import { buyersName } from "../name-parts.ts";
import { toldPerson } from "../told-person.ts";
import { localeOf } from "./stripe-order.ts";
import type { StripeCharge, StripeContact, StripeCustomer, StripeInvoice, StripeSession } from "./stripe-shapes.ts";

type Known = NonNullable<StripeContact> & {
  customer: string | undefined;
  locale?: string | undefined;
  shipping: StripeCharge["shipping"];
};

const personOf = (
  { customer, email, name, phone, address, locale, shipping }: Partial<Known>,
  updatedAt: Instant,
): Person => {
  const names = buyersName([{ name }], { isGuest: customer === undefined, of: shipping });
  return toldPerson(
    "stripe",
    { customerId: customer, email, phone, ...names, ...localeOf(locale), country: address?.country },
    updatedAt,
  );
};

/** Who paid at a checkout, and what they answered when it asked for consent to promotional mail. */
export const personOfSession = (session: StripeSession, updatedAt: Instant): Person => {
  const { customer, customer_details, customer_email, consent, locale } = session;
  const email = customer_details?.email ?? customer_email;
  const state = stateSaid(consent?.promotions ?? "");
  return {
    ...personOf({ ...customer_details, email, customer, locale }, updatedAt),
    ...(state && {
      consent: { state, basis: "explicit", at: updatedAt, source: "stripe" },
      ...(email && { consentEmail: email }),
    }),
  };
};

/** A refusal is one in whatever words it comes; a yes is Stripe's own word alone. */
const stateSaid = (text: string): "granted" | "denied" | undefined => {
  if (text === "opt_in") return "granted";
  return consentSaid(text)?.state === "denied" ? "denied" : undefined;
};

/** Who paid, as the payment's own form has it; else where the receipt goes. */
export const personOfCharge = (charge: StripeCharge, updatedAt: Instant): Person => {
  const { customer, billing_details, receipt_email, shipping } = charge;
  return personOf(
    { ...billing_details, email: billing_details?.email ?? receipt_email, customer, shipping },
    updatedAt,
  );
};

export const personOfReceipt = (
  { customer, receipt_email }: Pick<StripeCharge, "customer" | "receipt_email">,
  updatedAt: Instant,
): Person => personOf({ customer, email: receipt_email }, updatedAt);

export const personOfInvoice = (invoice: StripeInvoice, updatedAt: Instant): Person =>
  personOf(
    {
      customer: invoice.customer,
      email: invoice.customer_email,
      name: invoice.customer_name,
      phone: invoice.customer_phone,
      address: invoice.customer_address,
    },
    updatedAt,
  );

export const personOfCustomer = ({ id, preferred_locales, ...contact }: StripeCustomer, updatedAt: Instant): Person =>
  personOf({ ...contact, customer: id, locale: preferred_locales?.[0] }, updatedAt);
