import * as z from "zod";
import { amountShape, countryShape, countShape, idShape, textShape, wordShape } from "../parse-body.ts";

/** Shapes of Ecwid's webhooks and of an order of its REST API v3, as far as Rouse reads them. */
export const eventShape = z.object({
  eventId: idShape,
  eventCreated: countShape,
  eventType: wordShape,
});
export const orderEventShape = eventShape.extend({
  entityId: idShape,
  data: z.object({ orderId: idShape.nullish() }).nullish(),
});

const personShape = z
  .object({ name: textShape, firstName: textShape, lastName: textShape, phone: textShape, countryCode: countryShape })
  .nullish();

export const orderShape = z.object({
  id: idShape,
  createTimestamp: countShape,
  updateTimestamp: countShape,
  paymentStatus: wordShape,
  total: amountShape,
  currency: textShape,
  refundedAmount: amountShape.nullish(),
  discount: amountShape.nullish(),
  couponDiscount: amountShape.nullish(),
  customerId: idShape.nullish(),
  email: textShape,
  acceptMarketing: z.boolean().nullish(),
  lang: textShape,
  billingPerson: personShape,
  shippingPerson: personShape,
  items: z
    .array(z.object({ sku: textShape, name: textShape, quantity: countShape, price: amountShape.nullish() }))
    .nullish(),
});
export type EcwidOrder = z.output<typeof orderShape>;
