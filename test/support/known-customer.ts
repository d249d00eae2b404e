import type { KnownCustomer } from "../../shared/campaigns/occasions/occasion.ts";

/** Somebody of whom a night knows nothing: a prospect, but for what a test is about. */
export const knownCustomer = (more: Partial<KnownCustomer> = {}): KnownCustomer => ({
  customerId: "c",
  ...{ firstDay: undefined, lastDay: undefined, purchaseDays: 0, orderDueOn: undefined },
  ...{ tier: undefined, tierSince: {}, inSegments: new Map() },
  ...{ birthday: undefined, country: undefined, usualHour: undefined, cartLeftOn: undefined },
  ...more,
});
