import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type UnsubscribeRequest, unsubscribe } from "../../../functions/unsubscribe/unsubscribe.ts";
import { nobodysKey, signUnsubscribe } from "../../../shared/mail/unsubscribe-token.ts";
import { settingsSchema } from "../../../shared/model/settings.ts";
import { fakeSuppressions } from "../../support/fake-suppressions.ts";

const linkKey = "the link key of tests";
const link = { emailKey: "key-a", campaignId: "win-back", locale: "en", address: "ada@example.com" };
const token = signUnsubscribe(link, linkKey);
const unknown = signUnsubscribe(link, "another key");
/** As mails of an earlier version have it: without language and address. */
const earlier = "key-a.win-back.12qFSjfNh0ZOnlTx";

const world = (settings: Record<string, unknown> = {}) => {
  const { suppress, readSuppressions, rows } = fakeSuppressions();
  const ask = (request: Partial<UnsubscribeRequest>) =>
    unsubscribe(
      { method: "GET", token, acceptLanguage: undefined, ...request },
      {
        readKeys: async () => ({ identityKey: "the identity key", linkKey }),
        readSettings: async () => settingsSchema.parse({ shop: { name: "Linden & <Loom>" }, ...settings }),
        suppress,
        readSuppressions,
        now: () => "2026-11-21T09:00:00.000Z",
      },
    );
  return { ask, suppress, rows };
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

  it("of a test mail asks as any other, and its button stops nobody's mail", async () => {
    const { ask, rows } = world();
    const ofTest = signUnsubscribe({ ...link, emailKey: nobodysKey(link.emailKey) }, linkKey);
    expect((await ask({ token: ofTest })).body).toContain("Stop our mail?");
    const { status, body } = await ask({ method: "POST", token: ofTest });
    expect([status, body]).toEqual([200, expect.stringContaining("<h1>This was a test mail</h1>")]);
    expect(rows.size).toBe(0);
  });

  it("gives the same answer the second time", async () => {
    const { ask, rows } = world();
    const first = await ask({ method: "POST" });
    expect(await ask({ method: "POST" })).toEqual(first);
    expect(rows.size).toBe(1);
  });

  it("says that it is done already when it is opened again, and offers no button", async () => {
    const { ask } = world();
    await ask({ method: "POST" });
    const { status, body } = await ask({});
    expect(status).toBe(200);
    expect(body).toContain("<h1>Already done</h1>");
    expect(body).not.toContain("<form");
  });

  it.each([
    ["complained", false],
    ["erased", false],
    ["bounced", true],
  ] as const)("whose address is suppressed because it %s: asks %s", async (reason, asks) => {
    const { ask, suppress } = world();
    await suppress({ emailKey: "key-a", reason, at: "2026-11-20T09:00:00.000Z" });
    expect((await ask({})).body.includes("<form")).toBe(asks);
  });

  it("shows which mailbox it is about, masked, on every page that knows it", async () => {
    const { ask } = world();
    for (const method of ["GET", "POST", "GET"]) {
      const { body } = await ask({ method });
      expect(body).toContain("a…@example.com");
      expect(body).not.toContain("ada@");
    }
  });

  it("in a mail of an earlier version works as it did, without naming the mailbox", async () => {
    const { ask, rows } = world();
    expect((await ask({ token: earlier })).body).toContain("<h1>Stop our mail?</h1>");
    expect((await ask({ token: earlier, method: "POST" })).body).toContain("<h1>Done</h1>");
    expect([...rows.keys()]).toEqual(["key-a"]);
  });

  it.each(["GET", "HEAD", "POST"])(
    "that is not as we mailed it is told so to a %s, and does nothing",
    async (method) => {
      const { ask, rows } = world({ mail: { sender: { email: "tea@example.com" } } });
      const cut = [1, 8, 20, token.length - 1].map((length) => token.slice(0, length));
      for (const other of [unknown, ...cut, `${token}.`, "", "x", "../../etc", "é.win-back.0123456789012345"]) {
        const { status, headers, body } = await ask({ method, token: other });
        expect(status).toBe(404);
        expect(headers).not.toHaveProperty("location");
        expect(body).toContain("<h1>This link is not complete</h1>");
        expect(body).toContain('<a href="mailto:tea@example.com">tea@example.com</a>');
        expect(body).not.toMatch(/<form|@example\.com<\/bdi>/);
      }
      expect(rows.size).toBe(0);
    },
  );

  it("names the address for replies where the shop has one", async () => {
    const { ask } = world({ mail: { replyTo: "hello@example.com" } });
    expect((await ask({ token: "cut" })).body).toContain("mailto:hello@example.com");
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
        readSuppressions: async () => new Map(),
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
  ])(
    "of a mail in no language of ours speaks, to a browser that wants %s of a shop in %s, %s",
    async (acceptLanguage, defaultLocale, expected) => {
      const inFrench = signUnsubscribe({ ...link, locale: "fr" }, linkKey);
      for (const token of [inFrench, earlier, "cut"]) {
        const { headers } = await world({ defaultLocale }).ask({ acceptLanguage, token });
        expect(headers["content-language"]).toBe(expected);
      }
      const { headers, body } = await world({ defaultLocale }).ask({ acceptLanguage, token: inFrench });
      expect(headers["content-language"]).toBe(expected);
      expect(body).toContain(`<html lang="${expected}">`);
    },
  );

  it.each([
    ["zh-CN", "zh-CN"],
    ["zh-SG", "zh-CN"],
    ["en-GB", "en"],
  ])("of a mail in %s, whole or cut short, speaks %s, whatever the browser wants", async (locale, expected) => {
    const { ask } = world();
    for (const acceptLanguage of ["en", "zh-CN", undefined]) {
      const whole = signUnsubscribe({ ...link, locale }, linkKey);
      for (const token of [whole, whole.slice(0, -5)]) {
        const { headers } = await ask({ acceptLanguage, token });
        expect(headers["content-language"]).toBe(expected);
      }
    }
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
