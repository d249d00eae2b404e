import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetSendQuotaCommand, SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddedSystem, startEmbedded } from "../../infra/local/embedded-system.ts";
import { findRunning } from "../../infra/local/running-file.ts";
import { type MiniStack, writeMiniStack } from "../support/mini-stack.ts";

/** A client's options that lead to the embedded system, as the environment would. */
const optionsFor = (system: EmbeddedSystem, variable: string) => ({
  region: "us-east-1",
  endpoint: system.environment[variable] ?? "",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  maxAttempts: 1,
});

const rawMail = (to: string) =>
  Buffer.from(`From: Shop <shop@example.com>\r\nTo: ${to}\r\nSubject: =?UTF-8?B?5L2g5aW9?=\r\n\r\nHello\r\n`);

/** Asks as a browser does that was led here by a name of somebody else's. */
const statusUnder = (host: string, endpoint: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    get(endpoint, { headers: { host } }, (response) => resolve(response.resume().statusCode)).on("error", reject);
  });

describe("the embedded system", () => {
  let stack: MiniStack;
  let system: EmbeddedSystem;
  beforeAll(async () => {
    stack = await writeMiniStack();
    system = await startEmbedded({ templateDir: stack.folder });
  });
  afterAll(async () => {
    await system.stop();
    await stack.remove();
  });

  it("names every output of the template as it is on this machine", () => {
    expect(system.outputs).toMatchObject({ ApiUrl: system.url, Things: "Things", ConfigurationSet: "Sending" });
    expect(system.outputs.OrdersQueueUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/000000000000\/Orders$/);
  });

  it("answers no script of a web page, at none of its services", async () => {
    const endpoints = Object.entries(system.environment).filter(([name]) => name.startsWith("AWS_ENDPOINT_URL_"));
    expect(endpoints.length).toBeGreaterThanOrEqual(5);
    for (const [, endpoint] of endpoints) {
      const answer = await fetch(endpoint, { method: "POST", headers: { origin: "https://evil.example" }, body: "{}" });
      expect([endpoint, answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([
        endpoint,
        403,
        null,
      ]);
      expect([endpoint, await statusUnder("evil.example", endpoint)]).toEqual([endpoint, 403]);
    }
  });

  it("stops with nothing left in its folder when no data is to be kept", async () => {
    const other = await startEmbedded({ templateDir: stack.folder });
    expect(existsSync(other.logDir)).toBe(true);
    await other.stop();
    expect(existsSync(other.logDir)).toBe(false);
  });

  describe("its HTTP door", () => {
    const post = (body: string | Buffer<ArrayBuffer>, type: string) =>
      fetch(`${system.url}/webhooks/shopify?a=1&a=2`, { method: "POST", body, headers: { "Content-Type": type } });

    it("hands a text body on as text, with lower-case headers, path parameters and query", async () => {
      const response = await post('{"id":1}', "application/json");
      expect(response.status).toBe(200);
      expect(response.headers.get("set-cookie")).toBe("a=1");
      expect(Number(response.headers.get("x-left"))).toBeGreaterThan(0);
      expect(await response.json()).toMatchObject({
        version: "2.0",
        routeKey: "POST /webhooks/{source}",
        rawPath: "/webhooks/shopify",
        rawQueryString: "a=1&a=2",
        queryStringParameters: { a: "1,2" },
        pathParameters: { source: "shopify" },
        headers: { "content-type": "application/json" },
        requestContext: { http: { method: "POST", path: "/webhooks/shopify" } },
        body: '{"id":1}',
        isBase64Encoded: false,
      });
    });

    it.each([
      ["a form", "application/x-www-form-urlencoded", Buffer.from("webhook_id=1")],
      ["bytes", "application/octet-stream", Buffer.from([0, 1, 255])],
      ["JSON that is no UTF-8", "application/json", Buffer.from([0x22, 0xff, 0x22])],
    ])("hands %s on in base64", async (_name, type, bytes) => {
      const answer = await (await post(bytes, type)).json();
      expect(answer).toMatchObject({ isBase64Encoded: true, body: bytes.toString("base64") });
    });

    it("refuses a body of more than 10 MB with 413 and serves the next request", async () => {
      const large = await post(Buffer.alloc(10 * 1024 * 1024 + 1, 32), "application/json").catch(() => undefined);
      expect(large?.status ?? 413).toBe(413);
      expect((await post("{}", "application/json")).status).toBe(200);
    });

    it("answers 404 where no route and no page is", async () => {
      expect((await fetch(`${system.url}/webhooks/shopify/more`, { method: "DELETE" })).status).toBe(403);
      expect((await fetch(`${system.url}/no/such/page`)).status).toBe(404);
    });

    it.each(["/files/%ff", "/inbox/%E0%A4", "/%"])("answers 400 to %s, which stands for no text", async (path) => {
      expect((await fetch(system.url + path)).status).toBe(400);
    });

    it.each([
      ["/do/boom", "BoomError"],
      ["/do/crash", "Runtime.ExitError"],
      ["/do/slow", "Sandbox.Timedout"],
    ])("answers 500 when the function at %s fails, and tells %s", async (path, name) => {
      const response = await fetch(system.url + path);
      expect(response.status).toBe(500);
      expect(await response.json()).toEqual({ message: "Internal Server Error" });
      expect(system.failures()[0]).toMatchObject({ functionName: "Echo", error: { errorType: name } });
      expect((await post("{}", "application/json")).status).toBe(200);
    });

    it("works on requests side by side, each in a sandbox of its own", async () => {
      const statuses = await Promise.all(
        Array.from({ length: 40 }, () => post("{}", "application/json").then((r) => r.status)),
      );
      expect(new Set(statuses)).toEqual(new Set([200]));
    });
  });

  it("gives a function its own environment and nothing of this process's", async () => {
    process.env.ROUSE_TEST_SECRET_OF_THIS_PROCESS = "leak";
    const environment = await (await fetch(`${system.url}/do/environment`)).json();
    expect(environment).toMatchObject({
      TABLE: "Things",
      QUEUE_URL: system.outputs.OrdersQueueUrl,
      PUBLIC_URL: system.url,
      JOINED_URL: system.url,
      AWS_LAMBDA_FUNCTION_NAME: "Echo",
      AWS_ENDPOINT_URL_DYNAMODB: system.environment.AWS_ENDPOINT_URL_DYNAMODB,
    });
    expect(environment).not.toHaveProperty("ROUSE_TEST_SECRET_OF_THIS_PROCESS");
  });

  it("writes what functions print into files of JSON lines", async () => {
    await fetch(`${system.url}/webhooks/standard`, { method: "POST", body: "{}" });
    const readLines = async () => (await readFile(join(system.logDir, "Echo.jsonl"), "utf8")).trim().split("\n");
    await expect.poll(async () => (await readLines()).includes('{"message":"plain words"}')).toBe(true);
    for (const line of await readLines()) expect(() => JSON.parse(line)).not.toThrow();
  });

  describe("its queues", () => {
    const taken = async () => (existsSync(stack.outFile) ? (await readFile(stack.outFile, "utf8")).split("\n") : []);
    afterEach(() => rm(stack.outFile, { force: true }));

    it("bring back only the messages that failed, and move what keeps failing to the dead letters", async () => {
      const client = new SQSClient(optionsFor(system, "AWS_ENDPOINT_URL_SQS"));
      const bodies = ["good", "once", "poison"];
      await client.send(
        new SendMessageBatchCommand({
          QueueUrl: system.outputs.OrdersQueueUrl,
          Entries: bodies.map((MessageBody) => ({ Id: MessageBody, MessageBody })),
        }),
      );
      await system.drained();
      const lines = (await taken()).filter((line) => bodies.some((body) => line.endsWith(body)));
      expect(lines.sort()).toEqual(["got 1 good", "got 1 once", "got 1 poison", "got 2 once", "got 2 poison"]);
      const dead = await client.send(new ReceiveMessageCommand({ QueueUrl: system.outputs.DeadUrl }));
      expect(dead.Messages?.map(({ Body }) => Body)).toEqual(["poison"]);
    });

    it("carry what became of a mail, in the dialect of configuration sets", async () => {
      const ses = new SESClient(optionsFor(system, "AWS_ENDPOINT_URL_SES"));
      const { MessageId } = await ses.send(
        new SendRawEmailCommand({
          RawMessage: { Data: rawMail("anna+bounce@example.com") },
          Destinations: ["anna+bounce@example.com"],
          Source: "shop@example.com",
          ConfigurationSetName: "Sending",
          Tags: [{ Name: "campaign", Value: "win-back" }],
        }),
      );
      await system.drained();
      const events = (await taken()).flatMap((line) => (line.includes("eventType") ? [JSON.parse(line.slice(6))] : []));
      expect(events).toMatchObject([
        { eventType: "Send", mail: { messageId: MessageId, tags: { campaign: ["win-back"] } } },
        {
          eventType: "Bounce",
          bounce: { bounceType: "Permanent", bouncedRecipients: [{ emailAddress: "anna+bounce@example.com" }] },
        },
      ]);
    });
  });

  describe("its mail service", () => {
    const send = (ses: SESClient, to: string) =>
      ses.send(
        new SendRawEmailCommand({ RawMessage: { Data: rawMail(to) }, Destinations: [to], Source: "shop@example.com" }),
      );

    it("refuses as over the rate as often as it is told, then takes the mail", async () => {
      const ses = new SESClient(optionsFor(system, "AWS_ENDPOINT_URL_SES"));
      const before = system.mail.count();
      system.mail.faults.throttle(1);
      await expect(send(ses, "a@example.com")).rejects.toMatchObject({ name: "Throttling" });
      expect(system.mail.count()).toBe(before);
      await send(ses, "a@example.com");
      expect(system.mail.count()).toBe(before + 1);
    });

    it("can lose its answer after it took the mail", async () => {
      const ses = new SESClient(optionsFor(system, "AWS_ENDPOINT_URL_SES"));
      const before = system.mail.count();
      system.mail.faults.loseAnswers(1);
      await expect(send(ses, "a@example.com")).rejects.toThrow();
      expect(system.mail.count()).toBe(before + 1);
    });

    it("refuses a mail to nobody and a call that it does not know by their names", async () => {
      const ses = new SESClient(optionsFor(system, "AWS_ENDPOINT_URL_SES"));
      const empty = new SendRawEmailCommand({ RawMessage: { Data: Buffer.from("From: a@example.com\r\n\r\nx") } });
      await expect(ses.send(empty)).rejects.toMatchObject({ name: "InvalidParameterValue" });
    });

    it("tells its quota", async () => {
      const ses = new SESClient(optionsFor(system, "AWS_ENDPOINT_URL_SES"));
      expect(await ses.send(new GetSendQuotaCommand({}))).toMatchObject({ MaxSendRate: 500 });
    });
  });

  it("generates the secrets that the template asks for", async () => {
    const client = new SecretsManagerClient(optionsFor(system, "AWS_ENDPOINT_URL_SECRETS_MANAGER"));
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: system.outputs.KeysArn }));
    expect(JSON.parse(SecretString ?? "")).toEqual({ current: expect.stringMatching(/^[A-Za-z0-9]{40}$/) });
    const unknown = client.send(new GetSecretValueCommand({ SecretId: "nothing" }));
    await expect(unknown).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  describe("its state machine", () => {
    const run = async (input: object) => {
      const client = new SFNClient(optionsFor(system, "AWS_ENDPOINT_URL_SFN"));
      const { executionArn } = await client.send(
        new StartExecutionCommand({ stateMachineArn: system.outputs.NightArn, input: JSON.stringify(input) }),
      );
      const ended = () =>
        expect
          .poll(async () => (await client.send(new DescribeExecutionCommand({ executionArn }))).status)
          .not.toBe("RUNNING");
      await ended();
      const describeIt = () => client.send(new DescribeExecutionCommand({ executionArn }));
      return { client, executionArn, ended, describeIt };
    };

    it("runs tasks, a distributed Map and a retry by the error's name", async () => {
      const { client, executionArn, describeIt } = await run({ fail: "twice" });
      const execution = await describeIt();
      expect(execution.status).toBe("SUCCEEDED");
      expect(JSON.parse(execution.output ?? "")).toMatchObject({ runId: "r1", shards: [0, 1, 2, 3, 4] });
      const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
      expect(events?.filter(({ type }) => type === "MapIterationSucceeded")).toHaveLength(5);
      expect(
        events?.filter(({ type }) => type === "TaskStateEntered").map((e) => e.stateEnteredEventDetails?.name),
      ).toContain("close");
      const { executions } = await client.send(new ListExecutionsCommand({ stateMachineArn: system.outputs.NightArn }));
      expect(executions?.map((each) => each.executionArn)).toContain(executionArn);
    });

    it("fails with the error's name, and goes on from there when redriven", async () => {
      await rm(stack.outFile, { force: true });
      const { client, executionArn, ended, describeIt } = await run({ fail: "until-file" });
      expect(await describeIt()).toMatchObject({ status: "FAILED", error: "NightFailedError" });
      await writeFile(stack.outFile, "");
      await client.send(new RedriveExecutionCommand({ executionArn }));
      await ended();
      expect(await describeIt()).toMatchObject({ status: "SUCCEEDED", redriveCount: 1 });
    });
  });
});

describe("the embedded system with a data folder", () => {
  it("finds everything again after a stop, on the same port", async () => {
    const stack = await writeMiniStack();
    const dataDir = await mkdtemp(join(tmpdir(), "rouse-data-"));
    const first = await startEmbedded({ templateDir: stack.folder, dataDir });
    const key = { id: { S: "one" } };
    await new DynamoDBClient(optionsFor(first, "AWS_ENDPOINT_URL_DYNAMODB")).send(
      new PutItemCommand({ TableName: "Things", Item: key }),
    );
    const ses = new SESClient(optionsFor(first, "AWS_ENDPOINT_URL_SES"));
    await ses.send(new SendRawEmailCommand({ RawMessage: { Data: rawMail("a@example.com") } }));
    const secret = (system: EmbeddedSystem) =>
      new SecretsManagerClient(optionsFor(system, "AWS_ENDPOINT_URL_SECRETS_MANAGER"))
        .send(new GetSecretValueCommand({ SecretId: system.outputs.KeysArn }))
        .then(({ SecretString }) => SecretString);
    const firstSecret = await secret(first);
    expect((await findRunning(dataDir))?.url).toBe(first.url);
    await expect(startEmbedded({ templateDir: stack.folder, dataDir })).rejects.toThrow("already");
    await first.stop();
    expect(await findRunning(dataDir)).toBeUndefined();

    const second = await startEmbedded({ templateDir: stack.folder, dataDir });
    expect(second.url).toBe(first.url);
    const { Item } = await new DynamoDBClient(optionsFor(second, "AWS_ENDPOINT_URL_DYNAMODB")).send(
      new GetItemCommand({ TableName: "Things", Key: key }),
    );
    expect(Item).toEqual(key);
    expect(second.mail.count()).toBe(1);
    expect(await secret(second)).toBe(firstSecret);
    expect((await readdir(join(dataDir, "mail"))).join(" ")).not.toContain("example.com");
    await second.stop();
    await rm(dataDir, { recursive: true });
    await stack.remove();
  });
});
