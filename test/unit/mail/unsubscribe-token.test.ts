import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readUnsubscribe, signUnsubscribe } from "../../../shared/mail/unsubscribe-token.ts";

const claim = { emailKey: "abcdefghijklmnopqrstuv", campaignId: "win-back" };
const token = signUnsubscribe(claim, "the link key");

describe("an unsubscribe token", () => {
  it("gives back what was signed, and is short enough for one header line", () => {
    expect(readUnsubscribe(token, "the link key")).toEqual(claim);
    expect(token.length).toBeLessThan(60);
    expect(encodeURIComponent(token)).toBe(token);
  });

  it("is void under another key, for another person and for another campaign", () => {
    expect(readUnsubscribe(token, "another key")).toBeUndefined();
    expect(readUnsubscribe(token.replace("abc", "abd"), "the link key")).toBeUndefined();
    expect(readUnsubscribe(token.replace("win-back", "birthday"), "the link key")).toBeUndefined();
  });

  it("is void with any character changed, cut or added", () => {
    for (let index = 0; index < token.length; index++) {
      const changed = `${token.slice(0, index)}${token[index] === "A" ? "B" : "A"}${token.slice(index + 1)}`;
      expect(readUnsubscribe(changed, "the link key")).toBeUndefined();
    }
    expect(readUnsubscribe(token.slice(0, -1), "the link key")).toBeUndefined();
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
