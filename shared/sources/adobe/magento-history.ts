import type { HistoryFormat } from "../history-format.ts";
import { inOurWords } from "./adobe-words.ts";

/**
 * The grid of orders as Adobe Commerce and Magento Open Source export it (Sales, Orders, Export, CSV). Which columns it has
 * is chosen in the grid; amounts do not name their currency.
 */
export const magentoHistory: HistoryFormat = {
  name: "magento",
  title: "the grid of orders as Adobe Commerce (Magento) exports it",
  source: "adobe",
  needed: ["id", "purchase date", "grand total (purchased)", "status", "customer email"],
  oneOf: [],
  columns: {
    order_id: "id",
    email: "customer email",
    buyer_name: "bill-to name",
    receiver_name: "ship-to name",
    ordered_at: "purchase date",
    total: "grand total (purchased)",
    refunded: "total refunded",
    status: "status",
  },
  otherColumns: "expected",
  together: "id",
  row: "order",
  amounts: "order",
  currency: "shop",
  people: "addresses",
  inOurWords: (cells) => ({ ...cells, status: inOurWords(cells.status) }),
  cannotTell: [
    "The currency: every amount is taken for one in the shop's own.",
    "What was bought, at which discount, and who agreed to marketing mail.",
  ],
};
