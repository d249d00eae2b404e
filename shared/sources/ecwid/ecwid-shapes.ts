import * as z from "zod";
import { looseShape, maybeShape, tickShape } from "../loose-shapes.ts";
import { amountShape, countryShape, countShape, idShape, textShape, wholeShape, wordShape } from "../parse-body.ts";

/** Shapes of Ecwid's webhooks and of an order of its REST API v3, as far as Rouse reads them. */
export const eventShape = z.object({
  eventId: idShape,
  eventCreated: wholeShape,
  eventType: wordShape,
});
export const orderEventShape = eventShape.extend({
  entityId: idShape,
  data: z.object({ orderId: idShape.nullish() }).nullish(),
});

const personShape = looseShape(
  z.object({ name: textShape, firstName: textShape, lastName: textShape, phone: textShape, countryCode: countryShape }),
);

export const orderShape = z.object({
  id: idShape,
  createTimestamp: wholeShape,
  updateTimestamp: wholeShape,
  paymentStatus: wordShape,
  total: amountShape,
  currency: textShape,
  refundedAmount: amountShape.nullish(),
  discount: looseShape(amountShape),
  couponDiscount: looseShape(amountShape),
  customerId: maybeShape(idShape),
  email: textShape,
  acceptMarketing: tickShape,
  lang: textShape,
  billingPerson: personShape,
  shippingPerson: personShape,
  items: looseShape(
    z.array(z.object({ sku: textShape, name: textShape, quantity: countShape, price: looseShape(amountShape) })),
  ),
});
export type EcwidOrder = z.output<typeof orderShape>;
