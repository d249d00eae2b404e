import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mailOfClick, readClick, signClick } from "../../../shared/mail/click-token.ts";
import { linkMac } from "../../../shared/mail/link-mac.ts";
import { signUnsubscribe } from "../../../shared/mail/unsubscribe-token.ts";
import { signHold } from "../../../shared/marketing/hold-token.ts";
import { signReport } from "../../../shared/marketing/report-token.ts";
import { often } from "../../support/often.ts";

const key = "the link key of tests";
const link = {
  target: "https://teapot.example/tea?a=1&b=%E8%8C%B6#top",
  campaignId: "win-back",
  message: "0123456789abcdef0123456789abcdef",
  writtenAt: Date.parse("2026-11-21T09:00:00.000Z") / 1000,
};
const token = signClick(link, key);
const forged = (said: unknown) => {
  const text = Buffer.from(JSON.stringify(said), "utf8").toString("base64url");
  return `${text}.${linkMac("click", text, key)}`;
};

describe("a counted link's token", () => {
  it("gives back what was signed, and nothing of whom it was mailed to", () => {
    expect(readClick(token, key)).toEqual(link);
    expect(mailOfClick(link)).toEqual({ day: "2026-11-21", campaignId: "win-back", message: link.message });
    expect(encodeURIComponent(token)).toBe(token);
    const test = { ...link, message: undefined };
    expect(readClick(signClick(test, key), key)).toEqual(test);
    expect(mailOfClick(test)).toBeUndefined();
  });

  it("is read where it is whole, ours and for this, and nowhere else", () => {
    const wrong = [
      ...Array.from(token, (_, length) => token.slice(0, length)),
      ...Array.from(token, (letter, at) => `${token.slice(0, at)}${letter === "a" ? "b" : "a"}${token.slice(at + 1)}`),
      `${token}=`,
      `${token}a`,
      ` ${token}`,
      `${token}\n`,
      signClick(link, "another key"),
      `${Buffer.from(JSON.stringify(["https://evil.example/", "win-back", link.message, link.writtenAt])).toString("base64url")}.${token.split(".")[1]}`,
      signHold({ expiresAt: 1_800_000_000 }, key),
      signReport({ asOf: "2026-11-20", expiresAt: 1_800_000_000 }, key),
      signUnsubscribe({ emailKey: "key-a", campaignId: "win-back", locale: "en", address: "a@b.example" }, key),
    ];
    for (const text of wrong) expect([text, readClick(text, key)]).toEqual([text, undefined]);
  });

  it("leads to web pages alone, even where somebody with the key signed otherwise", () => {
    for (const target of ["javascript:alert(1)", "data:text/html,x", "//evil.example", "/", ""])
      expect(readClick(forged([target, "win-back", "m", 1]), key)).toBeUndefined();
    for (const said of [[], {}, null, ["https://a.example", "win-back", "m"], ["https://a.example", 1, 2, "3"]])
      expect(readClick(forged(said), key)).toBeUndefined();
  });

  it("is read again whatever it says", () => {
    const any = fc.record({
      target: fc.webUrl({ withQueryParameters: true, withFragments: true }),
      campaignId: fc.stringMatching(/^[a-z][a-z0-9-]{0,39}$/),
      message: fc.constantFrom(undefined, link.message),
      writtenAt: fc.nat(4_000_000_000),
    });
    fc.assert(
      fc.property(any, (one) => {
        expect(readClick(signClick(one, key), key)).toEqual(one);
      }),
      { numRuns: often(100), seed: 20261130 },
    );
  });
});
