import * as z from "zod";
import { looseShape, maybeShape, refusalShape } from "../loose-shapes.ts";
import { countryShape, idShape, textShape, wholeShape, wordShape } from "../parse-body.ts";

/** Shapes of Square's events (API versions from 2020 on), as far as Rouse reads them. Every other field is left alone. */
const moneyShape = z.object({ amount: wholeShape, currency: z.string() });

const addressShape = looseShape(z.object({ country: countryShape, first_name: textShape, last_name: textShape }));

export const namedEventShape = z.object({ type: wordShape });

const about = <Shape extends z.ZodType>(object: Shape) =>
  z.object({ type: wordShape, created_at: z.string(), data: z.object({ object }) });

const paymentShape = z.object({
  id: idShape,
  created_at: z.string(),
  updated_at: z.string(),
  status: wordShape,
  amount_money: moneyShape,
  tip_money: looseShape(moneyShape),
  total_money: moneyShape.nullish(),
  refunded_money: moneyShape.nullish(),
  customer_id: maybeShape(idShape),
  buyer_email_address: textShape,
  billing_address: addressShape,
  shipping_address: addressShape,
});
export const paymentEventShape = about(z.object({ payment: paymentShape }));

export const refundEventShape = about(
  z.object({ refund: z.object({ id: idShape, payment_id: idShape, status: wordShape, amount_money: moneyShape }) }),
);

const customerShape = z.object({
  id: idShape,
  updated_at: z.string(),
  given_name: textShape,
  family_name: textShape,
  email_address: textShape,
  phone_number: textShape,
  address: addressShape,
  birthday: textShape,
  preferences: looseShape(z.object({ email_unsubscribed: refusalShape })),
});
export const customerEventShape = about(z.object({ customer: customerShape }));

export type SquarePayment = z.output<typeof paymentShape>;
export type SquareCustomer = z.output<typeof customerShape>;
