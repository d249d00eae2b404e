import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postWebhooks } from "../../cli/demo/post-webhooks.ts";
import { startOwn } from "../../cli/system/start-own.ts";
import { createS3Client, createSecretsClient } from "../../shared/adapters/aws-clients.ts";
import { secretSigningSecrets } from "../../shared/adapters/read-secrets.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { environments } from "../../shared/model/environment.ts";
import { lastCompleteDay } from "../../shared/model/shop-time.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import { runRouse } from "../support/run-rouse.ts";

let data: string;
let system: Awaited<ReturnType<typeof startOwn>>;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "rouse-test-"));
  system = await startOwn({ dataDir: data }, undefined, new AbortController().signal);
});
afterAll(async () => {
  await system.stop();
  await rm(data, { recursive: true, force: true });
});

const rouse = async (...args: string[]) => {
  const { status, stdout } = await runRouse(...args, "--data", data, "--json");
  return { status, answer: stdout === "" ? undefined : JSON.parse(stdout) };
};

it("a prospect signs up and leaves a cart, and the night shows them", async () => {
  const outputs = stackOutputsSchema.parse(system.outputs);
  const day = lastCompleteDay(new Date().toISOString(), system.settings.timeZone);
  const at = new Date(Date.parse(`${day}T12:00:00Z`)).toISOString();
  const customer = { id: "7002", email: "bo@example.com" };
  const signedUp = {
    type: "customer.updated",
    updatedAt: at,
    customer: { ...customer, firstName: "Bo", marketingConsent: { state: "granted", at } },
  };
  const eventOf = (kind: string, id: string) => ({ type: "customer.event", event: { id, kind, at }, customer });
  const bodies = [signedUp, eventOf("signed-up", "s1"), eventOf("cart-left", "c1"), eventOf("cart-left", "c1")];
  const arns = environments["receive-webhook"].shape.SOURCE_SECRETS.parse(system.outputs.SourceSecrets);
  const secrets = await secretSigningSecrets(createSecretsClient(), arns)("standard");
  const webhooks = bodies.map((body, index) => ({
    source: "standard" as const,
    id: `msg_${index}`,
    body: JSON.stringify(body),
  }));
  await postWebhooks(
    outputs.ApiUrl,
    webhooks,
    async () => secrets?.current ?? "",
    () => {},
  );

  const known = () => rouse("explain", "bo@example.com");
  await expect
    .poll(async () => (await known()).answer?.events, { timeout: 600_000, interval: 500 })
    .toEqual({
      "signed-up": { first: day, days: [[day, 1]] },
      "cart-left": { first: day, days: [[day, 1]] },
    });
  expect(await rouse("nightly")).toMatchObject({ status: 0, answer: { customers: 0, written: 0 } });

  const marketing = s3FileStore(createS3Client(), outputs.MarketingBucket);
  const textOf = async (path: string) =>
    Buffer.from((await marketing.read(`nightly/dt=${day}/${path}`)) ?? []).toString("utf8");
  const [header = "", ...lines] = (await textOf("segments/prospects.csv")).replace("\uFEFF", "").trim().split("\r\n");
  const cells = Object.fromEntries(header.split(",").map((name, at_) => [name, lines[0]?.split(",")[at_]]));
  expect(lines).toHaveLength(1);
  expect(cells).toMatchObject({
    customer_id: "standard:7002",
    email: "bo@example.com",
    lifecycle_stage: "prospect",
    consent: "granted",
    reachable: "yes",
    signed_up_on: day,
    cart_left_on: day,
    orders: "",
  });
  expect(await textOf("report.html")).toContain("1 prospect is known");
  expect((await textOf("customers.csv")).trim().split("\r\n")).toHaveLength(1);
});
