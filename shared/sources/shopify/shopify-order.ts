import type { Currency } from "../../model/money.ts";
import type { OrderFacts } from "../../model/order.ts";
import type { Instant } from "../../model/time.ts";
import { currencyOf, minorOf } from "../read-amount.ts";
import { instantOf, stateTimeOf } from "../read-instant.ts";
import { shopifyId } from "./shopify-person.ts";
import type { ShopifyOrder, ShopifyRefund } from "./shopify-shapes.ts";

/** Stands among the refunds for what Shopify counts off an order without a refund: removed lines, rounding. */
const OTHER_CHANGES = "other-changes";

/**
 * One state of a Shopify order. Its net value is what Shopify itself says is left, `current_total_price`: the sums of
 * refund lines, transactions and totals do not agree with each other even in Shopify's own samples.
 * The listed refunds are kept by id; what they do not explain is kept beside them.
 */
export const shopifyOrderFacts = (order: ShopifyOrder, receivedAt: Instant): OrderFacts => {
  const currency = currencyOf(order.currency);
  const country = order.shipping_address?.country_code ?? order.billing_address?.country_code;
  const totalMinor = minorOf(order.total_price, currency);
  return {
    source: "shopify",
    orderId: shopifyId(order),
    orderedAt: instantOf(order.processed_at ?? order.created_at),
    updatedAt: stateTimeOf(order.updated_at, receivedAt),
    status: order.financial_status?.toLowerCase() ?? "",
    currency,
    totalMinor,
    discountMinor: minorOf(order.total_discounts ?? "0", currency),
    refunds: refundsOf(order, totalMinor, currency),
    test: order.test,
    cancelled: Boolean(order.cancelled_at),
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

const refundsOf = (order: ShopifyOrder, totalMinor: number, currency: Currency) => {
  const listed = Object.fromEntries(
    (order.refunds ?? []).map((refund) => [shopifyId(refund), refundMinor(refund, currency)]),
  );
  const explained = Object.values(listed).reduce((sum, minor) => sum + minor, 0);
  const { current_total_price: kept } = order;
  const otherMinor = kept ? totalMinor - explained - minorOf(kept, currency) : 0;
  return otherMinor === 0 ? listed : { ...listed, [OTHER_CHANGES]: otherMinor };
};

/**
 * What one refund takes from an order's value, in the shop's currency: its lines with tax, and adjustments such as
 * shipping (negative there). This is the amount by which Shopify lowers `current_total_price`. A refund of money alone
 * has neither; then its payments count.
 */
export const refundMinor = (refund: ShopifyRefund, currency: Currency): number => {
  const lines = refund.refund_line_items.map(
    (line) =>
      minorOf(line.subtotal_set?.shop_money.amount ?? line.subtotal ?? "0", currency) +
      minorOf(line.total_tax_set?.shop_money.amount ?? line.total_tax ?? "0", currency),
  );
  const adjustments = (refund.order_adjustments ?? []).map(
    ({ amount, tax_amount }) => -minorOf(amount, currency) - minorOf(tax_amount ?? "0", currency),
  );
  const value = [...lines, ...adjustments].reduce((sum, minor) => sum + minor, 0);
  if (value !== 0) return value;
  return refund.transactions
    .filter(({ kind, status }) => kind === "refund" && status === "success")
    .reduce((sum, { amount }) => sum + minorOf(amount, currency), 0);
};

/** The shop's currency, as far as a refund that comes by itself names it. */
export const currencyOfRefund = (refund: ShopifyRefund, shopCurrency: Currency): Currency => {
  const named = refund.refund_line_items.find((line) => line.subtotal_set)?.subtotal_set?.shop_money.currency_code;
  return named === undefined ? shopCurrency : currencyOf(named);
};
