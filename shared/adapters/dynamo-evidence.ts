import { DeleteItemCommand, type DynamoDBClient, PutItemCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { versionAfter } from "../model/customer.ts";
import { erasureSchema } from "../model/erasure.ts";
import {
  type HolderRow,
  holderRowSchema,
  type IdentityRow,
  identityRowSchema,
  type OrdersOfDayRow,
  ordersOfDayRowSchema,
} from "../model/evidence.ts";
import type {
  ReadEvidence,
  RemoveHolder,
  RemoveIdentity,
  RemoveOrdersOfDay,
  SaveHolder,
  SaveIdentity,
  SaveOrdersOfDay,
  ScanIdentities,
} from "../ports/evidence.ts";
import { dynamoErasures, noteKey } from "./dynamo-erasures.ts";
import { fromItem, getItems, held, type Item, toItem, writeItems } from "./dynamo-items.ts";

/** Keys of the table's other rows begin with words that no source is named by. */
const holderKey = (holder: string): string => `holder:${holder}`;
const dayKey = ({ holder, day, part }: Pick<OrdersOfDayRow, "holder" | "day" | "part">): string =>
  `day:${day}.${part}:${holder}`;

const keyed = z.looseObject({ identity: z.string() });

/** The Identities table: identities, holders with their days, and the notes of what was erased. */
export const dynamoEvidence = (client: DynamoDBClient, table: string) => {
  const readEvidence: ReadEvidence = async ({ identities = [], holders = [], days = [], notes = [] }) => {
    const keys = [...identities, ...holders.map(holderKey), ...days.map(dayKey), ...notes.map(noteKey)];
    const wanted = [...new Set(keys)].map((identity) => ({ identity }));
    const items = wanted.length === 0 ? [] : await getItems(client, table, wanted);
    const rows = new Map(items.map((item) => rowOf(item)));
    const found = <Key, Row>(all: readonly Key[], keyOf: (key: Key) => string, schema: z.ZodType<Row>) =>
      all.flatMap((key) => {
        const row = rows.get(keyOf(key));
        return row === undefined ? [] : [[key, schema.parse(row)] as const];
      });
    return {
      identities: new Map(found([...new Set(identities)], (identity) => identity, identityRowSchema)),
      holders: new Map(found([...new Set(holders)], holderKey, holderRowSchema)),
      days: found(days, dayKey, ordersOfDayRowSchema).map(([, row]) => row),
      notes: new Map(found([...new Set(notes)], noteKey, erasureSchema)),
    };
  };

  const scanIdentities: ScanIdentities = async function* (leastHolders) {
    const filter = {
      FilterExpression: "size(holders) >= :least OR #full = :full",
      ExpressionAttributeNames: { "#full": "full" },
      ExpressionAttributeValues: toItem({ ":least": leastHolders, ":full": true }),
    };
    for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ...filter }))
      yield Items.map((item) => fromItem(identityRowSchema, item));
  };

  const put = async (identity: string, row: IdentityRow | HolderRow | OrdersOfDayRow, version: number) => {
    const Item = toItem({ ...row, identity, version });
    const saved = await held(client.send(new PutItemCommand({ TableName: table, Item, ...onVersion(row.version) })));
    return saved ? "saved" : "conflict";
  };
  const saveIdentity: SaveIdentity = (row) => put(row.identity, row, row.version + 1);
  const saveHolder: SaveHolder = (row) => put(holderKey(row.holder), row, versionAfter(row, row.version));
  const saveOrdersOfDay: SaveOrdersOfDay = (row) => put(dayKey(row), row, row.version + 1);

  const remove = async (identity: string, version: number): Promise<void> => {
    await held(
      client.send(new DeleteItemCommand({ TableName: table, Key: toItem({ identity }), ...onVersion(version) })),
    );
  };
  const removeIdentity: RemoveIdentity = ({ identity, version }) => remove(identity, version);
  const removeHolder: RemoveHolder = ({ holder, version }) => remove(holderKey(holder), version);
  const removeOrdersOfDay: RemoveOrdersOfDay = (row) => remove(dayKey(row), row.version);

  /** Unconditional, in batches: for rows that nobody else can be writing, of whom nobody was erased. */
  const putEvidence = (rows: {
    identities: readonly IdentityRow[];
    holders: readonly HolderRow[];
    days?: readonly OrdersOfDayRow[];
  }): Promise<void> =>
    writeItems(
      client,
      table,
      [
        ...rows.identities.map((row) => ({ ...row })),
        ...rows.holders.map((row) => ({ ...row, identity: holderKey(row.holder) })),
        ...(rows.days ?? []).map((row) => ({ ...row, identity: dayKey(row) })),
      ].map((row) => ({ PutRequest: { Item: toItem(row) } })),
    );

  return {
    readEvidence,
    scanIdentities,
    saveIdentity,
    saveHolder,
    saveOrdersOfDay,
    removeIdentity,
    removeHolder,
    removeOrdersOfDay,
    putEvidence,
    ...dynamoErasures(client, table),
  };
};

const rowOf = (item: Item): [string, unknown] => {
  const row = unmarshall(item);
  return [keyed.parse(row).identity, row];
};

const onVersion = (version: number) =>
  version === 0
    ? { ConditionExpression: "attribute_not_exists(#version)", ExpressionAttributeNames: { "#version": "version" } }
    : {
        ConditionExpression: "#version = :expected",
        ExpressionAttributeNames: { "#version": "version" },
        ExpressionAttributeValues: toItem({ ":expected": version }),
      };
