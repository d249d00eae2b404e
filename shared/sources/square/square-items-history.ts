import type { HistoryCells, HistoryFormat } from "../history-format.ts";
import { whenSold } from "./square-cells.ts";

/** There is no status: what was sold was paid. */
const inOurWords = (cells: HistoryCells): HistoryCells => ({ ...cells, ...whenSold(cells), status: "completed" });

/**
 * Square's export of items (Dashboard, Transactions, Export, "Items detail CSV"). A row is an item of a payment, which comes to
 * their sum with the tax; what went back whole has rows of its own, which are refused by name.
 */
export const squareItemsHistory: HistoryFormat = {
  name: "square-items",
  title: "items sold as Square exports them",
  source: "square",
  needed: ["date", "item", "qty", "net sales", "tax", "transaction id", "payment id", "customer id"],
  oneOf: [],
  columns: {
    order_id: "payment id",
    customer_id: "customer id",
    buyer_name: "customer name",
    ordered_at: "date",
    ordered_time: "time",
    time_zone: "time zone",
    total: "net sales",
    tax: "tax",
    discount: "discounts",
    item_sku: "sku",
    item_title: "item",
    item_category: "category",
    item_quantity: "qty",
    item_total: "net sales",
  },
  otherColumns: "expected",
  together: "payment id",
  row: "item",
  amounts: "item",
  currency: "shop",
  people: "customer-ids",
  inOurWords,
  cannotTell: [
    "Any address: customers are known by Square's ids, and can be written to once its export of customers, or webhooks, have told of them.",
    "Tips, and what was paid back in part: Square's file of transactions has these, and not what was bought. Import one of the two: of an order that both tell, the later file holds.",
    "The currency: every amount is taken for one in the shop's own.",
  ],
};
