import { describe, expect, it } from "vitest";
import { mailableAddress } from "../../../shared/mail/mailable-address.ts";

describe("mailableAddress", () => {
  it.each([
    ["ada@mail.example", "ada@mail.example"],
    [" Ada.Love+shop@Mail.example ", "Ada.Love+shop@mail.example"],
    ["zoe@exämple.com", "zoe@xn--exmple-cua.com"],
    ["li@例子.公益", "li@xn--fsqu00a.xn--55qw42g"],
  ])("takes %s as %s", (given, expected) => expect(mailableAddress(given)).toBe(expected));

  it.each([
    [undefined],
    [""],
    ["ada"],
    ["ada@"],
    ["@mail.example"],
    ["ada@mail"],
    ["a b@mail.example"],
    ["ada@mail.example, eve@mail.example"],
    ["ada@mail.example\r\nBcc: eve@mail.example"],
    ["Ada <ada@mail.example>"],
    ["用户@mail.example"],
    ["ada@mail.example/path"],
    ["ada@eve@mail.example"],
    [`${"a".repeat(250)}@mail.example`],
  ])("takes %j as no address", (given) => expect(mailableAddress(given)).toBeUndefined());
});
