import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { composeMime, type Letter } from "../../../shared/mail/compose-mime.ts";

const letter = (more: Partial<Letter> = {}): Letter => ({
  from: { name: "Linden & Loom", email: "hello@shop.example" },
  to: "ada@mail.example",
  subject: "It has been a while",
  text: "Hello Ada,\nplain.",
  html: "<p>Hello Ada</p>",
  language: "en",
  unsubscribeUrl:
    "https://abcdefghij.execute-api.eu-central-1.amazonaws.com/u/0123456789012345678901.win-back.0123456789012345",
  date: "2026-11-21T03:31:00.000Z",
  seed: "0123456789abcdef",
  ...more,
});
const compose = async (more: Partial<Letter> = {}) => Buffer.from(composeMime(letter(more))).toString("latin1");
const headersOf = (raw: string) => raw.slice(0, raw.indexOf("\r\n\r\n"));

describe("composeMime", () => {
  it("puts the text before the HTML, in UTF-8, with lines that end in CRLF", async () => {
    const raw = await compose({ text: "你好 Zoë\nالسلام", html: "<p>你好</p>" });
    expect(raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(raw.indexOf("Content-Type: text/plain; charset=utf-8")).toBeLessThan(
      raw.indexOf("Content-Type: text/html; charset=utf-8"),
    );
    expect(headersOf(raw)).toMatch(/Content-Type: multipart\/alternative;/);
    const mail = await PostalMime.parse(raw);
    expect(mail.text?.trim()).toBe("你好 Zoë\nالسلام");
    expect(mail.html?.trim()).toBe("<p>你好</p>");
  });

  it("gives the same bytes for the same letter, and others for another", async () => {
    expect(await compose()).toBe(await compose());
    expect(await compose({ seed: "other" })).not.toBe(await compose());
  });

  it("names sender, reader and reply address, and encodes what is not ASCII", async () => {
    const mail = await PostalMime.parse(
      await compose({
        from: { name: "瞌睡商店", email: "hello@shop.example" },
        replyTo: "care@shop.example",
        subject: "广告 好久不见，期待您回来 ☀️",
      }),
    );
    expect(mail.from).toMatchObject({ name: "瞌睡商店", address: "hello@shop.example" });
    expect(mail.to).toMatchObject([{ address: "ada@mail.example" }]);
    expect(mail.replyTo).toMatchObject([{ address: "care@shop.example" }]);
    expect(mail.subject).toBe("广告 好久不见，期待您回来 ☀️");
    expect(mail.messageId).toBe("<0123456789abcdef@shop.example>");
    expect(mail.date).toBe("2026-11-21T03:31:00.000Z");
  });

  it.each(["=?utf-8?q?evil=2Ecom_win?=", "=?utf-8?b?ZXZpbC5jb20=?= Zoë"])(
    "shows %s in a subject or a name as it stands there, and not what it would encode",
    async (text) => {
      const raw = await compose({
        subject: `Hi ${text} and welcome`,
        from: { name: text, email: "hello@shop.example" },
      });
      const mail = await PostalMime.parse(raw);
      const seen = (shown: string | undefined) => shown?.replaceAll("\u2060", "");
      expect(seen(mail.subject)).toBe(`Hi ${text} and welcome`);
      expect(seen(mail.from?.name)).toBe(text);
      expect(headersOf(raw)).not.toContain(text);
    },
  );

  it("lets nothing in a subject, a name or a language become a header of its own", async () => {
    const raw = await compose({
      subject: "Hello\r\nBcc: victim@mail.example\r\n\r\n<p>body</p>",
      from: { name: 'Shop"\r\nX-Evil: 1', email: "hello@shop.example" },
      language: "en\r\nX-Evil: 2",
    });
    expect(headersOf(raw)).not.toMatch(/^(Bcc|X-Evil):/im);
    const mail = await PostalMime.parse(raw);
    expect(mail.subject).toBe("Hello Bcc: victim@mail.example <p>body</p>");
    expect(mail.bcc).toBeUndefined();
    expect(mail.html?.trim()).toBe("<p>Hello Ada</p>");
  });

  it("carries the two headers of one-click unsubscribing, the link once and in one piece", async () => {
    const headers = headersOf(await compose());
    const link = letter().unsubscribeUrl;
    expect(headers).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
    expect(headers.match(/^List-Unsubscribe:/gm)).toHaveLength(1);
    expect(headers).toContain(`<${link}>`);
    expect(headers.split("\r\n").every((line) => line.length <= 998)).toBe(true);
  });

  it("leaves them out of mail that is no marketing, such as the notice of a night", async () => {
    expect(headersOf(await compose({ unsubscribeUrl: undefined }))).not.toMatch(/List-Unsubscribe/);
  });

  it("reads no file and no URL that a template might name", async () => {
    const raw = await compose({ html: '<img src="file:///etc/passwd"><img src="https://x.example/a.png">' });
    expect((await PostalMime.parse(raw)).attachments).toEqual([]);
  });
});
