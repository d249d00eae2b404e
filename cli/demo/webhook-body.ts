import { decimalOf } from "../../shared/model/minor-units.ts";
import type { WebhookSource } from "../../shared/model/order.ts";
import type { OrderEvent } from "../../shared/model/order-event.ts";
import { instantAt } from "../../shared/model/shop-time.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { DemoCustomer, DemoOrder } from "./invent-shop.ts";
import { clock } from "./orders-csv.ts";

type Sale = { customer: DemoCustomer; order: DemoOrder; at: Instant; currency: string };

const amount = ({ currency }: Sale, minor: number) => decimalOf(minor, currency);
/** Sources write whole seconds. */
const seconds = ({ at }: Sale) => `${at.slice(0, 19)}Z`;

const shopify = (sale: Sale) => {
  const { customer, order } = sale;
  const guest = customer.email === undefined;
  return {
    id: Number(order.orderId),
    admin_graphql_api_id: `gid://shopify/Order/${order.orderId}`,
    email: customer.email ?? "",
    contact_email: customer.email ?? null,
    created_at: seconds(sale),
    processed_at: seconds(sale),
    updated_at: seconds(sale),
    cancelled_at: null,
    test: false,
    currency: sale.currency,
    total_price: amount(sale, order.totalMinor),
    current_total_price: amount(sale, order.totalMinor - order.refundedMinor),
    total_discounts: amount(sale, order.discountMinor),
    financial_status: "paid",
    buyer_accepts_marketing: customer.consent === "yes",
    customer_locale: customer.locale,
    customer: guest
      ? null
      : {
          id: Number(customer.customerId.slice(1)),
          email: customer.email,
          first_name: customer.firstName,
          last_name: customer.lastName,
          default_address: { country_code: customer.country },
        },
    // Shopify's and WooCommerce's orders name no category.
    line_items: order.items.map(({ sku, title, quantity, totalMinor }, index) => ({
      id: index + 1,
      sku,
      title,
      quantity,
      price: amount(sale, Math.round(totalMinor / quantity)),
      gift_card: false,
    })),
    refunds: [],
  };
};

const woocommerce = (sale: Sale) => {
  const { customer, order } = sale;
  const gmt = sale.at.slice(0, 19);
  const refunds = order.refundedMinor > 0 ? [{ id: 1, total: amount(sale, -order.refundedMinor) }] : [];
  return {
    id: Number(order.orderId),
    status: "processing",
    currency: sale.currency,
    date_created_gmt: gmt,
    date_modified_gmt: gmt,
    date_paid_gmt: gmt,
    total: amount(sale, order.totalMinor),
    discount_total: amount(sale, order.discountMinor),
    customer_id: customer.email === undefined ? 0 : Number(customer.customerId.slice(1)),
    billing: {
      first_name: customer.firstName,
      last_name: customer.lastName,
      email: customer.email ?? "",
      phone: "",
      country: customer.country,
    },
    line_items: order.items.map(({ sku, title, quantity, totalMinor }, index) => ({
      id: index + 1,
      name: title,
      sku,
      quantity,
      total: amount(sale, totalMinor),
    })),
    refunds,
    meta_data: [],
  };
};

const standard = ({ customer, order, at, currency }: Sale): OrderEvent => ({
  type: "order.updated",
  order: {
    id: order.orderId,
    orderedAt: at,
    updatedAt: at,
    status: "paid",
    currency,
    totalMinor: order.totalMinor,
    ...(order.refundedMinor > 0 && { refunds: { "1": order.refundedMinor } }),
    ...(order.discountMinor > 0 && { discountMinor: order.discountMinor }),
    items: [...order.items],
    customer: {
      id: customer.customerId,
      ...(customer.email !== undefined && { email: customer.email }),
      firstName: customer.firstName,
      lastName: customer.lastName,
      locale: customer.locale,
      country: customer.country,
      ...(customer.birthday !== undefined && { birthday: customer.birthday }),
      ...(customer.consent !== "" && {
        marketingConsent: { state: customer.consent === "yes" ? ("granted" as const) : ("denied" as const), at },
      }),
    },
  },
});

const bodies = { shopify, woocommerce, standard } as const;

/** An invented order as its source would post it, as JSON. */
export const webhookBody = (
  source: WebhookSource,
  customer: DemoCustomer,
  order: DemoOrder,
  shop: { timeZone: string; currency: string },
): string =>
  JSON.stringify(
    bodies[source]({ customer, order, at: instantAt(order.day, clock(order), shop.timeZone), currency: shop.currency }),
  );
