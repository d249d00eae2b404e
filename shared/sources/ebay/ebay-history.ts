import type { HistoryCells, HistoryFormat } from "../history-format.ts";

/** `83 record(s) downloaded`, also with the count in a cell of its own, and the seller's name below it. */
const isNoOrder = ({ together }: HistoryCells): boolean =>
  together === "" || /^record\(s\) downloaded$/i.test(together);

/** An order of several items has a row that counts them, and one for each below. */
const inOurWords = (cells: HistoryCells): HistoryCells =>
  cells.item_title === "" ? { ...cells, item_quantity: "" } : cells;

/**
 * eBay's report of orders (Seller Hub, Orders, Download report). The addresses in it are eBay's own, and end a fortnight after
 * the order: buyers are scored by their names at eBay, and nobody can write to them.
 */
export const ebayHistory: HistoryFormat = {
  name: "ebay",
  title: "orders as eBay reports them",
  source: "ebay",
  needed: ["order number", "buyer username", "total price", "sale date"],
  oneOf: [],
  columns: {
    order_id: "order number",
    customer_id: "buyer username",
    ordered_at: "sale date",
    total: "total price",
    country: ["ship to country", "buyer country"],
    item_sku: "custom label",
    item_title: "item title",
    item_quantity: "quantity",
    item_total: "sold for",
  },
  otherColumns: "expected",
  together: "order number",
  row: "order",
  amounts: "order",
  currency: "shop",
  people: "customer-ids",
  inOurWords,
  isNoOrder,
  cannotTell: [
    "Any address of a buyer's own: they are scored and counted, and nobody can write to them.",
    "The currency: every amount is taken for one in the shop's own.",
    "The time of day, whether an order was cancelled, and what was paid back.",
  ],
};
