import type { HistoryCells, HistoryFormat } from "../history-format.ts";

/** The Dashboard's words for a payment, in those of webhooks: there a disputed one was paid, and what is lost of it is taken off. */
const states: readonly (readonly [RegExp, string])[] = [
  [/^(?:succeeded|disputed?|early fraud(?: warning)?)$/i, "paid"],
  [/^(?:uncaptured|requires[ _]capture)$/i, "authorized"],
  [/^partial(?:ly)?[ _]refund(?:ed)?$/i, "partially_refunded"],
];

const inOurWords = (cells: HistoryCells): HistoryCells => {
  const state = states.find(([pattern]) => pattern.test(cells.status));
  return {
    ...cells,
    ...(state && { status: state[1] }),
    disputed: /^lost$/i.test(cells.dispute_status) ? cells.disputed : "",
    test: /^test/i.test(cells.test) ? cells.test : "",
  };
};

/**
 * Stripe's export of payments (Dashboard, Payments, Export, "All columns"; names of 2026 and older ones). Amounts are in major
 * units, times in UTC. A payment that was partly refunded stays `Paid`. A row is a charge: a payment whose first card was
 * declined has two.
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
    disputed: "disputed amount",
    dispute_status: "dispute status",
    status: "status",
    test: "mode",
  },
  webhookIds: {
    column: "PaymentIntent ID",
    otherwise: "their charges (ch_…)",
    remedy: "Export the payments anew from Stripe's Dashboard, and choose all columns",
  },
  otherColumns: "expected",
  together: "id",
  row: "order",
  amounts: "order",
  currency: "column",
  people: "addresses",
  timeZone: "UTC",
  inOurWords,
  attempts: true,
  cannotTell: [
    "What was bought, and at which discount.",
    "Who agreed to marketing mail.",
    "Which disputes were lost, unless the export has the column Dispute Status: what a bank took back is taken off only where that says so.",
  ],
  cannotTellBesideWebhooks: [
    "Which payment a webhook tells of, unless the export has the column PaymentIntent ID: without it a file is refused where Stripe's webhooks are taken.",
  ],
};
