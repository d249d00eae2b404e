import * as z from "zod";
import { countryShape, countShape, idShape, textShape, wordShape } from "../parse-body.ts";

/** Shapes of Stripe's events (API versions from 2020 on), as far as Rouse reads them. Every other field is left alone. */
const refShape = z
  .union([idShape, z.object({ id: idShape })])
  .nullish()
  .transform((ref) => (typeof ref === "object" ? ref?.id : ref) ?? undefined);

const contactShape = z
  .object({
    email: textShape,
    name: textShape,
    phone: textShape,
    address: z.object({ country: countryShape }).nullish(),
  })
  .nullish();

const eventShape = z.object({
  type: wordShape,
  created: countShape,
  livemode: z.boolean(),
});

const about = <Shape extends z.ZodType>(object: Shape) => eventShape.extend({ data: z.object({ object }) });

export const namedEventShape = z.object({ type: wordShape });

export const sessionEventShape = about(
  z.object({
    id: idShape,
    object: z.literal("checkout.session"),
    mode: wordShape,
    payment_intent: refShape,
    payment_status: wordShape,
    created: countShape.nullish(),
    currency: textShape,
    amount_total: countShape.nullish(),
    total_details: z.object({ amount_discount: countShape.nullish() }).nullish(),
    customer: refShape,
    customer_email: textShape,
    customer_details: contactShape,
    consent: z.object({ promotions: textShape }).nullish(),
    locale: textShape,
  }),
);

const chargeShape = z.object({
  id: idShape,
  object: z.literal("charge"),
  payment_intent: refShape,
  created: countShape,
  currency: z.string(),
  amount: countShape,
  amount_captured: countShape.nullish(),
  amount_refunded: countShape.nullish(),
  captured: z.boolean(),
  paid: z.boolean(),
  refunded: z.boolean(),
  status: wordShape,
  customer: refShape,
  billing_details: contactShape,
  receipt_email: textShape,
});
export const chargeEventShape = about(chargeShape);

export const intentEventShape = about(
  z.object({
    id: idShape,
    object: z.literal("payment_intent"),
    created: countShape,
    currency: z.string(),
    amount_received: countShape,
    customer: refShape,
    receipt_email: textShape,
  }),
);

export const invoiceEventShape = about(
  z.object({
    id: idShape,
    object: z.literal("invoice"),
    payment_intent: refShape,
    charge: refShape,
    created: countShape,
    currency: z.string(),
    amount_paid: countShape,
    total_discount_amounts: z.array(z.object({ amount: countShape })).nullish(),
    customer: refShape,
    customer_email: textShape,
    customer_name: textShape,
    customer_phone: textShape,
    customer_address: z.object({ country: countryShape }).nullish(),
  }),
);

const takenBack = { id: idShape, charge: refShape, payment_intent: refShape, currency: z.string(), amount: countShape };

export const refundEventShape = about(
  z.object({ ...takenBack, object: z.literal("refund"), status: wordShape.nullish() }),
);

export const disputeEventShape = about(z.object({ ...takenBack, object: z.literal("dispute"), status: wordShape }));

export const customerEventShape = about(
  z.object({
    id: idShape,
    object: z.literal("customer"),
    email: textShape,
    name: textShape,
    phone: textShape,
    address: z.object({ country: countryShape }).nullish(),
    preferred_locales: z.array(z.string()).nullish(),
  }),
);

export type StripeContact = z.output<typeof contactShape>;
export type StripeSession = z.output<typeof sessionEventShape>["data"]["object"];
export type StripeCharge = z.output<typeof chargeShape>;
export type StripeIntent = z.output<typeof intentEventShape>["data"]["object"];
export type StripeInvoice = z.output<typeof invoiceEventShape>["data"]["object"];
export type StripeCustomer = z.output<typeof customerEventShape>["data"]["object"];
