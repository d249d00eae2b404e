import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateScan,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type Customer, customerSchema, scannedCustomerSchema } from "../model/customer.ts";
import type {
  CountCustomers,
  ReadCustomer,
  ReadCustomers,
  RemoveCustomer,
  SaveCustomer,
  SaveScores,
  ScanCustomers,
} from "../ports/customers.ts";
import { fromItem, getItems, held, toItem, writeItems } from "./dynamo-items.ts";

/** One segment of this many is counted to estimate the whole. */
const SAMPLED_SEGMENTS = 16;

/** Attributes a save may find set from before and must take away when they are no longer there. */
const optionalAttributes = ["emailKey", "profileTimes", "currency", "mergedInto", "erasedAt"] as const;

/** Only what a night reads travels and is parsed; names are aliased, since some are reserved words. */
const scanned = Object.keys(scannedCustomerSchema.shape);
const scannedAttributes = {
  ProjectionExpression: scanned.map((name) => `#${name}`).join(", "),
  ExpressionAttributeNames: Object.fromEntries(scanned.map((name) => [`#${name}`, name])),
};

/** The Customers table. */
export const dynamoCustomers = (client: DynamoDBClient, table: string) => {
  const readCustomer: ReadCustomer = async (customerId) => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: toItem({ customerId }), ConsistentRead: true }),
    );
    return Item && fromItem(customerSchema, Item);
  };

  const readCustomers: ReadCustomers = async (customerIds) => {
    const keys = [...new Set(customerIds)].map((customerId) => ({ customerId }));
    const customers = (await getItems(client, table, keys)).map((item) => fromItem(customerSchema, item));
    return new Map(customers.map((customer) => [customer.customerId, customer]));
  };

  /**
   * A new row and a signpost are put whole. A row that lives on is updated around its scores, which belong to the night:
   * a night that scores while an order is recorded would otherwise lose what it wrote.
   */
  const saveCustomer: SaveCustomer = async (customer, expectedVersion) => {
    const row = { ...customer, version: expectedVersion + 1 };
    const whole = expectedVersion === 0 || row.mergedInto !== undefined || row.erasedAt !== undefined;
    const saved = await held(
      whole ? client.send(putWhole(table, row, expectedVersion)) : client.send(updateRest(table, row, expectedVersion)),
    );
    return saved ? "saved" : "conflict";
  };

  const scanCustomers: ScanCustomers = async function* (segment, segments) {
    const input = { TableName: table, Segment: segment, TotalSegments: segments, ...scannedAttributes };
    for await (const { Items = [] } of paginateScan({ client }, input)) {
      yield Items.map((item) => fromItem(scannedCustomerSchema, item));
    }
  };

  /** Keys are spread by hash, so one segment is a fair sample; the service's own item count is up to six hours old. */
  const countCustomers: CountCustomers = async () => {
    let sampled = 0;
    const input = { TableName: table, Segment: 0, TotalSegments: SAMPLED_SEGMENTS, Select: "COUNT" } as const;
    for await (const { Count = 0 } of paginateScan({ client }, input)) sampled += Count;
    return sampled * SAMPLED_SEGMENTS;
  };

  const saveScores: SaveScores = async (customerId, scores, previous) => {
    const saved = await held(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: toItem({ customerId }),
          UpdateExpression: previous ? "SET scores = :s, previousScores = :p" : "SET scores = :s REMOVE previousScores",
          ConditionExpression:
            "attribute_exists(customerId) AND attribute_not_exists(mergedInto) AND attribute_not_exists(erasedAt)",
          ExpressionAttributeValues: toItem({ ":s": scores, ":p": previous }),
        }),
      ),
    );
    return saved ? "saved" : "gone";
  };

  const removeCustomer: RemoveCustomer = async (customerId) => {
    await client.send(new DeleteItemCommand({ TableName: table, Key: toItem({ customerId }) }));
  };

  /** Unconditional, in batches: for rows that nobody else can be writing. `version` is written as it is given. */
  const putCustomers = (customers: readonly Customer[]): Promise<void> =>
    writeItems(
      client,
      table,
      customers.map((customer) => ({ PutRequest: { Item: toItem(customer) } })),
    );

  return {
    readCustomer,
    readCustomers,
    saveCustomer,
    scanCustomers,
    countCustomers,
    saveScores,
    removeCustomer,
    putCustomers,
  };
};

const condition = (expectedVersion: number) =>
  expectedVersion === 0 ? "attribute_not_exists(customerId)" : "#version = :expected";

const putWhole = (table: string, row: Customer, expectedVersion: number) =>
  new PutItemCommand({
    TableName: table,
    Item: toItem(row),
    ConditionExpression: condition(expectedVersion),
    ...(expectedVersion > 0 && {
      ExpressionAttributeNames: { "#version": "version" },
      ExpressionAttributeValues: toItem({ ":expected": expectedVersion }),
    }),
  });

const updateRest = (table: string, row: Customer, expectedVersion: number) => {
  const { customerId, scores: _scores, previousScores: _previousScores, ...rest } = row;
  const attributes = Object.entries(rest).filter(([, value]) => value !== undefined);
  const removed = optionalAttributes.filter((name) => row[name] === undefined);
  const sets = attributes.map(([name]) => `#${name} = :${name}`).join(", ");
  const names = [...attributes.map(([name]) => name), ...removed];
  return new UpdateItemCommand({
    TableName: table,
    Key: toItem({ customerId }),
    UpdateExpression: `SET ${sets}${removed.length > 0 ? ` REMOVE ${removed.map((name) => `#${name}`).join(", ")}` : ""}`,
    ConditionExpression: condition(expectedVersion),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: toItem({
      ...Object.fromEntries(attributes.map(([name, value]) => [`:${name}`, value])),
      ":expected": expectedVersion,
    }),
  });
};
