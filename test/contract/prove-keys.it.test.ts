import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createDynamoClient } from "../../shared/adapters/aws-clients.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamo-suppressions.ts";
import { proveKeys } from "../../shared/adapters/prove-keys.ts";
import { startEngines, type TestEngines } from "../support/engines.ts";

const keysOf = (identityKey: string) => ({ identityKey, linkKey: "a key for links, long enough" });
const [first, other] = [keysOf("the key that was first"), keysOf("the key of another deployment")];

describe("keys beside a Suppressions table of a real engine", () => {
  let engines: TestEngines;
  let table: string;
  beforeAll(async () => {
    engines = await startEngines();
    table = engines.tables.SUPPRESSIONS_TABLE;
  });
  afterAll(() => engines.stop());

  const client = () => createDynamoClient();
  const rows = async () => {
    const { Items = [] } = await client().send(new ScanCommand({ TableName: table }));
    return Items.map((item) => unmarshall(item));
  };
  beforeEach(() => proveKeys(client(), table)(first));

  it("are proven when they are the first that came to it", async () => {
    await expect(proveKeys(client(), table)(first)).resolves.toBeUndefined();
  });

  it("are refused when they are others, each time, and change nothing", async () => {
    const before = await rows();
    const prove = proveKeys(client(), table);
    for (const _ of [1, 2]) await expect(prove(other)).rejects.toMatchObject({ name: "KeyMismatchError" });
    expect(await rows()).toEqual(before);
    await prove(first);
  });

  it("may have another key for links, which nothing is found by", async () => {
    await proveKeys(client(), table)({ ...first, linkKey: "another key for links" });
  });

  it("are one where many workers begin at once, and stand in no suppression's way", async () => {
    const { suppress, readSuppressions } = dynamoSuppressions(client(), table);
    await suppress({ emailKey: "k", reason: "unsubscribed", at: "2026-11-21T03:32:00.000Z" });
    await Promise.all(Array.from({ length: 8 }, () => proveKeys(client(), table)(first)));
    expect((await readSuppressions(["k"])).get("k")).toMatchObject({ reason: "unsubscribed" });
  });

  it("stand in it by a fingerprint, which holds no part of the key", async () => {
    const noted = (await rows()).find(({ emailKey }) => emailKey === "identity-key");
    expect(noted).toEqual({ emailKey: "identity-key", fingerprint: expect.stringMatching(/^[\w-]{22}$/) });
    expect(JSON.stringify(await rows())).not.toContain(first.identityKey);
  });
});
