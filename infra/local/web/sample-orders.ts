import type { WebhookSource } from "../../../shared/model/order.ts";
import type { OrderEvent } from "../../../shared/model/order-event.ts";

const customer = { email: "ada@example.com", first: "Ada", last: "Example" } as const;

const shopify = (id: string, at: string, currency: string) => ({
  id: Number(id),
  admin_graphql_api_id: `gid://shopify/Order/${id}`,
  email: customer.email,
  created_at: at,
  updated_at: at,
  processed_at: at,
  currency,
  total_price: "42.00",
  current_total_price: "42.00",
  total_discounts: "0.00",
  financial_status: "paid",
  test: false,
  cancelled_at: null,
  buyer_accepts_marketing: true,
  customer_locale: "en",
  customer: { id: 7001, email: customer.email, first_name: customer.first, last_name: customer.last },
  line_items: [{ id: 1, sku: "TEA-1", title: "Green tea", quantity: 2, price: "21.00", gift_card: false }],
  refunds: [],
});

const woocommerce = (id: string, at: string, currency: string) => {
  const gmt = at.slice(0, 19);
  return {
    id: Number(id),
    status: "processing",
    currency,
    date_created_gmt: gmt,
    date_modified_gmt: gmt,
    date_paid_gmt: gmt,
    total: "42.00",
    discount_total: "0.00",
    customer_id: 7001,
    billing: { first_name: customer.first, last_name: customer.last, email: customer.email, phone: "", country: "US" },
    line_items: [{ id: 1, name: "Green tea", sku: "TEA-1", quantity: 2, price: 21, total: "42.00" }],
    refunds: [],
    meta_data: [],
  };
};

const standard = (id: string, at: string, currency: string): OrderEvent => ({
  type: "order.updated",
  order: {
    id,
    orderedAt: at,
    updatedAt: at,
    status: "paid",
    currency,
    totalMinor: 4200,
    items: [{ sku: "TEA-1", title: "Green tea", quantity: 2, totalMinor: 4200 }],
    customer: { id: "7001", email: customer.email, firstName: customer.first, lastName: customer.last, locale: "en" },
  },
});

const samples = { shopify, woocommerce, standard } as const;

/** An order of one customer who does not exist, in the words of `source`, as JSON; 42 of `currency`, where that has hundredths. */
export const sampleOrder = (source: WebhookSource, at: Date, currency = "USD"): string => {
  const id = String(Math.floor(at.getTime() / 1000));
  return JSON.stringify(samples[source](id, `${at.toISOString().slice(0, 19)}Z`, currency));
};
