import * as z from "zod";
import { flagShape, listShape, looseShape, maybeShape } from "../loose-shapes.ts";
import { amountShape, countShape, idShape, textShape, wholeShape, wordShape } from "../parse-body.ts";

/** Shapes of Youzan's messages and of the trade in them (API 4), as far as Rouse reads them. */
export const messageShape = z.object({ type: wordShape, test: flagShape, msg: z.string().nullish() });

const lineShape = z.object({
  title: textShape,
  outer_sku_id: textShape,
  outer_item_id: textShape,
  num: countShape,
  payment: looseShape(amountShape),
});

const tradeShape = z.object({
  order_info: z.object({
    tid: idShape,
    status: wordShape,
    created: z.string(),
    update_time: z.string(),
    refund_state: wholeShape.nullish(),
  }),
  pay_info: z.object({
    payment: amountShape,
    total_fee: looseShape(amountShape),
    post_fee: looseShape(amountShape),
  }),
  buyer_info: maybeShape(z.object({ yz_open_id: maybeShape(idShape), buyer_phone: textShape })),
  orders: looseShape(z.array(lineShape)),
});

const refundShape = z.object({ refund_id: idShape, refund_fee: amountShape });

export const tradeMessageShape = z.object({
  full_order_info: tradeShape,
  refund_order: maybeShape(listShape(refundShape)),
});
export type YouzanTrade = z.output<typeof tradeMessageShape>;
