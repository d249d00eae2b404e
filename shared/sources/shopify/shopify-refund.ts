import { PoisonError } from "../../model/errors.ts";
import type { Currency } from "../../model/money.ts";
import { currencyOf, minorOf } from "../read-amount.ts";
import type { ShopifyOrder, ShopifyRefund } from "./shopify-shapes.ts";

/** What one refund takes from an order's value, in minor units of the shop's currency. */
type RefundParts = {
  /** Lines with tax, duties and shipping: the amount by which Shopify lowers `current_total_price`. */
  goodsMinor: number;
  /** Money that went back beyond these, or, less than 0, that was kept of them: `current_total_price` knows nothing of it. */
  moneyMinor: number;
};

const DISCREPANCY = "refund_discrepancy";

/** A refund of money alone has neither lines nor adjustments; then its payments count. */
export const refundParts = (refund: ShopifyRefund, currency: Currency): RefundParts => {
  const { refund_line_items: lines, order_adjustments: adjustments = [], total_duties_set: duties } = refund;
  const beyond = adjustments.filter(({ kind }) => kind === DISCREPANCY);
  const goodsMinor =
    sumOf(lines.map((line) => lineMinor(line, currency))) +
    shippingMinor(refund, currency) +
    minorOf(duties?.shop_money.amount ?? "0", currency);
  const moneyMinor = sumOf(beyond.map((one) => adjustedMinor(one, currency)));
  if (goodsMinor !== 0 || moneyMinor !== 0) return { goodsMinor, moneyMinor };
  const paidBackMinor = paidBack(refund, currency);
  return lines.length === 0 ? { goodsMinor, moneyMinor: paidBackMinor } : { goodsMinor: paidBackMinor, moneyMinor };
};

/**
 * What refunds took of the tips of an order: lines that are tips; beside them an amount that is just what was left of the tips,
 * as long as it is not the amount of a line that is none.
 */
export const tipBackMinor = (order: ShopifyOrder, tipMinor: number, currency: Currency): number => {
  const refunds = order.refunds ?? [];
  const lines = refunds.flatMap((refund) => refund.refund_line_items.map((line) => [line, refund] as const));
  const kinds = Map.groupBy(lines, ([line]) => isTip(line, order.line_items));
  const amounts = (isOfTip: boolean | undefined) =>
    (kinds.get(isOfTip) ?? []).map(([line]) => lineMinor(line, currency));
  const knownMinor = Math.min(tipMinor, sumOf(amounts(true)));
  const others = [...amounts(undefined), ...refunds.map((refund) => refundParts(refund, currency).moneyMinor)];
  return others.includes(tipMinor - knownMinor) ? tipMinor : knownMinor;
};

/** Whether the line that went back is a tip; undefined where nothing says which line it is. */
const isTip = ({ line_item, line_item_id }: Line, sold: ShopifyOrder["line_items"]): boolean | undefined => {
  const id = line_item_id ?? line_item?.id;
  const line = line_item ?? sold.find((one) => id !== undefined && one.id === id);
  return line && (line.tip_payment_gateway !== undefined || line.tip_payment_method !== undefined);
};

/**
 * A refund that comes by itself. Lines that are tips are left out of it where tips do not count: the order's tip is not in its
 * value either, and a tip that went back would be taken from its goods.
 * @throws PoisonError `bad-amount` where goods went back, and neither they nor a payment tell of any amount
 */
export const refundMinor = (refund: ShopifyRefund, currency: Currency, countTips: boolean): number => {
  const { goodsMinor, moneyMinor } = refundParts(refund, currency);
  if (goodsMinor === 0 && moneyMinor === 0 && refund.refund_line_items.some(tellsNothing))
    throw new PoisonError("bad-amount", "goods went back, and nothing says for how much");
  const tips = countTips ? [] : refund.refund_line_items.filter((line) => isTip(line, []));
  return goodsMinor + moneyMinor - sumOf(tips.map((line) => lineMinor(line, currency)));
};

type Line = ShopifyRefund["refund_line_items"][number];
const tellsNothing = ({ subtotal, subtotal_set }: Line): boolean => (subtotal_set ?? subtotal) === undefined;
const lineMinor = (line: Line, currency: Currency): number =>
  minorOf(line.subtotal_set?.shop_money.amount ?? line.subtotal ?? "0", currency) +
  minorOf(line.total_tax_set?.shop_money.amount ?? line.total_tax ?? "0", currency);

/** Adjustments are amounts added to the order: negative, where money went back. */
type Adjustment = NonNullable<ShopifyRefund["order_adjustments"]>[number];
const adjustedMinor = ({ amount, tax_amount }: Adjustment, currency: Currency): number =>
  -minorOf(amount, currency) - minorOf(tax_amount ?? "0", currency);

/** Shipping is told by adjustments, in newer versions by lines of its own. */
const shippingMinor = (refund: ShopifyRefund, currency: Currency): number => {
  const adjustments = (refund.order_adjustments ?? []).filter(({ kind }) => kind !== DISCREPANCY);
  if (adjustments.length > 0) return sumOf(adjustments.map((one) => adjustedMinor(one, currency)));
  return sumOf(
    (refund.refund_shipping_lines ?? []).map(
      ({ subtotal_amount_set, tax_amount_set }) =>
        minorOf(subtotal_amount_set?.shop_money.amount ?? "0", currency) +
        minorOf(tax_amount_set?.shop_money.amount ?? "0", currency),
    ),
  );
};

/** @throws PoisonError `other-currency` for a payment in the buyer's currency: its worth in the shop's nobody tells */
const paidBack = ({ transactions }: ShopifyRefund, currency: Currency): number => {
  const paid = transactions.filter(({ kind, status }) => kind === "refund" && status === "success");
  if (paid.some((one) => one.currency !== undefined && currencyOf(one.currency) !== currency))
    throw new PoisonError(
      "other-currency",
      "money went back in another currency than the order's, and nothing says how much",
    );
  return sumOf(paid.map(({ amount }) => minorOf(amount, currency)));
};

/** The shop's currency, as far as a refund that comes by itself names it. */
export const currencyOfRefund = (refund: ShopifyRefund, shopCurrency: Currency): Currency => {
  const sets = [...refund.refund_line_items.map(({ subtotal_set }) => subtotal_set), refund.total_duties_set];
  const named = sets.find((set) => set?.shop_money.currency_code)?.shop_money.currency_code;
  return named === undefined ? shopCurrency : currencyOf(named);
};

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, minor) => sum + minor, 0);
