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
  ])("leaves every other domain as it is written: %j", (written, key) => expect(normaliseEmail(written)).toBe(key));

  it.each(["", "ada", "ada@", "@mail.example", "a@b@c", "ada@a\u0338/b", undefined, null])(
    "takes %j for no address",
    (text) => expect(normaliseEmail(text)).toBeUndefined(),
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
    "dot@dd.example,",
    "dot@dd.example;",
    "dot@dd.example:",
    "dot@dd.example'",
    "(dot@dd.example)",
    "[dot@dd.example]",
    "{dot@dd.example}",
    '"dot@dd.example"',
    "„dot@dd.example“",
    "«dot@dd.example»",
    "「dot@dd.example」",
    "【dot@dd.example】",
    "，dot＠dd.example；",
    "dot@dd.example。",
    "dot@dd。example",
    "`dot@dd.example`",
    "_dot@dd.example_",
    "**dot@dd.example**",
    "mailto:dot@dd.example?subject=stop",
    "MAILTO://dot@dd.example",
    "mailto:%64ot%40dd.example",
    "dot@dd.example?subject=stop",
    "SMTP:dot@dd.example",
    "E-Mail: dot@dd.example",
    "Dot Lee <dot@dd.example>",
    "Lee, Dot <dot@dd.example>;",
    '"Lee, Dot" <dot@dd.example>',
    "'Dot' <mailto:dot@dd.example>",
    "点 ＜dot@dd.example＞",
    "<dot@dd.example> Dot Lee",
    "Dot Lee (dot@dd.example)",
    "dot@dd.example (Dot Lee)",
    "dot@dd.example <dot@dd.example>",
    "[dot@dd.example](mailto:dot@dd.example)",
    "<<dot@dd.example>>",
    '"dot"@dd.example',
    "d\u034fot@dd.example",
    "dot\ufe0f@dd.example",
    "dot@dd.example\u3164",
    "\u2800dot@dd.example",
    "dot@dd.example\u0000",
    "\ufffcdot@dd.example",
    "\u{e0020}dot@dd.example",
    "'dot'@dd.example",
    "<'dot'@dd.example>,",
    "'Dot' <'dot'@dd.example>",
    "mailto:?to=dot@dd.example",
    "mailto:?subject=stop&to=dot%40dd.example",
    "dot@dd.example…",
    "dot\ufe6bdd\ufe52example",
    "dot@dd｡example",
  ])("is the same mailbox: %j", (copied) => {
    expect(normaliseEmail(copied)).toBe("dot@dd.example");
  });

  it.each([
    ...["ann,lee@x.example", "ann;lee@x.example", "ann lee@x.example", "ann(lee)@x.example", "ann<lee@x.example"],
    ...["ann@x,example", "ann@x .example", "ann@ x.example", "ann@x.example|bo", "ann@x.example/bo", "ann@x..example"],
    ...["a@x.example,b@x.example", "a@x.example b@x.example", "a@x.example <b@x.example>", "<a@x.example> b@x.example"],
    ...["a@x.example (was b@x.example)", "ann: lee@x.example", "Ann lee@x.example", "ann@.example", "ann@[1.2.3.4]"],
    ...["http://ann@x.example", "ann:secret@x.example", '"ann lee"@x.example', "ann@x.example\\", "a\\b@x.example"],
    ...["''ann''@x.example", "'o'brien'@x.example", "'ann'@x.example'", "\u2018ann\u2019@x.example"],
    ...["mailto:?cc=ann@x.example", "mailto:ann@x.example?to=bo@x.example", "mailto:?to=ann@x.example&to=bo@x.example"],
    ...["?to=ann@x.example", "mailto:ann?subject=bo@x.example"],
    ...[
      "ann\u00b9@x.example",
      "ann@x.example\u2122",
      "\u2100nn@x.example",
      "ann@\u2460x.example",
      "\ufb01nn@x.example",
    ],
    ...[
      "\u{1d41a}nn@x.example",
      "ann\u00aa@x.example",
      "ann@x.example\u00b2",
      "ann@x\u2024example",
      "\u24d0nn@x.example",
    ],
    ...[
      `${"a".repeat(65)}@x.example`,
      `ann@${"x".repeat(256)}`,
      `${" ".repeat(2_000)}ann@x.example`,
      "@",
      "<>",
      "()@()",
    ],
  ])("is never another's for a sign that is left out: %j", (text) => expect(normaliseEmail(text)).toBeUndefined());

  it("is the mail's as well, or nobody's, where a domain would become another", () => {
    for (const domain of ["x.example\u2122", "x.example\u00b9", "\u2460x.example"])
      expect(mailableAddress(`ann@${domain}`)).toBeUndefined();
    expect(normaliseEmail("ann@น้ำ.example")).toBe(mailableAddress("ann@น้ำ.example"));
  });

  it("is read in no more time than a text of its length takes", () => {
    for (const sign of [".", ">", "(", "<a@", "?", "mailto:", "[a@b](", "@", "_", '"', "a."])
      expect(normaliseEmail(sign.repeat(2_000_000))).toBeUndefined();
    for (const sign of [".", ">", "(", "<a@", "?", "mailto:", "[a@b](", "@", "_", '"', "a.", "((a@b)"])
      for (let length = 900; length <= 1_000; length += 25) normaliseEmail(`x@${sign.repeat(1_000).slice(0, length)}`);
  });

  it("keeps what may be part of a mailbox's name", () => {
    expect(normaliseEmail("o'brien+tea@dd.example")).toBe("o'brien+tea@dd.example");
    expect(normaliseEmail("o’brien+tea@dd.example")).toBe("o'brien+tea@dd.example");
    for (const kept of [
      "_ann@dd.example",
      "ann_@dd.example",
      "*ann@dd.example",
      "ann/lee=x{1}@dd.example",
      "ann..lee.@dd.example",
    ])
      expect(normaliseEmail(kept)).toBe(kept);
    expect(normaliseEmail("ann@l·l.example")).toBe("ann@xn--ll-0ea.example");
  });
});
