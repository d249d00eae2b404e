import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type UnsubscribeRequest, unsubscribe } from "../../../functions/unsubscribe/unsubscribe.ts";
import { signUnsubscribe } from "../../../shared/mail/unsubscribe-token.ts";
import { settingsSchema } from "../../../shared/model/settings.ts";
import { fakeSuppressions } from "../../support/fake-suppressions.ts";

const linkKey = "the link key of tests";
const token = signUnsubscribe({ emailKey: "key-a", campaignId: "win-back" }, linkKey);
const unknown = signUnsubscribe({ emailKey: "key-a", campaignId: "win-back" }, "another key");

const world = (settings: Record<string, unknown> = {}) => {
  const suppressions = fakeSuppressions();
  const ask = (request: Partial<UnsubscribeRequest>) =>
    unsubscribe(
      { method: "GET", token, acceptLanguage: undefined, ...request },
      {
        readKeys: async () => ({ identityKey: "the identity key", linkKey }),
        readSettings: async () => settingsSchema.parse({ shop: { name: "Linden & <Loom>" }, ...settings }),
        suppress: suppressions.suppress,
        now: () => "2026-11-21T09:00:00.000Z",
      },
    );
  return { ask, rows: suppressions.rows };
};

describe("an unsubscribe link", () => {
  it("asks when it is opened, and changes nothing, however often a scanner opens it", async () => {
    const { ask, rows } = world();
    for (const method of ["GET", "GET", "HEAD"]) expect((await ask({ method })).status).toBe(200);
    const { body } = await ask({});
    expect(body).toContain('<form method="post">');
    expect(body).toContain('name="List-Unsubscribe" value="One-Click"');
    expect(rows.size).toBe(0);
  });

  it("acts on POST, at once and for good", async () => {
    const { ask, rows } = world();
    const { status, body } = await ask({ method: "POST" });
    expect(status).toBe(200);
    expect(body).toContain("<h1>Done</h1>");
    expect(body).not.toContain("<form");
    expect([...rows.values()]).toEqual([
      { emailKey: "key-a", reason: "unsubscribed", at: "2026-11-21T09:00:00.000Z", campaign: "win-back" },
    ]);
  });

  it("gives the same answer the second time", async () => {
    const { ask, rows } = world();
    const first = await ask({ method: "POST" });
    expect(await ask({ method: "POST" })).toEqual(first);
    expect(rows.size).toBe(1);
  });

  it("gives the same answer for a token that is not ours, and does nothing", async () => {
    const { ask, rows } = world();
    for (const method of ["GET", "POST"]) {
      const known = await ask({ method });
      rows.clear();
      for (const other of [unknown, "", "x", "../../etc", "é.win-back.0123456789012345"]) {
        expect(await ask({ method, token: other })).toEqual(known);
        expect(rows.size).toBe(0);
      }
    }
  });

  it("lets a failed write be an error, so that the mail client tries again", async () => {
    const failing = unsubscribe(
      { method: "POST", token, acceptLanguage: undefined },
      {
        readKeys: async () => ({ identityKey: "the identity key", linkKey }),
        readSettings: async () => settingsSchema.parse({}),
        suppress: async () => {
          throw new Error("the table is away");
        },
        now: () => "2026-11-21T09:00:00.000Z",
      },
    );
    await expect(failing).rejects.toThrow("the table is away");
  });

  it("takes no other method", async () => {
    const { ask, rows } = world();
    const { status, headers } = await ask({ method: "DELETE" });
    expect([status, headers.allow]).toEqual([405, "GET, HEAD, POST"]);
    expect(rows.size).toBe(0);
  });

  it.each([
    ["zh-CN,zh;q=0.9,en;q=0.8", "en", "zh-CN"],
    ["fr-FR, en;q=0.4, zh-CN;q=0.6", "en", "zh-CN"],
    ["zh-TW", "zh-CN", "zh-CN"],
    ["fr", "en", "en"],
    ["zh-CN;q=0", "en", "en"],
    ["*", "zh-CN", "zh-CN"],
    [undefined, "zh-CN", "zh-CN"],
    [undefined, "ja", "en"],
    [";;;,q=1,\u0000", "en", "en"],
  ])("speaks, to a browser that wants %s of a shop in %s, %s", async (acceptLanguage, defaultLocale, expected) => {
    const { headers, body } = await world({ defaultLocale }).ask({ acceptLanguage });
    expect(headers["content-language"]).toBe(expected);
    expect(body).toContain(`<html lang="${expected}">`);
  });

  it("is never stored, framed, indexed or redirected, and runs nothing", async () => {
    const { status, headers, body } = await world().ask({});
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex, nofollow",
    });
    const policy = headers["content-security-policy"] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? "";
    expect(policy).toContain(`style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`);
    expect(body).not.toMatch(/<script|\sstyle=|https?:/);
    expect(body).toContain("Linden &amp; &lt;Loom&gt;");
  });
});
