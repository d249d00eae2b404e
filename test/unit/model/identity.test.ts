import { describe, expect, it } from "vitest";
import { mailableAddress } from "../../../shared/mail/mailable-address.ts";
import { normaliseEmail } from "../../../shared/model/identity.ts";

describe("normaliseEmail", () => {
  it.each([
    ["zoe@exämple.com", "zoe@xn--exmple-cua.com"],
    ["li@例子.公益", "li@xn--fsqu00a.xn--55qw42g"],
    ["Ada@ｅｘａｍｐｌｅ.com", "ada@example.com"],
    ["ada@exam\u00adple.com", "ada@example.com"],
  ])("takes %s and %s for one mailbox, as the mail does", (written, mailed) => {
    expect(normaliseEmail(written)).toBe(mailed);
    expect(normaliseEmail(mailableAddress(written))).toBe(mailed);
  });

  it.each([
    [" Ada.Love+Shop@Mail.Example ", "ada.love+shop@mail.example"],
    ["ada@0x7f.1", "ada@0x7f.1"],
    ["ada@a\u0338/b", "ada@a\u0338/b"],
  ])("leaves every other domain as it is written: %j", (written, key) => expect(normaliseEmail(written)).toBe(key));

  it.each(["", "ada", "ada@", "@mail.example", "a@b@c", undefined, null])("takes %j for no address", (text) =>
    expect(normaliseEmail(text)).toBeUndefined(),
  );
});

describe("an address as it is copied", () => {
  it.each([
    "mailto:dot@dd.example",
    "dot@dd.example.",
    "\u200bdot@dd.example",
    "ｄｏｔ@dd.example",
    "'dot@dd.example",
    "<Dot@dd.example>",
  ])("is the same mailbox: %j", (copied) => {
    expect(normaliseEmail(copied)).toBe("dot@dd.example");
  });

  it("keeps what may be part of a mailbox's name", () => {
    expect(normaliseEmail("o'brien+tea@dd.example")).toBe("o'brien+tea@dd.example");
  });
});
