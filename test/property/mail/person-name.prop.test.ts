import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { personName } from "../../../shared/mail/person-name.ts";

const runs = { numRuns: 2_000, seed: 20261128 };
const unseen = fc.constantFrom(
  "\u200b",
  "\u200c",
  "\u200d",
  "\u2060",
  "\u00ad",
  "\ufeff",
  "\u034f",
  "\ufe0f",
  "\u0007",
);
const dot = fc.constantFrom(".", "。", "｡", "．", "\u2024");
const label = fc
  .array(fc.constantFrom(..."abcxyz09éß汉ハд"), { minLength: 2, maxLength: 8 })
  .map((one) => one.join(""));
const strewn = (text: string) =>
  fc
    .array(fc.option(unseen, { nil: "" }), { minLength: [...text].length, maxLength: [...text].length })
    .map((between) => [...text].map((character, at) => `${character}${between[at]}`).join(""));
const around = fc.constantFrom("", "Ada ", "see ", "点击");
const anyText = fc.string({
  unit: fc.oneof(fc.constantFrom(..."ab.@/:。．\n\u200b \u0301"), fc.string({ unit: "binary", maxLength: 1 })),
});

describe("a name fit for a greeting", () => {
  it("is never a host name, whichever dots it is written with and whatever is strewn between", () => {
    const host = fc
      .tuple(label, dot, label)
      .map((parts) => parts.join(""))
      .chain(strewn);
    fc.assert(
      fc.property(around, host, around, (before, name, after) => {
        expect(personName(before + name + after)).toBe("");
      }),
      runs,
    );
  });

  it("shows nothing that a mail client could make a link of, and stays one line, whatever was typed", () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const shown = personName(typed);
        const seen = shown.normalize("NFKC").replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "");
        expect(seen.replaceAll("。", ".")).not.toMatch(/[^\s.]\.[\p{L}\p{N}-]{2,}|[@/]/u);
        expect(shown).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(shown.length).toBeLessThanOrEqual(100);
      }),
      runs,
    );
  });

  it("is the same when it is read again", () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        expect(personName(personName(typed))).toBe(personName(typed));
      }),
      runs,
    );
  });
});
