/** Webhook bodies of our own writing, in the shapes that sources send. */
export const shopifyOrder = (more: Record<string, unknown>) => ({
  id: 5001,
  admin_graphql_api_id: `gid://shopify/Order/${typeof more.id === "string" ? more.id : 5001}`,
  created_at: "2026-11-19T10:00:00-05:00",
  processed_at: "2026-11-19T10:00:00-05:00",
  updated_at: "2026-11-19T10:00:05-05:00",
  cancelled_at: null,
  test: false,
  currency: "USD",
  total_price: "59.90",
  current_total_price: "59.90",
  total_discounts: "5.00",
  financial_status: "paid",
  buyer_accepts_marketing: false,
  customer_locale: "en-US",
  email: "ann@example.com",
  contact_email: "ann@example.com",
  phone: null,
  customer: {
    id: 7,
    admin_graphql_api_id: "gid://shopify/Customer/7",
    email: "ann@example.com",
    phone: null,
    first_name: "Ann",
    last_name: "Example",
    default_address: { country_code: "US" },
  },
  billing_address: { country_code: "US" },
  shipping_address: { country_code: "US" },
  line_items: [
    { id: 1, sku: "TEA", title: "Green tea", quantity: 2, price: "32.45", gift_card: false, properties: [] },
  ],
  refunds: [],
  ...more,
});

export const shopifyRefund = (more: Record<string, unknown>) => ({
  id: 9001,
  admin_graphql_api_id: "gid://shopify/Refund/9001",
  order_id: 5001,
  created_at: "2026-11-20T10:00:00-05:00",
  refund_line_items: [
    {
      id: 1,
      subtotal: 20.5,
      total_tax: 1.64,
      subtotal_set: { shop_money: { amount: "20.50", currency_code: "USD" } },
      total_tax_set: { shop_money: { amount: "1.64", currency_code: "USD" } },
    },
  ],
  transactions: [{ kind: "refund", status: "success", amount: "22.14", currency: null }],
  order_adjustments: [],
  ...more,
});

export const wooOrder = (more: Record<string, unknown>) => ({
  id: 727,
  parent_id: 0,
  status: "processing",
  currency: "USD",
  date_created: "2026-11-19T03:00:00",
  date_created_gmt: "2026-11-19T15:00:00",
  date_modified: "2026-11-19T03:00:08",
  date_modified_gmt: "2026-11-19T15:00:08",
  discount_total: "0.00",
  total: "29.35",
  customer_id: 0,
  billing: { first_name: "Bo", last_name: "Example", email: "bo@example.com", phone: "(555) 555-5555", country: "US" },
  line_items: [{ id: 1, name: "Oolong &ndash; 250 g", sku: "OOL", quantity: 1.5, total: "29.35", price: 19.566667 }],
  refunds: [],
  meta_data: [{ id: 1, key: "_note", value: "private" }],
  ...more,
});

export const standardEvent = (more: Record<string, unknown>) => ({
  type: "order.updated",
  order: {
    id: "A-1",
    orderedAt: "2026-11-19T10:00:00Z",
    updatedAt: "2026-11-19T10:00:00Z",
    status: "paid",
    currency: "USD",
    totalMinor: 2500,
    customer: { id: "77", email: "cy@example.com", firstName: "Cy" },
    ...more,
  },
});

export const stripeEvent = (type: string, object: object, more: Record<string, unknown> = {}) => ({
  id: "evt_1",
  object: "event",
  type,
  created: seconds("2026-11-19T10:00:02Z"),
  livemode: true,
  data: { object },
  ...more,
});

export const stripeSession = (more: Record<string, unknown> = {}) => ({
  id: "cs_1",
  object: "checkout.session",
  mode: "payment",
  payment_intent: "pi_1",
  payment_status: "paid",
  created: seconds("2026-11-19T09:58:00Z"),
  currency: "usd",
  amount_total: 4500,
  total_details: { amount_discount: 500, amount_shipping: 0, amount_tax: 0 },
  customer: "cus_1",
  customer_email: null,
  customer_details: { email: "di@example.com", name: "Di Example", phone: "+15555550100", address: { country: "US" } },
  consent: { promotions: "opt_in" },
  locale: "en",
  ...more,
});

export const stripeCharge = (more: Record<string, unknown> = {}) => ({
  id: "ch_1",
  object: "charge",
  payment_intent: "pi_1",
  created: seconds("2026-11-19T10:00:00Z"),
  currency: "usd",
  amount: 4500,
  amount_captured: 4500,
  amount_refunded: 0,
  captured: true,
  paid: true,
  refunded: false,
  status: "succeeded",
  customer: "cus_1",
  billing_details: { email: "di@example.com", name: "Di Example", phone: null, address: { country: "US" } },
  receipt_email: null,
  ...more,
});

export const stripeRefund = (more: Record<string, unknown> = {}) => ({
  id: "re_1",
  object: "refund",
  charge: "ch_1",
  payment_intent: "pi_1",
  currency: "usd",
  amount: 1000,
  status: "succeeded",
  ...more,
});

const seconds = (instant: string): number => Date.parse(instant) / 1000;
