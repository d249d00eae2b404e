import { describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { RouseError } from "../../../shared/model/errors.ts";
import { http } from "../../../shared/runtime/http.ts";
import { queue } from "../../../shared/runtime/queue.ts";
import { middlewares } from "../../../shared/runtime/stack.ts";
import { task } from "../../../shared/runtime/task.ts";
import { lambdaContext as context, queueEventOf } from "../../support/lambda-events.ts";

/** Powertools holds a console of its own: what it writes is heard at the stream. */
const captureErrors = () => {
  const lines: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  return lines;
};

describe("the middleware stack", () => {
  it("has four entries, the trace outermost and the error report innermost", () => {
    expect(middlewares().map((middleware) => middleware.name)).toEqual([
      "capture-trace",
      "inject-context",
      "publish-metrics",
      "report-errors",
    ]);
  });

  it("logs a failure by its stable name and lets it through", async () => {
    const lines = captureErrors();
    const failing = task(z.object({}), async () => {
      throw new RouseError("TableFileError", "got nothing, expected something");
    });
    await expect(failing({}, context)).rejects.toMatchObject({ name: "TableFileError" });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { error_name: "TableFileError", function_request_id: "request-1" },
    ]);
  });
});

describe("task", () => {
  const double = task(z.object({ n: z.number() }), async ({ n }) => ({ doubled: 2 * n }));

  it("answers what the work answers", async () => {
    await expect(double({ n: 21 }, context)).resolves.toEqual({ doubled: 42 });
  });

  it("gives a lost connection, which Node names Error, the name by which it is tried again", async () => {
    captureErrors();
    const losing = task(z.object({}), async () => {
      throw Object.assign(new Error("aborted"), { code: "ECONNRESET" });
    });
    await expect(losing({}, context)).rejects.toMatchObject({ name: "ConnectionLostError" });
  });

  it("refuses input that does not fit its schema", async () => {
    captureErrors();
    await expect(double({ n: "21" }, context)).rejects.toMatchObject({ name: "ZodError" });
  });
});

describe("queue", () => {
  const consumer = queue(async ({ body }) => {
    if (body === "bad") throw new RouseError("ConflictError", "someone was faster");
  });

  it("answers only the records that failed", async () => {
    captureErrors();
    const answer = consumer(queueEventOf(["good", "bad", "good"]), context);
    await expect(answer).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: "1" }] });
  });

  it("answers an empty list when all are done", async () => {
    await expect(consumer(queueEventOf(["good"]), context)).resolves.toEqual({ batchItemFailures: [] });
  });
});

describe("http", () => {
  const echo = http(async ({ method, path, body }) => ({
    status: 200,
    body: `${method} ${path} ${Buffer.from(body).toString("hex")}`,
  }));
  const event = {
    version: "2.0",
    routeKey: "$default",
    rawPath: "/webhooks/shopify",
    rawQueryString: "",
    headers: {},
    requestContext: {
      accountId: "0",
      apiId: "api",
      domainName: "localhost",
      domainPrefix: "localhost",
      http: { method: "POST", path: "/webhooks/shopify", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "" },
      requestId: "request-1",
      routeKey: "$default",
      stage: "$default",
      time: "",
      timeEpoch: 0,
    },
  };

  it("hands on the bytes that were sent, decoded where the gateway encoded them", async () => {
    const bytes = Buffer.from([0xff, 0x00, 0xfe]);
    const encoded = await echo({ ...event, body: bytes.toString("base64"), isBase64Encoded: true }, context);
    expect(encoded).toMatchObject({ statusCode: 200, body: "POST /webhooks/shopify ff00fe" });
    const plain = await echo({ ...event, body: "é", isBase64Encoded: false }, context);
    expect(plain).toMatchObject({ statusCode: 200, body: "POST /webhooks/shopify c3a9" });
  });

  it("tells browsers not to guess the content type", async () => {
    const answer = await echo({ ...event, isBase64Encoded: false }, context);
    expect(answer).toMatchObject({ headers: { "x-content-type-options": "nosniff" } });
  });
});
