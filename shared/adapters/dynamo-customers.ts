import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateScan,
} from "@aws-sdk/client-dynamodb";
import { type Customer, customerSchema, scannedCustomerSchema, versionAfter } from "../model/customer.ts";
import type {
  CountCustomers,
  ReadCustomer,
  ReadCustomers,
  RemoveCustomer,
  SaveCustomer,
  ScanCustomers,
} from "../ports/customers.ts";
import { fromItem, getItems, held, toItem, writeItems } from "./dynamo-items.ts";
import { countBySample } from "./scan-segments.ts";

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

  const saveCustomer: SaveCustomer = async (customer, expectedVersion) => {
    const put = new PutItemCommand({
      TableName: table,
      Item: toItem({ ...customer, version: versionAfter(customer, expectedVersion) }),
      ...onVersion(expectedVersion),
    });
    return (await held(client.send(put))) ? "saved" : "conflict";
  };

  const scanCustomers: ScanCustomers = async function* (segment, segments) {
    const input = { TableName: table, Segment: segment, TotalSegments: segments, ...scannedAttributes };
    for await (const { Items = [] } of paginateScan({ client }, input)) {
      yield Items.map((item) => fromItem(scannedCustomerSchema, item));
    }
  };

  /** Not the service's own item count, which is up to six hours old. */
  const countCustomers: CountCustomers = () =>
    countBySample(async (Segment, TotalSegments) => {
      let counted = 0;
      const input = { TableName: table, Segment, TotalSegments, Select: "COUNT" } as const;
      for await (const { Count = 0 } of paginateScan({ client }, input)) counted += Count;
      return counted;
    });

  const removeCustomer: RemoveCustomer = async ({ customerId, version }) => {
    const remove = { TableName: table, Key: toItem({ customerId }), ...onVersion(version) };
    await held(client.send(new DeleteItemCommand(remove)));
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
    removeCustomer,
    putCustomers,
  };
};

const onVersion = (expectedVersion: number) =>
  expectedVersion === 0
    ? { ConditionExpression: "attribute_not_exists(customerId)" }
    : {
        ConditionExpression: "#version = :expected",
        ExpressionAttributeNames: { "#version": "version" },
        ExpressionAttributeValues: toItem({ ":expected": expectedVersion }),
      };
