import type { HistoryCells, HistoryFormat } from "../history-format.ts";
import { whenSold } from "./square-cells.ts";

/** A payment that stands is `Complete`. */
const inOurWords = (cells: HistoryCells): HistoryCells => ({
  ...cells,
  ...whenSold(cells),
  status: /^complete$/i.test(cells.status) ? "completed" : cells.status,
});

/**
 * Square's export of transactions (Dashboard, Transactions, Export, "Transactions CSV"). A row is a payment; what was paid back
 * whole has a row of its own, which is refused by name.
 */
export const squareHistory: HistoryFormat = {
  name: "square",
  title: "transactions as Square exports them",
  source: "square",
  needed: ["date", "transaction id", "payment id", "total collected", "customer id"],
  oneOf: [],
  columns: {
    order_id: ["payment id", "transaction id"],
    customer_id: "customer id",
    ordered_at: "date",
    ordered_time: "time",
    time_zone: "time zone",
    total: "total collected",
    refunded: "partial refunds",
    tip: "tip",
    discount: "discounts",
    status: "transaction status",
  },
  otherColumns: "expected",
  together: "payment id",
  row: "order",
  amounts: "order",
  currency: "shop",
  people: "customer-ids",
  inOurWords,
  cannotTell: [
    "Any address: customers are known by Square's ids, and can be written to once its export of customers, or webhooks, have told of them.",
    "What was bought: Square's file of items has that, and neither tips nor what was paid back in part. Import one of the two: of an order that both tell, the later file holds.",
    "Gift cards apart from what was sold: who buys one has bought something, as in webhooks.",
    "The currency: every amount is taken for one in the shop's own.",
  ],
};
