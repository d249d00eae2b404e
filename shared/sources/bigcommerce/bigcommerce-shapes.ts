import * as z from "zod";
import { amountShape, countryShape, countShape, idShape, textShape, wordShape } from "../parse-body.ts";

/** Shapes of BigCommerce's webhooks and of an order of its API V2, as far as Rouse reads them. */
export const namedEventShape = z.object({ scope: wordShape });
export const orderEventShape = z.object({ scope: wordShape, data: z.object({ id: idShape }) });

const lineShape = z.object({
  name: textShape,
  sku: textShape,
  quantity: countShape,
  total_inc_tax: amountShape.nullish(),
});

const consignmentShape = z.object({ line_items: z.array(lineShape).nullish() });

export const orderShape = z.object({
  id: idShape,
  customer_id: idShape,
  date_created: z.string(),
  date_modified: z.string(),
  status_id: countShape,
  status: textShape,
  currency_code: z.string(),
  total_inc_tax: amountShape,
  refunded_amount: amountShape.nullish(),
  discount_amount: amountShape.nullish(),
  coupon_discount: amountShape.nullish(),
  payment_method: textShape,
  is_deleted: z.boolean().nullish(),
  is_email_opt_in: z.boolean().nullish(),
  customer_locale: textShape,
  billing_address: z
    .object({
      first_name: textShape,
      last_name: textShape,
      email: textShape,
      phone: textShape,
      country_iso2: countryShape,
    })
    .nullish(),
  consignments: z
    .object({
      shipping: z.array(consignmentShape).nullish(),
      downloads: z.array(consignmentShape).nullish(),
      pickups: z.array(consignmentShape).nullish(),
    })
    .nullish()
    .catch(undefined),
});
export type BigcommerceOrder = z.output<typeof orderShape>;
