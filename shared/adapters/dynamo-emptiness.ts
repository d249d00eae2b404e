import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";

type Tables = { CustomersTable: string; OrdersTable: string; IdentitiesTable: string };

/**
 * Whether no row of any kind is in the tables that orders are recorded in.
 *
 * @param besides keys of the Identities table that are nobody's
 */
export const tablesHoldNothing = async (
  client: DynamoDBClient,
  { CustomersTable, OrdersTable, IdentitiesTable }: Tables,
  besides: readonly string[],
): Promise<boolean> => {
  const isEmpty = async (TableName: string, key: string, but: readonly string[] = []): Promise<boolean> => {
    const keys = { ProjectionExpression: "#key", ExpressionAttributeNames: { "#key": key } };
    // The first page says it: rows that may be there are few.
    const asked = { TableName, ...keys, Limit: but.length + 1, ConsistentRead: true };
    for await (const { Items = [] } of paginateScan({ client }, asked))
      if (Items.some((item) => !but.includes(item[key]?.S ?? ""))) return false;
    return true;
  };
  return (
    (await isEmpty(CustomersTable, "customerId")) &&
    (await isEmpty(OrdersTable, "orderKey")) &&
    (await isEmpty(IdentitiesTable, "identity", besides))
  );
};
