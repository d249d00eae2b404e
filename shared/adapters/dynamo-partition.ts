import { type DynamoDBClient, paginateQuery } from "@aws-sdk/client-dynamodb";
import type { z } from "zod";
import { fromItem, toItem } from "./dynamo-items.ts";

const SECONDS_PER_DAY = 86_400;

/** Unix seconds at which a row of a day goes that is kept for so many days after it: DynamoDB's TTL attribute. */
export const expiryOf = (day: string, daysKept: number): number =>
  Math.floor(Date.parse(day) / 1000) + daysKept * SECONDS_PER_DAY;

/** How a partition is read: as it was a moment ago, unless `consistent`; whole rows, unless `attributes` names some. */
type Reading = { consistent?: true; attributes?: string };

/** Every row of a partition of the Messages table: of an address, of a day's answers or clicks, of a shard's places. */
export const readPartition = async <Schema extends z.ZodType>(
  { client, table }: { client: DynamoDBClient; table: string },
  partition: string,
  schema: Schema,
  { consistent, attributes }: Reading = {},
): Promise<z.output<Schema>[]> => {
  const rows: z.output<Schema>[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      ...(consistent && { ConsistentRead: true }),
      KeyConditionExpression: "emailKey = :partition",
      ExpressionAttributeValues: toItem({ ":partition": partition }),
      ...(attributes !== undefined && { ProjectionExpression: attributes }),
    },
  );
  for await (const { Items = [] } of pages) rows.push(...Items.map((item) => fromItem(schema, item)));
  return rows;
};
