import { createHash } from "node:crypto";
import { DeleteItemCommand, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { type Order, orderFactsSchema, orderSchema } from "../model/order.ts";
import { refundsSchema } from "../model/refunds.ts";
import type { ReadOrders, RemoveOrder, ReplaceOrder } from "../ports/orders.ts";
import { fromItem, getItems, held, type Item, toItem, writeItems } from "./dynamo-items.ts";
import { packRefunds, unpackRefunds } from "./refund-bytes.ts";

/** A row as it lies in the table: many refunds are bytes there. */
const storedRefunds = z.preprocess(unpackRefunds, refundsSchema).default({});
const storedOrderSchema = orderSchema.extend({
  facts: orderFactsSchema.extend({ refunds: storedRefunds }).optional(),
  separateRefunds: storedRefunds,
});

/**
 * The Orders table. Each row carries a fingerprint of its own content: a replacement names the content it has seen,
 * so that no writer, however late, can overwrite what it has not read.
 */
export const dynamoOrders = (client: DynamoDBClient, table: string) => {
  const readOrders: ReadOrders = async (orderKeys) => {
    const keys = [...new Set(orderKeys)].map((orderKey) => ({ orderKey }));
    return keys.length === 0
      ? []
      : (await getItems(client, table, keys)).map((item) => fromItem(storedOrderSchema, item));
  };

  const replaceOrder: ReplaceOrder = async (before, order) => {
    const saved = await held(
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: orderItem(order),
          ConditionExpression: before ? "fingerprint = :seen" : "attribute_not_exists(orderKey)",
          ...(before && { ExpressionAttributeValues: toItem({ ":seen": fingerprintOf(before) }) }),
        }),
      ),
    );
    return saved ? "saved" : "conflict";
  };

  const removeOrder: RemoveOrder = async (order) => {
    const { orderKey } = order;
    const remove = new DeleteItemCommand({
      TableName: table,
      Key: toItem({ orderKey }),
      ConditionExpression: "fingerprint = :seen",
      ExpressionAttributeValues: toItem({ ":seen": fingerprintOf(order) }),
    });
    return (await held(client.send(remove))) ? "removed" : "conflict";
  };

  /** Unconditional, in batches: for rows that nobody else can be writing. */
  const putOrders = (orders: readonly Order[]): Promise<void> =>
    writeItems(
      client,
      table,
      orders.map((order) => ({ PutRequest: { Item: orderItem(order) } })),
    );

  return { readOrders, replaceOrder, removeOrder, putOrders };
};

const orderItem = (order: Order): Item => {
  const { facts, separateRefunds } = order;
  return toItem({
    ...order,
    ...(facts && { facts: { ...facts, refunds: packRefunds(facts.refunds) } }),
    separateRefunds: packRefunds(separateRefunds),
    fingerprint: fingerprintOf(order),
  });
};

const fingerprintOf = (order: Order): string =>
  createHash("sha256").update(JSON.stringify(order, sortKeys)).digest("base64url").slice(0, 22);

/** Maps come back from the table in an order of its own. */
const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
