import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { refusal } from "../../../../infra/local/web/guard.ts";
import { sampleOrder } from "../../../../infra/local/web/sample-orders.ts";
import { signedHeaders } from "../../../../infra/local/web/sign-sample.ts";
import { curlCommand, shellWord } from "../../../../infra/local/web/webhooks-page.ts";
import { html } from "../../../../shared/model/html.ts";
import { webhookSourceSchema } from "../../../../shared/model/order.ts";
import { settingsSchema } from "../../../../shared/model/settings.ts";
import { readIntent } from "../../../../shared/sources/read-intent.ts";
import { isBesideCheckout, readBeside } from "../../../support/beside-checkout.ts";

const at = new Date("2026-11-21T10:00:00Z");

describe("html", () => {
  it("escapes every value and keeps markup of its own", () => {
    const name = `<img src=x onerror="alert('1')">&`;
    expect(html`<p title="${name}">${[html`<b>${name}</b>`, undefined, 3]}</p>`.markup).toBe(
      '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">' +
        "<b>&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</b>3</p>",
    );
  });
});

describe("refusal", () => {
  const ask = (method: string, host: string, origin?: string) =>
    refusal({ method, headers: { host, ...(origin && { origin }) } }, "4000");

  it("lets this machine read the page by either of its names", () => {
    expect(ask("GET", "127.0.0.1:4000")).toBeUndefined();
    expect(ask("GET", "localhost:4000")).toBeUndefined();
  });

  it("refuses a host name that was pointed here from outside", () => {
    expect(ask("GET", "evil.example:4000")).toBeDefined();
    expect(ask("GET", "127.0.0.1:80")).toBeDefined();
  });

  it("takes a form from the page itself and from nowhere else", () => {
    expect(ask("POST", "127.0.0.1:4000", "http://127.0.0.1:4000")).toBeUndefined();
    expect(ask("POST", "127.0.0.1:4000", "https://evil.example")).toBeDefined();
    expect(ask("POST", "127.0.0.1:4000", "null")).toBeDefined();
    expect(ask("POST", "127.0.0.1:4000")).toBeDefined();
  });
});

describe("the sample of a source", () => {
  it.each(webhookSourceSchema.options)("is an order in the shop's currency, for %s", (source) => {
    const body = Buffer.from(sampleOrder(source, at, "EUR"));
    const topics = { shopify: "orders/create", woocommerce: "order.created", standard: "order.updated" };
    const received = { source, topic: topics[source], receivedAt: at.toISOString(), body };
    const intent = readIntent(received, settingsSchema.parse({}));
    expect(intent).toMatchObject({ kind: "order", facts: { totalMinor: 4200, currency: "EUR", test: false } });
  });

  it("becomes a command whose words survive a shell, whatever is in them", () => {
    const body = `{"name":"O'Neil $HOME \`id\` \\"}`;
    expect(execFileSync("sh", ["-c", `printf %s ${shellWord(body)}`], { encoding: "utf8" })).toBe(body);
    expect(curlCommand("http://x", { a: "b" }, "{}")).toBe(
      "curl -i -X POST 'http://x' \\\n  -H 'a: b' \\\n  --data-binary '{}'",
    );
  });
});

describe("signedHeaders", () => {
  const file = "payloads/vectors/hmac_vectors.json";
  const schema = z.array(
    z.looseObject({ scheme: z.string(), secret: z.string(), body: z.string(), signature: z.string() }),
  );
  const there = isBesideCheckout("published signature vectors", file);
  const vectors = there ? schema.parse(JSON.parse(readBeside(file))) : [];

  it.skipIf(vectors.length === 0)("signs as the published vectors of Standard Webhooks and Shopify do", () => {
    const standard = vectors.find(({ scheme }) => scheme.startsWith("standard-webhooks"));
    const shopify = vectors.find(({ scheme }) => scheme.startsWith("shopify"));
    const sample = { id: String(standard?.id), at: new Date(Number(standard?.timestamp) * 1000) };
    const headers = signedHeaders("standard", standard?.secret ?? "", standard?.body ?? "", sample);
    expect(headers["webhook-signature"]).toBe(standard?.signature);
    expect(signedHeaders("shopify", shopify?.secret ?? "", shopify?.body ?? "", sample)["x-shopify-hmac-sha256"]).toBe(
      shopify?.signature,
    );
  });

  it("signs for WooCommerce as test case 2 of RFC 4231 has it", () => {
    const headers = signedHeaders("woocommerce", "Jefe", "what do ya want for nothing?", { id: "1", at });
    expect(Buffer.from(headers["x-wc-webhook-signature"] ?? "", "base64").toString("hex")).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
  });
});
