import type { Currency } from "../../model/money.ts";
import type { OrderFacts } from "../../model/order.ts";
import type { Instant } from "../../model/time.ts";
import { currencyOf, keptMinorOf, minorOf } from "../read-amount.ts";
import { instantOf, stateTimeOf } from "../read-instant.ts";
import { shopifyId } from "./shopify-person.ts";
import { refundParts, tipBackMinor } from "./shopify-refund.ts";
import type { ShopifyOrder } from "./shopify-shapes.ts";

/** Stands among the refunds for what an order's value changed by without a refund: edits, exchanges, rounding. */
const OTHER_CHANGES = "other-changes";
const PARTIALLY_PAID = "partially_paid";

/**
 * One state of a Shopify order. What its goods, shipping and duties are worth today is Shopify's own word,
 * `current_total_price`: the sums of refund lines, transactions and totals do not agree with each other even in Shopify's
 * own samples. Money that went back beside that, and a deposit's rest, it does not know of: see `refundParts`.
 * The listed refunds are kept by id; what they do not explain is kept beside them.
 */
export const shopifyOrderFacts = (order: ShopifyOrder, receivedAt: Instant): OrderFacts => {
  const currency = currencyOf(order.currency);
  const country = order.shipping_address.country_code ?? order.billing_address.country_code;
  const totalMinor = minorOf(order.total_price, currency);
  const tipMinor = minorOf(order.total_tip_received ?? "0", currency);
  const status = order.financial_status?.trim().toLowerCase() ?? "";
  return {
    source: "shopify",
    orderId: shopifyId(order),
    orderedAt: instantOf(order.processed_at ?? order.created_at ?? ""),
    updatedAt: stateTimeOf(order.updated_at, receivedAt),
    status,
    currency,
    totalMinor,
    discountMinor: keptMinorOf(order.total_discounts, currency) ?? 0,
    ...(tipMinor !== 0 && { tipMinor, tipBackMinor: tipBackMinor(order, tipMinor, currency) }),
    ...(status === PARTIALLY_PAID &&
      order.total_outstanding && { outstandingMinor: minorOf(order.total_outstanding, currency) }),
    refunds: refundsOf(order, totalMinor, currency),
    test: order.test,
    cancelled: order.cancelled_at !== undefined,
    deleted: false,
    ...(order.customer_locale && { locale: order.customer_locale }),
    ...(country && { country }),
    items: order.line_items.map((line) => ({
      ...(line.sku && { sku: line.sku }),
      ...(line.title && { title: line.title }),
      quantity: line.quantity,
      giftCard: line.gift_card,
    })),
  };
};

const refundsOf = (order: ShopifyOrder, totalMinor: number, currency: Currency): OrderFacts["refunds"] => {
  const parts = (order.refunds ?? []).map((refund) => [shopifyId(refund), refundParts(refund, currency)] as const);
  const listed = Object.fromEntries(parts.map(([id, { goodsMinor, moneyMinor }]) => [id, goodsMinor + moneyMinor]));
  const goodsMinor = parts.reduce((sum, [, part]) => sum + part.goodsMinor, 0);
  const { current_total_price: kept } = order;
  const otherMinor = kept === undefined ? 0 : totalMinor - goodsMinor - minorOf(kept, currency);
  return otherMinor === 0 ? listed : { ...listed, [OTHER_CHANGES]: otherMinor };
};
