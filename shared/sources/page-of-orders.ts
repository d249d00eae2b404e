import { stringify } from "lossless-json";
import * as z from "zod";
import type { Instant } from "../model/time.ts";
import { idShape, readShape } from "./parse-body.ts";
import { instantOf } from "./read-instant.ts";

const objectShape = z.record(z.string(), z.unknown());
const listShape = z.array(objectShape);

/** An order out of a page, as the body of its own that its source would post. */
export type ListedOrder = { body: Uint8Array; orderId?: string; updatedAt?: Instant };

/**
 * Orders out of an answer that lists them, each as a body of its own, its numbers as they were written.
 *
 * @param updatedAtOf the source's text for when an order last changed, with its offset
 * @throws PoisonError `wrong-shape` for what is no list of objects
 */
export const pageOfOrders = (
  list: unknown,
  updatedAtOf: (order: Readonly<Record<string, unknown>>) => unknown,
): ListedOrder[] =>
  readShape(listShape, list, "a page of orders").map((order) => {
    const updatedAt = timeIn(updatedAtOf(order));
    const orderId = idShape.safeParse(order.id).data;
    return {
      body: Buffer.from(stringify(order) ?? "", "utf8"),
      ...(orderId !== undefined && { orderId }),
      ...(updatedAt !== undefined && { updatedAt }),
    };
  });

/** A page goes on behind an order whose time nobody can read; the order itself is judged by its room's reader. */
const timeIn = (text: unknown): Instant | undefined => {
  try {
    return typeof text === "string" ? instantOf(text) : undefined;
  } catch {
    return undefined;
  }
};
