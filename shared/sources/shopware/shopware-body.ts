import { decimalOf } from "../../model/minor-units.ts";
import { unixSeconds } from "../read-instant.ts";
import type { Sale } from "../sale.ts";

/** A sale as Shopware tells of its payment, as JSON. It never says how much was paid back. */
export const shopwareBody = (sale: Sale): string => {
  const { customer, currency } = sale;
  const amount = (minor: number) => Number(decimalOf(minor, currency));
  const promotion = { type: "promotion", label: "Promotion", quantity: 1, totalPrice: amount(-sale.discountMinor) };
  const order = {
    id: sale.orderId,
    orderNumber: sale.orderId,
    orderDateTime: sale.orderedAt,
    createdAt: sale.orderedAt,
    updatedAt: sale.updatedAt,
    amountTotal: amount(sale.totalMinor),
    currency: { isoCode: currency },
    currencyFactor: 1,
    stateMachineState: { technicalName: "open" },
    transactions: [
      { createdAt: sale.orderedAt, updatedAt: sale.updatedAt, stateMachineState: { technicalName: "paid" } },
    ],
    orderCustomer: {
      customerId: customer.id,
      email: customer.email ?? "",
      firstName: customer.firstName,
      lastName: customer.lastName,
    },
    billingAddress: { phoneNumber: null, country: { iso: customer.country } },
    language: { locale: { code: customer.locale } },
    lineItems: [
      ...sale.items.map(({ sku, title, quantity, totalMinor }) => ({
        type: "product",
        label: title,
        quantity,
        totalPrice: amount(totalMinor),
        payload: { productNumber: sku },
      })),
      ...(sale.discountMinor > 0 ? [promotion] : []),
    ],
  };
  return JSON.stringify({
    data: { payload: { order }, event: "state_enter.order_transaction.state.paid" },
    source: { url: "https://shop.example", shopId: "shop-1", eventId: `event-${sale.orderId}`, appVersion: "1.0.0" },
    timestamp: unixSeconds(sale.updatedAt),
  });
};
