import { describe, expect, it } from "vitest";
import { personName } from "../../../shared/mail/person-name.ts";

describe("personName", () => {
  it.each([
    ["J. R. Smith"],
    ["J.R.R. Tolkien"],
    ["St. John"],
    ["Jean-Luc"],
    ["O'Neil"],
    ["Ní Dhomhnaill"],
    ["Müller-Lüdenscheidt"],
    ["陳大文"],
    ["Jordi Col·lell"],
    ["阿卜杜拉·买买提"],
    ["ジャン・リュック"],
    ["Nguyễn Thị"],
    ["สมชาย"],
    ["علی\u200cرضا"],
    ["王 3rd"],
    ["Axel G:son"],
    ["Louis 14"],
  ])("keeps %s as it was written", (name) => {
    expect(personName(` ${name} `)).toBe(name);
  });

  it.each([
    ["evil.com"],
    ["Evil.COM now"],
    ["evil。com"],
    ["evil．com"],
    ["evil｡com"],
    ["evil\u2024com"],
    ["e\u200bvil.com"],
    ["evil\u200b.\u2060com"],
    ["evil.\ufe0fcom"],
    ["evil\u0000.com"],
    ["ｅｖｉｌ．ｃｏｍ"],
    ["𝐞𝐯𝐢𝐥.𝐜𝐨𝐦"],
    ["邪悪.コム"],
    ["evil.xn--p1ai"],
    ["127.0.0.10"],
    ["www.evil"],
    ["evil.com/x"],
    ["evil/x"],
    ["evil\\x"],
    ["Win at https://evil"],
    ["ada@evil"],
    ["ada＠evil"],
    ["Ann\nhttp"],
    ["Ann\u2028Bo"],
    ["加微信 8812345"],
    ["加QQ ８８１２３"],
    ["Call +1 800 555 0199"],
    ["(800) 555-0199"],
    ["WhatsApp 0-8-0-0-1-2-3-4"],
    ["0 eight 8 0 or 0 1"],
    ["٠١٢٣ ٤٥"],
    ["①②③④⑤"],
    ["tel:+1800"],
    ["mailto:a"],
    ["=?utf-8?q?evil=2Ecom_win?="],
    ["=\u200b?utf-8?b?ZXZpbC5jb20=?="],
    ["x".repeat(101)],
    ["\u200b\u2060"],
    ["\u3164"],
    ["\u200d"],
    [undefined],
  ])("keeps nothing of %j", (name) => {
    expect(personName(name)).toBe("");
  });

  it("takes away what would turn the text around it, or cannot be seen", () => {
    expect(personName("\u202eAda\u2069\ufeff")).toBe("Ada");
    expect(personName("Ada\tMaria\u0007")).toBe("Ada Maria");
  });
});
