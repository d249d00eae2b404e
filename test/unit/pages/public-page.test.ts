import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { html } from "../../../shared/model/html.ts";
import { publicPage } from "../../../shared/pages/public-page.ts";

const page = publicPage({
  status: 410,
  locale: "en",
  title: "It's <over>",
  shop: "Linden & <Loom>",
  body: html`<p>${"a < b"}</p>`,
});

describe("publicPage", () => {
  it("answers with its status, a document in its language, and every text escaped", () => {
    expect(page.status).toBe(410);
    expect(page.headers).toMatchObject({ "content-type": "text/html; charset=utf-8", "content-language": "en" });
    expect(page.body).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page.body).toContain("<h1>It&#39;s &lt;over&gt;</h1>");
    expect(page.body).toContain("Linden &amp; &lt;Loom&gt;");
    expect(page.body).toContain("<p>a &lt; b</p>");
  });

  it("lets a browser apply its own style and do nothing else", () => {
    const style = /<style>([\s\S]*)<\/style>/.exec(page.body)?.[1] ?? "";
    const digest = createHash("sha256").update(style).digest("base64");
    expect(page.headers["content-security-policy"]).toBe(
      `default-src 'none'; style-src 'sha256-${digest}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    );
    expect(page.body).not.toMatch(/<script|\sstyle=|\son\w+=|https?:/);
  });

  it("is kept by no cache and no search engine, and tells no other site where its reader came from", () => {
    expect(page.headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex, nofollow",
    });
  });

  it("has no line for the shop where none is named", () => {
    const { body } = publicPage({ status: 404, locale: "en", title: "Gone", body: html`<p>Gone</p>` });
    expect(body).not.toContain('class="quiet"');
  });
});
