import type { HistoryFormat } from "../history-format.ts";
import { unlessGuest } from "../told-person.ts";

/**
 * WooCommerce's orders as the plug-in "Order Export & Order Import" of WebToffee writes them: WooCommerce's own export of
 * Analytics has neither addresses nor numbers. Times are the site's own.
 */
export const webtoffeeHistory: HistoryFormat = {
  name: "woocommerce",
  title: "WooCommerce's orders as the WebToffee plug-in exports them",
  source: "woocommerce",
  needed: ["order_id", "order_date", "status", "order_total", "order_currency", "billing_email"],
  oneOf: [],
  columns: {
    order_id: "order_id",
    customer_id: ["customer_id", "customer_user"],
    email: ["billing_email", "customer_email"],
    ordered_at: "order_date",
    currency: "order_currency",
    total: "order_total",
    discount: ["discount_total", "cart_discount"],
    status: "status",
    first_name: "billing_first_name",
    last_name: "billing_last_name",
    country: ["shipping_country", "billing_country"],
  },
  otherColumns: "expected",
  together: "order_id",
  row: "order",
  amounts: "order",
  currency: "column",
  people: "addresses",
  inOurWords: (cells) => ({ ...cells, customer_id: isCounted(cells.customer_id) ? cells.customer_id : "" }),
  cannotTell: [
    "What was paid back in part (`refund_items` is not read): an order's status tells only that all was. Webhooks of later changes do.",
    "Who agreed to marketing mail.",
  ],
};

/** An id is counted from 1, also where a program has made a number with decimals of it. */
const isCounted = (id: string): boolean => unlessGuest(id.replace(/[.,]0+$/, "")) !== undefined;
