import type { OrderFacts } from "../../shared/model/order.ts";

/** A paid order of nothing in particular, but for what a test is about. */
export const factsOf = (more: Partial<OrderFacts>): OrderFacts => ({
  source: "shopify",
  orderId: "1",
  orderedAt: "2026-01-01T12:00:00.000Z",
  updatedAt: "2026-01-01T12:00:00.000Z",
  status: "paid",
  currency: "USD",
  totalMinor: 1_000_000,
  discountMinor: 0,
  refunds: {},
  test: false,
  cancelled: false,
  deleted: false,
  items: [],
  ...more,
});
