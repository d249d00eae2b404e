import type { HistoryCells, HistoryFormat } from "../history-format.ts";

const PARTIALLY_PAID = /^partially_paid$/i;

/** As in webhooks, what is still due is asked of a deposit alone: a pending order that a shop counts, counts in full. */
const inOurWords = (cells: HistoryCells): HistoryCells =>
  PARTIALLY_PAID.test(cells.status) ? cells : { ...cells, outstanding: "" };

/**
 * Shopify's export of orders (admin, Orders, Export, "Plain CSV file"; columns of 2026). The order stands in its first row,
 * further items in rows below that have its name alone. `Total` is what was asked for before anything went back.
 */
export const shopifyHistory: HistoryFormat = {
  name: "shopify",
  title: "orders as Shopify exports them",
  source: "shopify",
  needed: ["name", "financial status", "currency", "total", "created at", "lineitem name"],
  oneOf: [],
  columns: {
    order_id: ["id", "name"],
    email: "email",
    ordered_at: "created at",
    currency: "currency",
    total: "total",
    refunded: "refunded amount",
    outstanding: "outstanding balance",
    discount: "discount amount",
    status: "financial status",
    cancelled_at: "cancelled at",
    buyer_name: "billing name",
    receiver_name: "shipping name",
    country: ["shipping country", "billing country"],
    item_sku: "lineitem sku",
    item_title: "lineitem name",
    item_quantity: "lineitem quantity",
    item_price: "lineitem price",
    item_discount: "lineitem discount",
  },
  webhookIds: {
    column: "Id",
    otherwise: "their names (#1001)",
    remedy: 'Export the orders anew from Shopify\'s admin (Orders, Export, "Plain CSV file"): that file has the column',
  },
  otherColumns: "expected",
  together: "name",
  row: "item",
  amounts: "order",
  currency: "column",
  people: "addresses",
  inOurWords,
  cannotTell: [
    "Who agreed to marketing mail: Shopify's export of customers says so, that of orders says only what was ticked at a checkout.",
    "Gift cards, tips and test orders, which count as purchases here and do not in webhooks.",
    "What is still due of a deposit, unless the export has the column Outstanding Balance: it then counts in full.",
  ],
  cannotTellBesideWebhooks: [
    "Which order a webhook tells of, unless the export has the column Id: without it a file is refused where the shop's webhooks are taken.",
  ],
};
