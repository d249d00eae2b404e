import type * as z from "zod";
import { currencySchema } from "./money.ts";
import { type Order, orderSchema } from "./order.ts";

/** As much of an order as is told of it where a customer's numbers are explained; its currency, where anything is known of its state. */
export const orderInBriefSchema = orderSchema
  .pick({ orderKey: true, day: true, counted: true, netMinor: true })
  .extend({ currency: currencySchema.optional() });
export type OrderInBrief = z.infer<typeof orderInBriefSchema>;

export const inBrief = ({
  orderKey,
  day,
  counted,
  netMinor,
  facts,
}: Pick<Order, "orderKey" | "day" | "counted" | "netMinor" | "facts">): OrderInBrief => ({
  ...{ orderKey, day, counted, netMinor },
  currency: facts?.currency,
});
