import { decimalOf } from "../../model/minor-units.ts";
import type { Sale } from "../sale.ts";

/** A sale as Saleor tells of it, asked by the subscription of docs/sources/saleor.md, as JSON. */
export const saleorBody = (sale: Sale): string => {
  const { customer, currency } = sale;
  const amount = (minor: number) => ({ amount: Number(decimalOf(minor, currency)) });
  const address = { firstName: customer.firstName, lastName: customer.lastName, phone: "", country: countryOf(sale) };
  return JSON.stringify({
    __typename: "OrderUpdated",
    order: {
      id: Buffer.from(`Order:${sale.orderId}`, "utf8").toString("base64"),
      created: sale.orderedAt,
      updatedAt: sale.updatedAt,
      status: "UNFULFILLED",
      paymentStatus: sale.refundedMinor > 0 ? "PARTIALLY_REFUNDED" : "FULLY_CHARGED",
      languageCodeEnum: customer.locale.toUpperCase().replaceAll("-", "_"),
      userEmail: customer.email ?? "",
      user: { id: `User:${customer.id}` },
      billingAddress: address,
      shippingAddress: address,
      total: { currency, gross: amount(sale.totalMinor) },
      undiscountedTotal: { gross: amount(sale.totalMinor + sale.discountMinor) },
      totalRefunded: amount(sale.refundedMinor),
      lines: sale.items.map(({ sku, title, category, quantity, totalMinor }) => ({
        productSku: sku,
        productName: title,
        quantity,
        totalPrice: { gross: amount(totalMinor) },
        variant: { product: { category: { name: category } } },
      })),
    },
  });
};

const countryOf = ({ customer }: Sale) => ({ code: customer.country });
