import { decimalOf } from "../../model/minor-units.ts";
import { inSeconds, numberIn, type Sale, type SaleCustomer } from "../sale.ts";

/** A sale as Shopify posts an order, as JSON. Its orders name no category. */
export const shopifyBody = (sale: Sale): string => {
  const { customer } = sale;
  const amount = (minor: number) => decimalOf(minor, sale.currency);
  return JSON.stringify({
    id: numberIn(sale.orderId),
    admin_graphql_api_id: `gid://shopify/Order/${sale.orderId}`,
    email: customer.email ?? "",
    contact_email: customer.email ?? null,
    created_at: inSeconds(sale.orderedAt),
    processed_at: inSeconds(sale.orderedAt),
    updated_at: inSeconds(sale.updatedAt),
    cancelled_at: null,
    test: false,
    currency: sale.currency,
    total_price: amount(sale.totalMinor),
    current_total_price: amount(sale.totalMinor - sale.refundedMinor),
    total_discounts: amount(sale.discountMinor),
    financial_status: "paid",
    buyer_accepts_marketing: customer.consent === "granted",
    customer_locale: customer.locale,
    customer: customer.email === undefined ? null : accountOf(customer),
    line_items: sale.items.map(({ sku, title, quantity, totalMinor }, index) => ({
      id: index + 1,
      sku,
      title,
      quantity,
      price: amount(Math.round(totalMinor / quantity)),
      gift_card: false,
    })),
    refunds: [],
  });
};

const accountOf = ({ id, email, firstName, lastName, country }: SaleCustomer) => ({
  id: numberIn(id),
  email,
  first_name: firstName,
  last_name: lastName,
  default_address: { country_code: country },
});
