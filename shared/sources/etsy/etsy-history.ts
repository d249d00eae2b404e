import type { HistoryCells, HistoryFormat } from "../history-format.ts";

/** What became of a sale, in our words. Whatever else stands there (`Shipped`, `Completed`, nothing) is one that was paid. */
const states: readonly (readonly [RegExp, string])[] = [
  [/^cancell?ed$/i, "cancelled"],
  [/^(?:fully )?refunded$/i, "refunded"],
  [/^partial(?:ly)? refund(?:ed)?$/i, "partially_refunded"],
  [/^(?:unpaid|payment processing|processing payment)$/i, "pending"],
];

const isNothing = (amount: string): boolean => !/[1-9]/.test(amount);

/**
 * Of an order that nothing happened to Etsy has 0 or nothing in all columns of what was adjusted. One that was adjusted to
 * nothing has its fees there, so that less than nothing is left after these.
 */
const inOurWords = (cells: HistoryCells): HistoryCells => {
  const isUntouched = isNothing(cells.kept) && isNothing(cells.kept_after_fees);
  const state = states.find(([pattern]) => pattern.test(cells.status));
  return { ...cells, status: state?.[1] ?? "paid", ...(isUntouched && { kept: "" }) };
};

/**
 * Etsy's file of sold orders (Shop Manager, Settings, Options, Download Data, Orders). Etsy gives out no address: its buyers
 * are scored, and nobody can write to them.
 */
export const etsyHistory: HistoryFormat = {
  name: "etsy",
  title: "orders as Etsy exports them",
  source: "etsy",
  needed: ["sale date", "order id", "buyer user id", "order total", "currency"],
  oneOf: [],
  columns: {
    order_id: "order id",
    customer_id: "buyer user id",
    ordered_at: "sale date",
    currency: "currency",
    total: "order total",
    kept: "adjusted order total",
    kept_after_fees: "adjusted net order amount",
    status: "status",
    discount: "discount amount",
    first_name: "first name",
    last_name: "last name",
    country: "ship country",
  },
  otherColumns: "expected",
  together: "order id",
  row: "order",
  amounts: "order",
  currency: "column",
  people: "customer-ids",
  dates: "month-first",
  inOurWords,
  cannotTell: [
    "Any address: these buyers are scored and counted, and nobody can write to them.",
    "The time of day.",
    "What was paid back, unless the export has the column Adjusted Order Total, and whether an order was cancelled, unless it has Status: it then counts in full.",
  ],
};
