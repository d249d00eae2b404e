import * as z from "zod";
import { flagShape, looseShape, tickShape } from "../loose-shapes.ts";
import { amountShape, countryShape, countShape, idShape, textShape, wholeShape, wordShape } from "../parse-body.ts";

/** Shapes of BigCommerce's webhooks and of an order of its API V2, as far as Rouse reads them. */
export const namedEventShape = z.object({ scope: wordShape });
export const orderEventShape = z.object({ scope: wordShape, data: z.object({ id: idShape }) });

const lineShape = z.object({
  name: textShape,
  sku: textShape,
  quantity: countShape,
  total_inc_tax: looseShape(amountShape),
});

const consignmentShape = z.object({ line_items: looseShape(z.array(lineShape)) });

export const orderShape = z.object({
  id: idShape,
  customer_id: idShape,
  date_created: z.string(),
  date_modified: z.string(),
  status_id: wholeShape,
  status: textShape,
  currency_code: z.string(),
  total_inc_tax: amountShape,
  refunded_amount: amountShape.nullish(),
  discount_amount: looseShape(amountShape),
  coupon_discount: looseShape(amountShape),
  payment_method: textShape,
  is_deleted: flagShape,
  is_email_opt_in: tickShape,
  customer_locale: textShape,
  billing_address: looseShape(
    z.object({
      first_name: textShape,
      last_name: textShape,
      email: textShape,
      phone: textShape,
      country_iso2: countryShape,
    }),
  ),
  consignments: looseShape(
    z.object({
      shipping: looseShape(z.array(consignmentShape)),
      downloads: looseShape(z.array(consignmentShape)),
      pickups: looseShape(z.array(consignmentShape)),
    }),
  ),
});
export type BigcommerceOrder = z.output<typeof orderShape>;
