import * as z from "zod";
import { looseShape } from "../loose-shapes.ts";
import { countryShape, idShape, textShape, wholeShape, wordShape } from "../parse-body.ts";

/** Shapes of Stripe's events (API versions from 2020 on), as far as Rouse reads them. Every other field is left alone. */
const refShape = z
  .union([idShape, z.object({ id: idShape })])
  .nullish()
  .transform((ref) => (typeof ref === "object" ? ref?.id : ref) ?? undefined);

const addressShape = looseShape(z.object({ country: countryShape }));
const contactShape = looseShape(
  z.object({ email: textShape, name: textShape, phone: textShape, address: addressShape }),
);

const eventShape = z.object({
  type: wordShape,
  created: wholeShape,
  livemode: z.boolean(),
});

const about = <Shape extends z.ZodType>(object: Shape) => eventShape.extend({ data: z.object({ object }) });

/** To whom the goods went. */
const receiverShape = looseShape(z.object({ name: textShape }));

export const namedEventShape = z.object({ type: wordShape });

export const sessionEventShape = about(
  z.object({
    id: idShape,
    object: z.literal("checkout.session"),
    mode: wordShape,
    payment_intent: refShape,
    payment_status: wordShape,
    created: wholeShape.nullish(),
    currency: textShape,
    amount_total: wholeShape.nullish(),
    total_details: looseShape(z.object({ amount_discount: looseShape(wholeShape) })),
    customer: refShape,
    customer_email: textShape,
    customer_details: contactShape,
    consent: looseShape(z.object({ promotions: textShape })),
    locale: textShape,
  }),
);

const chargeShape = z.object({
  id: idShape,
  object: z.literal("charge"),
  payment_intent: refShape,
  created: wholeShape,
  currency: z.string(),
  amount: wholeShape,
  amount_captured: wholeShape.nullish(),
  amount_refunded: wholeShape.nullish(),
  captured: z.boolean(),
  paid: z.boolean(),
  refunded: z.boolean(),
  status: wordShape,
  customer: refShape,
  billing_details: contactShape,
  receipt_email: textShape,
  shipping: receiverShape,
});
export const chargeEventShape = about(chargeShape);

export const intentEventShape = about(
  z.object({
    id: idShape,
    object: z.literal("payment_intent"),
    created: wholeShape,
    currency: z.string(),
    amount_received: wholeShape,
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
    created: wholeShape,
    currency: z.string(),
    amount_paid: wholeShape,
    total_discount_amounts: looseShape(z.array(z.object({ amount: wholeShape }))),
    customer: refShape,
    customer_email: textShape,
    customer_name: textShape,
    customer_phone: textShape,
    customer_address: addressShape,
  }),
);

const takenBack = { id: idShape, charge: refShape, payment_intent: refShape, currency: z.string(), amount: wholeShape };

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
    address: addressShape,
    preferred_locales: looseShape(z.array(z.string())),
  }),
);

export type StripeContact = z.output<typeof contactShape>;
export type StripeSession = z.output<typeof sessionEventShape>["data"]["object"];
export type StripeCharge = z.output<typeof chargeShape>;
export type StripeIntent = z.output<typeof intentEventShape>["data"]["object"];
export type StripeInvoice = z.output<typeof invoiceEventShape>["data"]["object"];
export type StripeCustomer = z.output<typeof customerEventShape>["data"]["object"];
