import * as z from "zod";
import { looseShape, maybeAmountShape, maybeShape, maybeTimeShape } from "../loose-shapes.ts";
import { amountShape, countryShape, countShape, idShape, textShape, wordShape } from "../parse-body.ts";

/** Shape of what the hook of docs/sources/adobe.md sends: fields of an order as Adobe Commerce calls them. */
const lineShape = z.object({
  sku: textShape,
  name: textShape,
  qty_ordered: countShape,
  row_total_incl_tax: looseShape(amountShape),
  parent_item_id: textShape,
});

const orderShape = z.object({
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
  billing_country: countryShape,
  billing_telephone: textShape,
  items: looseShape(z.array(lineShape)),
});
export const orderHookShape = z.object({ order: orderShape });
export type AdobeOrder = z.output<typeof orderShape>;
