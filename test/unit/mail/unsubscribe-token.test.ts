import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localeNamedIn, readUnsubscribe, signUnsubscribe } from "../../../shared/mail/unsubscribe-token.ts";
import { localeSchema } from "../../../shared/model/written-text.ts";
import { often } from "../../support/often.ts";

const link = {
  emailKey: "abcdefghijklmnopqrstuv",
  campaignId: "win-back",
  locale: "zh-CN",
  address: "Ada@example.com",
};
const token = signUnsubscribe(link, "the link key");

describe("an unsubscribe token", () => {
  it("gives back what was signed, with the address masked, and is short enough for one header line", () => {
    expect(readUnsubscribe(token, "the link key")).toEqual({
      emailKey: link.emailKey,
      campaignId: "win-back",
      maskedAddress: "a…@example.com",
    });
    expect(localeNamedIn(token)).toBe("zh-CN");
    expect(token.length).toBeLessThan(100);
    expect(encodeURIComponent(token)).toBe(token);
  });

  it("is read in every language that a campaign may have", () => {
    const subtag = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    const named = fc
      .tuple(
        fc.constantFrom("en", "zh-Hans-CN", "ca-ES-valencia", "de-u-co-phonebk"),
        fc.array(subtag, { maxLength: 5 }),
      )
      .map(([language, own]) => [language, ...(own.length > 0 ? ["x", ...own] : [])].join("-"));
    const allowed = named.filter((locale) => localeSchema.safeParse(locale).success);
    fc.assert(
      fc.property(allowed, (locale) => {
        const signed = signUnsubscribe({ ...link, locale }, "the link key");
        expect(readUnsubscribe(signed, "the link key")).toEqual(readUnsubscribe(token, "the link key"));
        expect(localeNamedIn(signed)).toBe(locale);
      }),
      { numRuns: often(100), seed: 20261128, examples: [["en-x-abcdefgh-abcdefgh-abcdefgh-abc"]] },
    );
  });

  it("mailed by an earlier version stays good", () => {
    const earlier = "abcdefghijklmnopqrstuv.win-back.Eabu43CBs89jl45m";
    expect(readUnsubscribe(earlier, "the link key")).toEqual({ emailKey: link.emailKey, campaignId: "win-back" });
    expect(readUnsubscribe(earlier, "another key")).toBeUndefined();
  });

  it("tells nothing of the address to whoever lacks the key: no part of it, and not how long it is", () => {
    const of = (address: string) => signUnsubscribe({ ...link, address }, "the link key");
    const decoded = token.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1"));
    expect([token, ...decoded].join("\n")).not.toContain("example");
    expect(of("a@x.io").length).toBe(of("ada@example.com").length);
    const sealed = ["key-one", "key-two"].map(
      (emailKey) => signUnsubscribe({ ...link, emailKey }, "the link key").split(".")[3],
    );
    expect(sealed[0]).not.toBe(sealed[1]);
  });

  it("is the same for every spelling of one address, and every time", () => {
    for (const address of [" ada@EXAMPLE.com", "ADA@example.com"]) {
      expect(signUnsubscribe({ ...link, address }, "the link key")).toBe(token);
    }
  });

  it("masks any address, however long or strange", () => {
    const masked = (address: string) =>
      readUnsubscribe(signUnsubscribe({ ...link, address }, "the link key"), "the link key")?.maskedAddress;
    expect(masked("x@example.com")).toBe("x…@example.com");
    expect(masked("王@bücher.example")).toBe("王…@xn--bcher-kva.example");
    const domain = `${"d".repeat(60)}.${"e".repeat(60)}.${"f".repeat(60)}.${"g".repeat(58)}.example`;
    expect(masked(`a@${domain}`)).toBe(`a…@${domain}`);
  });

  it("is void under another key, for another person, campaign or language, and with another address's seal", () => {
    expect(readUnsubscribe(token, "another key")).toBeUndefined();
    for (const [part, other] of [
      ["abc", "abd"],
      ["win-back", "birthday"],
      ["zh-CN", "zh-TW"],
    ] as const) {
      expect(readUnsubscribe(token.replace(part, other), "the link key")).toBeUndefined();
    }
    const foreign = signUnsubscribe({ ...link, emailKey: "another-person", address: "b@example.com" }, "the link key");
    const swapped = token.split(".").map((part, index) => (index === 3 ? foreign.split(".")[3] : part));
    expect(readUnsubscribe(swapped.join("."), "the link key")).toBeUndefined();
  });

  it("is void with any character changed, and cut at any place or added to", () => {
    for (let index = 0; index < token.length; index++) {
      const changed = `${token.slice(0, index)}${token[index] === "A" ? "B" : "A"}${token.slice(index + 1)}`;
      expect(readUnsubscribe(changed, "the link key")).toBeUndefined();
      expect(readUnsubscribe(token.slice(0, index), "the link key")).toBeUndefined();
    }
    expect(readUnsubscribe(`${token}A`, "the link key")).toBeUndefined();
  });

  it("never throws, whatever the path holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(readUnsubscribe(text, "the link key")).toBeUndefined();
      }),
      { seed: 20261121 },
    );
  });
});
