import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startOwn } from "../../cli/system/start-own.ts";
import type { EmbeddedSystem } from "../../infra/local/embedded-system.ts";
import { createDynamoClient, createS3Client, createSecretsClient } from "../../shared/adapters/aws-clients.ts";
import { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { environments } from "../../shared/model/environment.ts";
import { lastCompleteDay } from "../../shared/model/shop-time.ts";
import { sources } from "../../shared/sources/sources.ts";
import { saleAt } from "../support/compared-shop.ts";
import { runRouse } from "../support/run-rouse.ts";
import { faults, type ShopServer, shopServer, token } from "../support/shop-apis/shop-server.ts";

const secret = "what WooCommerce signs with";
const asOf = lastCompleteDay(new Date().toISOString(), "UTC");
/** Ids 1 to 30, all placed in the early hours of the day that the night describes. */
const sales = Array.from({ length: 30 }, (_, at) =>
  saleAt(at + 1, `${asOf}T00:${String(at).padStart(2, "0")}:00.000Z`),
);
const LOST = "23";

describe("a night beside a shop that runs WooCommerce", () => {
  let folder: string;
  let shop: ShopServer;
  let system: EmbeddedSystem;
  const rouse = (...args: string[]) => runRouse(...args, "--data", join(folder, "data"), "--json");
  const recorded = () =>
    dynamoOrders(createDynamoClient(), system.outputs.OrdersTable ?? "").readOrders(
      sales.map(({ orderId }) => `woocommerce#${orderId}`),
    );
  const recordedOnes = async (count: number) => {
    while ((await recorded()).length < count) await sleep(100);
  };
  const published = async (path: string) => {
    const bytes = await s3FileStore(createS3Client(), system.outputs.MarketingBucket ?? "").read(
      `nightly/dt=${asOf}/${path}`,
    );
    return Buffer.from(bytes ?? []).toString("utf8");
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    shop = await shopServer("woocommerce");
    const settings = { sources: { woocommerce: {} }, comparison: { sources: ["woocommerce"] } };
    await writeFile(join(folder, "settings.json"), JSON.stringify(settings));
    const dataDir = join(folder, "data");
    system = await startOwn({ dataDir }, join(folder, "settings.json"), new AbortController().signal);
    const arns = environments["compare-with-shop"].shape.SOURCE_SECRETS.parse(system.outputs.SourceSecrets);
    const value = { current: secret, token, api: `${shop.url}/wp-json/wc/v3` };
    await createSecretsClient().send(
      new PutSecretValueCommand({ SecretId: arns.woocommerce, SecretString: JSON.stringify(value) }),
    );
    for (const sale of sales) {
      const body = sources.woocommerce.bodyOf(sale);
      shop.put({ id: sale.orderId, updatedAt: sale.updatedAt, body });
      if (sale.orderId === LOST) continue;
      const at = new Date().toISOString();
      const headers = sources.woocommerce.headersOf(body, { id: "1", at, secret, url: "" });
      const answer = await fetch(`${system.url}/webhooks/woocommerce`, { method: "POST", headers, body });
      expect(answer.status).toBe(200);
    }
    await recordedOnes(sales.length - 1);
  });
  afterAll(async () => {
    await system?.stop();
    await shop.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("goes on while the shop is down, and says so", async () => {
    shop.faults.push(faults.status(401));
    const { status } = await rouse("nightly");
    expect(status).toBe(0);
    expect(await published("report.html")).toContain("The shop refused the token");
  });

  it("names the order whose webhook was lost, and has it recorded", async () => {
    const { status } = await rouse("nightly");
    expect(status).toBe(0);
    const report = await published("report.html");
    expect(report).toContain("Compared with the shop");
    expect(report).toMatch(new RegExp(`<code>${LOST}</code></th><td>Was not recorded</td><td>${asOf}</td>`));
    expect((await published("comparison.csv")).split("\r\n").slice(1, -1)).toEqual([
      `woocommerce,${LOST},${asOf},missing,42.00,0.00,USD`,
    ]);
    await recordedOnes(sales.length);
    expect((await recorded()).find(({ orderKey }) => orderKey === `woocommerce#${LOST}`)).toMatchObject({
      netMinor: 4200,
      counted: { state: "counted" },
    });
  });

  it("finds nothing more in the next look, and leaves no token in any file of the night", async () => {
    await rouse("nightly");
    const report = await published("report.html");
    expect(report).toContain("All 30 orders that WooCommerce told of are recorded as it has them.");
    expect(report).not.toContain("cs_a_secret");
  });
});
