import type { Settings } from "../../shared/model/settings.ts";
import { instantAt } from "../../shared/model/shop-time.ts";
import type { Sale } from "../../shared/sources/sale.ts";
import type { DemoCustomer, DemoOrder } from "./invent-shop.ts";
import { clock } from "./orders-csv.ts";

const consents = { yes: "granted", no: "denied" } as const;

/** An invented order as the sale that its source would tell of. */
export const saleOf = (
  { customerId, firstName, lastName, locale, country, email, birthday, consent }: DemoCustomer,
  order: DemoOrder,
  { timeZone, currency }: Pick<Settings, "timeZone" | "currency">,
): Sale => {
  const at = instantAt(order.day, clock(order), timeZone);
  const { orderId, totalMinor, discountMinor, refundedMinor, items } = order;
  return {
    orderId,
    orderedAt: at,
    updatedAt: at,
    currency,
    totalMinor,
    discountMinor,
    refundedMinor,
    items,
    customer: {
      id: customerId,
      firstName,
      lastName,
      locale,
      country,
      ...(email !== undefined && { email }),
      ...(birthday !== undefined && { birthday }),
      ...(consent !== "" && { consent: consents[consent] }),
    },
  };
};
