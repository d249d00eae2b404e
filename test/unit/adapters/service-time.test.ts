import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { readServiceTime } from "../../../shared/adapters/service-time.ts";

const SHOWN = "Sat, 21 Nov 2026 12:00:00 GMT";

const timeOn = async (machine: string): Promise<string> => {
  const server = createServer((_request, response) => {
    response.setHeader("date", SHOWN).setHeader("content-type", "application/x-amz-json-1.0").end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  try {
    return await readServiceTime(client, "Identities", () => machine);
  } finally {
    client.destroy();
    server.close();
  }
};

describe("the time of the service that keeps the tables", () => {
  it.each([
    ["is the machine's own where the two agree", "2026-11-21T12:00:00.730Z", "2026-11-21T12:00:00.730Z"],
    ["holds where the machine's clock is slow", "2026-11-21T11:58:00.000Z", "2026-11-21T12:00:00.500Z"],
    ["holds where the machine's clock is fast", "2026-11-21T12:00:04.000Z", "2026-11-21T12:00:00.500Z"],
  ])("%s", async (_case, machine, expected) => {
    expect(await timeOn(machine)).toBe(expected);
  });
});
