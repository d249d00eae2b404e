import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { refusal } from "../../../../infra/local/web/guard.ts";
import { withLinksHere } from "../../../../infra/local/web/inbox-pages.ts";
import { curlCommand, shellWord, type WriteSample, webhooksPage } from "../../../../infra/local/web/webhooks-page.ts";
import { html } from "../../../../shared/model/html.ts";

describe("html", () => {
  it("escapes every value and keeps markup of its own", () => {
    const name = `<img src=x onerror="alert('1')">&`;
    expect(html`<p title="${name}">${[html`<b>${name}</b>`, undefined, 3]}</p>`.markup).toBe(
      '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">' +
        "<b>&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</b>3</p>",
    );
  });
});

describe("a kept mail", () => {
  it("leads to where the system answers now, and leaves every other link alone", () => {
    const mail =
      "http://127.0.0.1:4000/u/t1 <http://localhost:9/r/t2> http://127.0.0.1:4000/other https://shop.test/u/t3 http://evil.test/?http://127.0.0.1/u/t";
    expect(withLinksHere(mail, "http://127.0.0.1:5000")).toBe(
      "http://127.0.0.1:5000/u/t1 <http://127.0.0.1:5000/r/t2> http://127.0.0.1:4000/other https://shop.test/u/t3 http://evil.test/?http://127.0.0.1/u/t",
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
  it("becomes a command whose words survive a shell, whatever is in them", () => {
    const body = `{"name":"O'Neil $HOME \`id\` \\"}`;
    expect(execFileSync("sh", ["-c", `printf %s ${shellWord(body)}`], { encoding: "utf8" })).toBe(body);
    expect(curlCommand("http://x", { a: "b" }, "{}")).toBe(
      "curl -i -X POST 'http://x' \\\n  -H 'a: b' \\\n  --data-binary '{}'",
    );
  });
});

describe("the page with the webhooks", () => {
  const secrets = {
    read: (arn: string) => (arn === "arn:1" ? '{"current":"the secret"}' : undefined),
  };
  const on = { url: "http://127.0.0.1:4000", at: new Date("2026-11-21T10:00:00Z") };
  const shown = '{"shopify":"arn:1","standard":"arn:2"}';

  it("has for each source the address, the secret, what that is, and a command with the sample handed in", () => {
    const writeSample: WriteSample = (source, { secret, at }) => ({
      title: `The shop ${source}`,
      secretMeans: "It is what it is.",
      body: `{"at":"${at}"}`,
      headers: { signature: `of ${secret}` },
    });
    const page = String(webhooksPage(secrets, shown, { ...on, writeSample }).body);
    expect(page).toContain("The shop shopify");
    expect(page).toContain("http://127.0.0.1:4000/webhooks/shopify");
    expect(page).toContain("It is what it is.");
    expect(page).toContain("signature: of the secret");
    expect(page).toContain("2026-11-21T10:00:00.000Z");
    expect(page).toContain("Its secret has no value on this machine yet.");
  });

  it("has addresses and secrets alone where no sample is handed in", () => {
    const page = String(webhooksPage(secrets, shown, { ...on, writeSample: undefined }).body);
    expect(page).toContain("the secret");
    expect(page).not.toContain("<pre");
  });
});
