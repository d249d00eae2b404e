import * as z from "zod";
import { listShape, looseShape, maybeShape } from "../loose-shapes.ts";
import { amountShape, countryShape, countShape, idShape, textShape, wholeShape, wordShape } from "../parse-body.ts";

/** Shapes of Shopware's webhooks (6.4 and newer) and of the entities in them, as far as Rouse reads them. */
export const messageShape = z.object({
  /** Absent where a shop confirms its registration. */
  data: z.object({ event: wordShape, payload: z.unknown() }).optional(),
  timestamp: wholeShape.nullish(),
});

const stateShape = looseShape(z.object({ technicalName: textShape }));

const transactionShape = z.object({
  createdAt: z.string(),
  updatedAt: z.string().nullish(),
  stateMachineState: stateShape,
});

const lineShape = z.object({
  type: textShape,
  label: textShape,
  quantity: countShape,
  totalPrice: looseShape(amountShape),
  payload: looseShape(z.object({ productNumber: textShape })),
});

const addressShape = looseShape(
  z.object({ phoneNumber: textShape, country: looseShape(z.object({ iso: countryShape })) }),
);

const orderShape = z.object({
  id: idShape,
  orderDateTime: z.string(),
  createdAt: z.string(),
  updatedAt: z.string().nullish(),
  amountTotal: amountShape,
  currency: looseShape(z.object({ isoCode: z.string() })),
  currencyFactor: looseShape(amountShape),
  stateMachineState: stateShape,
  transactions: maybeShape(listShape(transactionShape)),
  orderCustomer: maybeShape(
    z.object({ customerId: maybeShape(idShape), email: textShape, firstName: textShape, lastName: textShape }),
  ),
  billingAddress: addressShape,
  addresses: looseShape(z.array(addressShape)),
  language: looseShape(z.object({ locale: looseShape(z.object({ code: textShape })) })),
  lineItems: looseShape(z.array(lineShape)),
});
export const orderEventShape = z.object({
  data: z.object({ event: wordShape, payload: z.object({ order: orderShape }) }),
});

export const recipientEventShape = z.object({
  data: z.object({
    event: wordShape,
    payload: z.object({
      newsletterRecipient: z.object({
        email: z.string(),
        firstName: textShape,
        lastName: textShape,
        confirmedAt: textShape,
        createdAt: z.string(),
        updatedAt: textShape,
      }),
    }),
  }),
});

export type ShopwareOrder = z.output<typeof orderShape>;
