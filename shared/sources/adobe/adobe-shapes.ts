import * as z from "zod";
import { looseShape, maybeAmountShape, maybeShape, maybeTimeShape } from "../loose-shapes.ts";
import { amountShape, countryShape, countShape, idShape, textShape, wordShape } from "../parse-body.ts";

/** Shapes of what the hook and the event of docs/sources/adobe.md send: fields of an order as Adobe Commerce calls them. */
const lineShape = z.object({
  sku: textShape,
  name: textShape,
  qty_ordered: countShape,
  row_total_incl_tax: looseShape(amountShape),
  parent_item_id: textShape,
});

const orderFields = {
  increment_id: idShape,
  state: wordShape,
  created_at: z.string(),
  updated_at: z.string(),
  order_currency_code: z.string(),
  grand_total: amountShape,
  total_refunded: maybeAmountShape,
  discount_amount: looseShape(amountShape),
  customer_id: maybeShape(idShape),
  customer_email: textShape,
  customer_firstname: textShape,
  customer_lastname: textShape,
  customer_dob: maybeTimeShape.catch(undefined),
  items: looseShape(z.array(lineShape)),
};
const orderShape = z.object({
  ...orderFields,
  billing_country: countryShape,
  billing_telephone: textShape,
  billing_firstname: textShape,
  billing_lastname: textShape,
});
export const orderHookShape = z.object({ order: orderShape });
export type AdobeOrder = z.output<typeof orderShape>;

const addressShape = z.object({
  address_type: textShape,
  country_id: countryShape,
  telephone: textShape,
  firstname: textShape,
  lastname: textShape,
});

/** What an event says of itself (CloudEvents 1.0), and its order with all addresses. */
export const namedEventShape = z.object({ type: wordShape });
export const orderEventShape = z.object({
  data: z.object({ value: z.object({ ...orderFields, addresses: looseShape(z.array(addressShape)) }) }),
});
