import * as z from "zod";
import { looseShape } from "../loose-shapes.ts";
import { amountShape, countryShape, countShape, idShape, textShape, wordShape } from "../parse-body.ts";

/** Shapes of what the subscription in docs/sources/saleor.md asks Saleor (3.14 and newer) for. */
export const namedEventShape = z.object({ __typename: wordShape });

const countryOfAddress = looseShape(z.object({ code: countryShape }));
const addressShape = looseShape(
  z.object({ firstName: textShape, lastName: textShape, phone: textShape, country: countryOfAddress }),
);

const moneyShape = z.object({ amount: amountShape });
const taxedShape = z.object({ gross: moneyShape });

const orderShape = z.object({
  id: idShape,
  created: z.string(),
  updatedAt: z.string(),
  status: wordShape,
  paymentStatus: wordShape,
  languageCodeEnum: textShape,
  userEmail: textShape,
  user: z.object({ id: idShape }).nullish(),
  billingAddress: addressShape,
  shippingAddress: addressShape,
  total: taxedShape.extend({ currency: z.string() }),
  undiscountedTotal: looseShape(taxedShape),
  totalRefunded: moneyShape.nullish(),
  lines: looseShape(
    z.array(
      z.object({
        productSku: textShape,
        productName: textShape,
        quantity: countShape,
        totalPrice: looseShape(taxedShape),
        variant: looseShape(
          z.object({ product: looseShape(z.object({ category: looseShape(z.object({ name: textShape })) })) }),
        ),
      }),
    ),
  ),
});
export const orderEventShape = z.object({ order: orderShape });

const userShape = z.object({
  id: idShape,
  email: textShape,
  firstName: textShape,
  lastName: textShape,
  languageCode: textShape,
  updatedAt: z.string(),
  defaultBillingAddress: addressShape,
});
export const userEventShape = z.object({ user: userShape });

export type SaleorOrder = z.output<typeof orderShape>;
export type SaleorUser = z.output<typeof userShape>;
