import { stringify } from "lossless-json";
import * as z from "zod";
import type { Instant } from "../model/time.ts";
import { idShape, readShape } from "./parse-body.ts";
import { instantOf } from "./read-instant.ts";

/** What has no number is no order: an answer that lists such things was not made by the shop, or not to its end. */
const listShape = z.array(z.looseObject({ id: idShape }));

/** An order out of a page, as the body of its own that its source would post. */
export type ListedOrder = { body: Uint8Array; orderId: string; updatedAt?: Instant };

/**
 * Orders out of an answer that lists them, each as a body of its own, its numbers as they were written.
 *
 * @param updatedAtOf the source's text for when an order last changed, with its offset
 * @throws PoisonError `wrong-shape` for what is no list of orders
 */
export const pageOfOrders = (
  list: unknown,
  updatedAtOf: (order: Readonly<Record<string, unknown>>) => unknown,
): ListedOrder[] => {
  const orders = readShape(listShape, list, "a page of orders");
  const bodies = Array.isArray(list) ? list : [];
  return orders.map((order, at) => {
    const updatedAt = timeIn(updatedAtOf(order));
    return {
      body: Buffer.from(stringify(bodies[at]) ?? "", "utf8"),
      orderId: order.id,
      ...(updatedAt !== undefined && { updatedAt }),
    };
  });
};

/** A page goes on behind an order whose time nobody can read; the order itself is judged by its room's reader. */
const timeIn = (text: unknown): Instant | undefined => {
  try {
    return typeof text === "string" ? instantOf(text) : undefined;
  } catch {
    return undefined;
  }
};
