import * as z from "zod";
import { listShape, maybeSerialIdShape, maybeTimeShape, partShape, serialIdShape } from "../loose-shapes.ts";
import { amountShape, countryShape, countShape, textShape, wordShape } from "../parse-body.ts";

/**
 * Shapes of WooCommerce's webhook bodies (REST API v3), as far as Rouse reads them, and as far as plugins that filter what
 * the API answers leave them whole. What a value, a state or a person hangs on has to fit; what is only kept is left out
 * where it does not.
 */
const contactShape = partShape({
  first_name: textShape,
  last_name: textShape,
  email: textShape,
  phone: textShape,
  country: countryShape,
});

export const wooOrderShape = z.object({
  id: serialIdShape,
  status: wordShape.min(1),
  currency: z.string(),
  date_created_gmt: maybeTimeShape,
  date_modified_gmt: maybeTimeShape,
  date_paid_gmt: maybeTimeShape,
  date_completed_gmt: maybeTimeShape,
  total: amountShape,
  discount_total: textShape,
  customer_id: maybeSerialIdShape,
  billing: contactShape,
  shipping: partShape({ first_name: textShape, last_name: textShape }),
  line_items: listShape(partShape({ name: textShape, sku: textShape, quantity: countShape, total: textShape })),
  refunds: listShape(z.object({ id: serialIdShape, total: amountShape })),
});

/** `line_items` tells an order from a customer: the topic is not signed. */
export const wooCustomerShape = z.object({
  id: serialIdShape,
  date_created_gmt: maybeTimeShape,
  date_modified_gmt: maybeTimeShape,
  email: textShape,
  first_name: textShape,
  last_name: textShape,
  billing: contactShape,
  line_items: z.never().optional(),
});

export const wooDeletionShape = z.strictObject({ id: serialIdShape });
export type WooOrder = z.output<typeof wooOrderShape>;
export type WooCustomer = z.output<typeof wooCustomerShape>;
