import { decimalOf } from "../../model/minor-units.ts";
import type { Sale } from "../sale.ts";

/** A sale as Youzan tells of its trade, as JSON: in yuan, of a buyer whom it calls by an id. */
export const youzanBody = (sale: Sale): string => {
  const amount = (minor: number) => decimalOf(minor, "CNY");
  const trade = {
    full_order_info: {
      order_info: {
        tid: sale.orderId,
        status: "WAIT_SELLER_SEND_GOODS",
        created: beijing(sale.orderedAt),
        update_time: beijing(sale.updatedAt),
        refund_state: sale.refundedMinor > 0 ? 2 : 0,
      },
      pay_info: {
        payment: amount(sale.totalMinor),
        total_fee: amount(sale.totalMinor + sale.discountMinor),
        post_fee: "0.00",
      },
      buyer_info: { yz_open_id: sale.customer.id, buyer_phone: "" },
      orders: sale.items.map(({ sku, title, quantity, totalMinor }) => ({
        title,
        outer_sku_id: sku,
        num: quantity,
        payment: amount(totalMinor),
      })),
    },
    refund_order: sale.refundedMinor > 0 ? [{ refund_id: "1", refund_fee: amount(sale.refundedMinor) }] : [],
  };
  return JSON.stringify({
    type: "trade_TradePaid",
    id: sale.orderId,
    kdt_id: 1,
    mode: 1,
    test: false,
    msg: encodeURIComponent(JSON.stringify(trade)),
  });
};

const EIGHT_HOURS_MS = 8 * 3_600_000;
const beijing = (instant: string): string =>
  new Date(Date.parse(instant) + EIGHT_HOURS_MS).toISOString().slice(0, 19).replace("T", " ");
