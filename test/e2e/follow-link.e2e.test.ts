import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startOwn } from "../../cli/system/start-own.ts";
import { createDynamoClient, createSecretsClient } from "../../shared/adapters/aws-clients.ts";
import { dynamoClicks } from "../../shared/adapters/dynamo-clicks.ts";
import { secretKeys } from "../../shared/adapters/read-secrets.ts";
import { signClick } from "../../shared/mail/click-token.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";

it("a counted link leads on through the deployed routes, and its mail counts once", async () => {
  const folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  const system = await startOwn({ dataDir: join(folder, "data") }, undefined, new AbortController().signal);
  try {
    const { ApiUrl, KeysSecretArn, MessagesTable } = stackOutputsSchema.parse(system.outputs);
    const { linkKey } = await secretKeys(createSecretsClient(), KeysSecretArn)();
    const link = { target: "https://shop.example/a?b=1", campaignId: "win-back", message: "m" };
    const writtenAt = Date.parse("2026-11-21T09:00:00.000Z") / 1000;
    const url = `${ApiUrl}/c/${signClick({ ...link, writtenAt }, linkKey)}`;
    const open = (method: string, agent: string, address = url) =>
      fetch(address, { method, redirect: "manual", headers: { "user-agent": agent } });
    const { readClicks } = dynamoClicks(createDynamoClient(), MessagesTable);
    for (const [method, agent, counted] of [
      ["HEAD", "Mozilla/5.0 Firefox/146.0", {}],
      ["GET", "curl/8.14", {}],
      ["GET", "Mozilla/5.0 Firefox/146.0", { "win-back": 1 }],
      ["GET", "Mozilla/5.0 Firefox/146.0", { "win-back": 1 }],
    ] as const) {
      const { status, headers } = await open(method, agent);
      expect([status, headers.get("location")]).toEqual([302, link.target]);
      expect(await readClicks("2026-11-21")).toEqual(counted);
    }
    for (const address of [url.slice(0, -1), `${ApiUrl}/c`, `${ApiUrl}/c/https://evil.example/`]) {
      const { status, headers } = await open("GET", "Mozilla/5.0 Firefox/146.0", address);
      expect([status, headers.get("location")]).toEqual([404, null]);
    }
  } finally {
    await system.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
