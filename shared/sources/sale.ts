import type { Currency } from "../model/money.ts";
import type { Instant } from "../model/time.ts";

/** A sale that never was, for samples and invented shops: what every source's body can be written from. */
export type Sale = {
  /** Digits: two sources have numbers for ids. */
  orderId: string;
  orderedAt: Instant;
  /** The time of this state, by the source's clock. */
  updatedAt: Instant;
  currency: Currency;
  /** What was paid, after the discount and before refunds. */
  totalMinor: number;
  discountMinor: number;
  refundedMinor: number;
  items: readonly { sku: string; title: string; category: string; quantity: number; totalMinor: number }[];
  customer: SaleCustomer;
};

export type SaleCustomer = {
  id: string;
  /** Who leaves none is a guest to a source that makes accounts of addresses. */
  email?: string;
  firstName: string;
  lastName: string;
  locale: string;
  country: string;
  birthday?: string;
  /** What they said of marketing mail, on this sale. */
  consent?: "granted" | "denied";
};

/** An id as a source whose ids are numbers has it. */
export const numberIn = (id: string): number => Number(id.replaceAll(/\D/g, ""));

/** An instant as sources write it, in whole seconds. */
export const inSeconds = (instant: Instant): Instant => `${instant.slice(0, 19)}Z`;
