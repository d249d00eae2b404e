import * as z from "zod";
import { amountShape, countryShape, countShape, idShape, textShape, wordShape } from "../parse-body.ts";

/** Shapes of WooCommerce's webhook bodies (REST API v3), as far as Rouse reads them. */
const contactShape = z.object({
  first_name: textShape,
  last_name: textShape,
  email: textShape,
  phone: textShape,
  country: countryShape,
});

export const wooOrderShape = z.object({
  id: idShape,
  status: wordShape,
  currency: z.string(),
  date_created_gmt: z.string(),
  date_modified_gmt: z.string(),
  total: amountShape,
  discount_total: amountShape.nullish(),
  customer_id: idShape,
  billing: contactShape,
  line_items: z.array(
    z.object({ name: textShape, sku: textShape, quantity: countShape, total: amountShape.nullish() }),
  ),
  refunds: z.array(z.object({ id: idShape, total: amountShape })),
});

/** `line_items` tells an order from a customer: the topic is not signed. */
export const wooCustomerShape = z.object({
  id: idShape,
  date_created_gmt: z.string(),
  date_modified_gmt: z.string().nullish(),
  email: textShape,
  first_name: textShape,
  last_name: textShape,
  billing: contactShape.nullish(),
  line_items: z.never().optional(),
});

export const wooDeletionShape = z.strictObject({ id: idShape });
export type WooOrder = z.output<typeof wooOrderShape>;
export type WooCustomer = z.output<typeof wooCustomerShape>;
