import type { HistoryFormat } from "../history-format.ts";

/**
 * Stripe's export of payments (Dashboard, Payments, Export, "All columns"; names of 2026 and older ones). Amounts are in major
 * units, times in UTC. A payment that was partly refunded stays `Paid`.
 */
export const stripeHistory: HistoryFormat = {
  name: "stripe",
  title: "payments as Stripe exports them",
  source: "stripe",
  needed: ["id", "amount", "amount refunded", "currency", "status", "customer email"],
  oneOf: [["created date (utc)", "created (utc)"]],
  columns: {
    order_id: ["paymentintent id", "id"],
    customer_id: "customer id",
    email: "customer email",
    ordered_at: ["created date (utc)", "created (utc)"],
    currency: "currency",
    total: "amount",
    refunded: "amount refunded",
    status: "status",
  },
  otherColumns: "expected",
  together: "id",
  row: "order",
  amounts: "order",
  currency: "column",
  people: "addresses",
  timeZone: "UTC",
  cannotTell: [
    "What was bought, and at which discount.",
    "Who agreed to marketing mail.",
    "Which payment a webhook tells of, unless the export has the column PaymentIntent ID: choose all columns.",
  ],
};
