import type { OrderFacts } from "../../shared/model/order.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { NamedOrder, NamedRow } from "../import/group-rows.ts";
import { isOrderRow } from "../import/import-row.ts";

/** A row as it was known from a moment on, until its next state; undefined for what the file dates to no moment. */
export type RowState = { from: Instant | undefined; row: NamedRow };

/** Where a row stands among those of its order: an order is known from when it was made, further rows of it from when they were told. */
type Place = "first" | "further";

/**
 * How a row of a file came to be known: an order when it was made, what the row says of it besides (a refund, that it was cancelled,
 * an agreement to mail) when the row was last changed, and a refund with a row of its own when that was made. A file without such
 * times tells of all that with the order. Oldest state first.
 *
 * @param paid the status of an order that was paid, for one that is not any more
 */
export const statesOf = (row: NamedRow, place: Place, paid: string): RowState[] => {
  if (!isOrderRow(row)) return [{ from: row.saidAt, row }];
  const { order } = row;
  const told = order.undated === undefined && order.updatedAt > order.orderedAt ? order.updatedAt : order.orderedAt;
  const first = place === "first" ? order.orderedAt : told;
  const moments = [...new Set([first, told, ...Object.values(row.refundedAt ?? {})])]
    .filter((at) => at >= first)
    .sort();
  return moments.map((at) => ({ from: at, row: at === moments.at(-1) ? row : rowAt(row, { at, told, paid }) }));
};

type Moment = { at: Instant; told: Instant; paid: string };

const rowAt = (row: NamedOrder, { at, told, paid }: Moment): NamedOrder => {
  const cameBy = ([id]: [string, number]) => (row.refundedAt?.[id] ?? told) <= at;
  const refunds = Object.fromEntries(Object.entries(row.order.refunds).filter(cameBy));
  if (at >= told) return { ...row, order: { ...row.order, refunds } };
  const { consent: _saidLater, ...made } = row;
  return {
    ...made,
    ...(row.refusalToldAt !== undefined && row.consent && { consent: row.consent }),
    profile: { ...row.profile, updatedAt: row.order.orderedAt },
    order: { ...asMade(row.order, paid), refunds },
  };
};

/** Before anything about it changed. */
const asMade = (order: OrderFacts, paid: string): OrderFacts => ({
  ...order,
  updatedAt: order.orderedAt,
  status: order.cancelled || order.status === "refunded" ? paid : order.status,
  cancelled: false,
  deleted: false,
});

/** Whether what went back of an order, or that it was called off, is dated: apart from the order, or not at all. */
export const refundTimes = (row: NamedRow): "dated" | "undated" | "none" => {
  if (!isOrderRow(row)) return "none";
  const { refunds, cancelled, status, undated } = row.order;
  const undone = Object.keys(refunds).filter((id) => row.refundedAt?.[id] === undefined);
  if (undone.length === 0 && !cancelled && status !== "refunded")
    return Object.keys(refunds).length > 0 ? "dated" : "none";
  return undated === undefined ? "dated" : "undated";
};
