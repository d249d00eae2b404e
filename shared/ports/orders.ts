import type { Order } from "../model/order.ts";

/** Those that are there, in any order. Strongly consistent. */
export type ReadOrders = (orderKeys: readonly string[]) => Promise<readonly Order[]>;

/** Writes `order` on condition that the stored row is still `before` (undefined: that there is none). */
export type ReplaceOrder = (before: Order | undefined, order: Order) => Promise<"saved" | "conflict">;
/** Takes an order away on condition that the stored row is still this one. */
export type RemoveOrder = (order: Order) => Promise<"removed" | "conflict">;
