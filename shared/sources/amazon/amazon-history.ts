import type { HistoryFormat } from "../history-format.ts";

/**
 * Amazon's report "All Orders" (Seller Central, tabs between columns). It names no buyer by anything: it is known so that it
 * can be said at once that nobody in it can be scored.
 */
export const amazonHistory: HistoryFormat = {
  name: "amazon",
  title: "Amazon's report of all orders",
  source: "csv",
  needed: ["amazon-order-id", "purchase-date", "order-status", "item-price"],
  oneOf: [],
  columns: {
    order_id: "amazon-order-id",
    ordered_at: "purchase-date",
    updated_at: "last-updated-date",
    currency: "currency",
    total: "item-price",
    status: "order-status",
    item_sku: "sku",
    item_title: "product-name",
    item_quantity: "quantity",
  },
  otherColumns: "expected",
  together: "amazon-order-id",
  row: "item",
  amounts: "item",
  currency: "column",
  people: "nobody",
  cannotTell: [
    "Any buyer, by address, name or id: the file is refused, for there is nobody in it to score or write to.",
  ],
};
