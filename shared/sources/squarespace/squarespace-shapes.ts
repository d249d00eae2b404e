import * as z from "zod";
import { flagShape, listShape, looseShape, maybeShape } from "../loose-shapes.ts";
import { amountShape, countryShape, countShape, idShape, textShape, wordShape } from "../parse-body.ts";

/** Shapes of Squarespace's notifications and of an order of its Commerce API 1.0, as far as Rouse reads them. */
export const namedEventShape = z.object({ topic: wordShape });
export const orderEventShape = z.object({ topic: wordShape, data: z.object({ orderId: idShape }) });

const moneyShape = z.object({ value: amountShape, currency: z.string() });
const addressShape = looseShape(
  z.object({ firstName: textShape, lastName: textShape, phone: textShape, countryCode: countryShape }),
);

export const orderShape = z.object({
  id: idShape,
  createdOn: z.string(),
  modifiedOn: z.string(),
  testmode: flagShape,
  fulfillmentStatus: wordShape,
  paymentState: wordShape.nullish(),
  customerId: maybeShape(idShape),
  customerEmail: textShape,
  billingAddress: addressShape,
  shippingAddress: addressShape,
  lineItems: listShape(
    z.object({
      sku: textShape,
      productName: textShape,
      quantity: countShape,
      unitPricePaid: looseShape(moneyShape),
      lineItemType: textShape,
    }),
  ),
  grandTotal: moneyShape,
  discountTotal: looseShape(moneyShape),
  refundedTotal: moneyShape.nullish(),
});
export type SquarespaceOrder = z.output<typeof orderShape>;
