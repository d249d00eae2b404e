import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createDynamoClient } from "../../shared/adapters/aws-clients.ts";
import { pooledConnections } from "../../shared/adapters/pooled-connections.ts";
import { keptConnections } from "../../shared/adapters/straight-calls.ts";

type Asked = { target: string; headers: IncomingHttpHeaders; body: string };
type Answer = (response: ServerResponse) => void;

const says =
  (status: number, body: unknown): Answer =>
  (response) =>
    void response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(body));
const error = (name: string, status = 400): Answer =>
  says(status, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: "so" });
const breaks: Answer = (response) => void response.destroy();
const item = { emailKey: { S: "key-ada" }, days: { B: new Uint8Array([1, 2, 255]) } };
const found = says(200, { Item: { emailKey: { S: "key-ada" }, days: { B: "AQL/" } } });

/** A table that answers as it is told, and keeps what it was asked. */
const startTable = async () => {
  const asked: Asked[] = [];
  const answers: Answer[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (piece: string) => {
      body += piece;
    });
    request.on("end", () => {
      const { "x-amz-target": target } = request.headers;
      asked.push({ target: String(target), headers: request.headers, body });
      (answers.shift() ?? found)(response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  return {
    asked,
    answers,
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};

describe.each([
  ["connections that are kept", keptConnections],
  ["pooled connections", pooledConnections],
])("calls that go straight to a table, over %s", (_name, exchange) => {
  let table: Awaited<ReturnType<typeof startTable>>;
  beforeAll(async () => {
    table = await startTable();
  });
  afterAll(() => table.stop());
  beforeEach(() => {
    vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", table.url);
    vi.stubEnv("AWS_REGION", "eu-central-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKID");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
    vi.stubEnv("AWS_SESSION_TOKEN", "token");
    table.asked.splice(0);
    table.answers.splice(0);
  });
  afterEach(() => vi.unstubAllEnvs());

  const get = () => new GetItemCommand({ TableName: "Messages", Key: { emailKey: { S: "key-ada" } } });
  /** Whether a call went through every step of the SDK: these name each try. */
  const everyStep = () => table.asked.map(({ headers }) => "amz-sdk-request" in headers);
  /** A client that knows the way, at a clock of its own. */
  const ready = async () => {
    const clock = { ms: Date.parse("2026-11-21T12:00:00Z") };
    const client = createDynamoClient({ now: () => clock.ms, exchange: exchange() });
    await client.send(get());
    table.asked.splice(0);
    return { client, clock };
  };

  it("ask the same and read the same as those through every step, from the second on", async () => {
    const client = createDynamoClient({ exchange: exchange() });
    const answers = [await client.send(get()), await client.send(get())];
    expect(everyStep()).toEqual([true, false]);
    const [first, second] = table.asked;
    expect(second?.target).toBe("DynamoDB_20120810.GetItem");
    expect(second?.target).toBe(first?.target);
    expect(second?.body).toBe(first?.body);
    expect(second?.headers.host).toBe(first?.headers.host);
    expect(second?.headers["content-type"]).toBe(first?.headers["content-type"]);
    expect(answers.map(({ Item }) => Item)).toEqual([item, item]);
    await client.send(new PutItemCommand({ TableName: "Messages", Item: item }));
    expect(JSON.parse(table.asked[2]?.body ?? "")).toEqual({
      TableName: "Messages",
      Item: { emailKey: { S: "key-ada" }, days: { B: "AQL/" } },
    });
    expect(everyStep()).toEqual([true, false, false]);
  });

  it("are signed as AWS wants them", async () => {
    const { client } = await ready();
    await client.send(get());
    const [asked] = table.asked;
    const { authorization = "", "x-amz-date": at = "", "x-amz-security-token": token } = asked?.headers ?? {};
    expect(token).toBe("token");
    // By the service's clock, as far as its answers tell it: to the second.
    expect(at).toMatch(/^20261121T\d{6}Z$/);
    const { names = "", signature } =
      /^AWS4-HMAC-SHA256 Credential=AKID\/20261121\/eu-central-1\/dynamodb\/aws4_request, SignedHeaders=(?<names>\S+), Signature=(?<signature>\w+)$/.exec(
        authorization,
      )?.groups ?? {};
    expect(names.split(";")).toEqual(expect.arrayContaining(["host", "x-amz-date", "x-amz-target"]));
    const sha = (text: string) => createHash("sha256").update(text).digest("hex");
    const lines = names.split(";").map((name) => `${name}:${asked?.headers[name]}\n`);
    const canonical = ["POST", "/", "", lines.join(""), names, sha(asked?.body ?? "")].join("\n");
    const scope = "20261121/eu-central-1/dynamodb/aws4_request";
    const key = scope
      .split("/")
      .reduce((made, part) => createHmac("sha256", made).update(part).digest(), Buffer.from("AWS4secret"));
    const text = ["AWS4-HMAC-SHA256", String(at), scope, sha(canonical)].join("\n");
    expect(signature).toBe(createHmac("sha256", key).update(text).digest("hex"));
  });

  it("tell at once that a condition does not hold", async () => {
    const { client } = await ready();
    table.answers.push(error("ConditionalCheckFailedException"));
    const put = new PutItemCommand({ TableName: "Messages", Item: item, ConditionExpression: "attribute_exists(x)" });
    await expect(client.send(put)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
    expect(everyStep()).toEqual([false]);
  });

  it.each([
    ["throttled", error("ProvisionedThroughputExceededException")],
    ["failing", error("InternalServerError", 500)],
  ])(
    "are asked again through every step by a table that is %s, and so is all else for a minute",
    async (_, trouble) => {
      const { client, clock } = await ready();
      table.answers.push(trouble, trouble);
      expect((await client.send(get())).Item).toEqual(item);
      await client.send(new QueryCommand({ TableName: "Messages" }));
      expect(everyStep()).toEqual([false, true, true, true]);
      clock.ms += 60_000;
      await client.send(get());
      expect(everyStep()).toEqual([false, true, true, true, false]);
    },
  );

  it("are asked again where their connection broke, which says nothing of others", async () => {
    const { client } = await ready();
    table.answers.push(breaks);
    expect((await client.send(get())).Item).toEqual(item);
    await client.send(get());
    expect(everyStep()).toEqual([false, true, false]);
  });

  it("end with the SDK's own error where every step helps nothing", async () => {
    const { client } = await ready();
    table.answers.push(error("ValidationException"), error("ValidationException"));
    await expect(client.send(get())).rejects.toMatchObject({ name: "ValidationException", message: "so" });
    expect(everyStep()).toEqual([false, true]);
  });
});
