import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeMime, type Letter, partsOf } from "../../../shared/mail/compose-mime.ts";
import { often } from "../../support/often.ts";

/** What mails are made of, and what is awkward in one: long lines, soft breaks, blanks at the end of a line, other scripts, line ends of any kind. */
const piece = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom(
    "Hello Ada,",
    "好久不见",
    "Žlutý kůň",
    "🎂👨‍👩‍👧",
    "a".repeat(75),
    "a".repeat(76),
    "=".repeat(90),
    "é".repeat(40),
  ),
  fc.constantFrom(" ", "  ", "\t", "\n", "\r\n", "\n\n", " \n", ".\n", "=3D", "<p style='color:#000'>", "&amp;"),
);
const lines = fc.array(piece, { maxLength: 60 }).map(
  (pieces) =>
    `${pieces
      .join("")
      .replaceAll(/\r(?!\n)/g, "")
      .trim()}\n`,
);
const word = fc.string({ unit: "grapheme", maxLength: 60 });

const letter: fc.Arbitrary<Letter> = fc.record({
  from: fc.record({ name: word, email: fc.constantFrom("hello@shop.example", "post@bücher.example") }),
  to: fc.constantFrom("ada@mail.example", "zoë@müller.example"),
  replyTo: fc.option(fc.constant("care@shop.example"), { nil: undefined }),
  subject: word,
  text: lines,
  html: lines,
  language: fc.constantFrom("en", "zh-CN"),
  unsubscribeUrl: fc.option(fc.constant(`https://mail.example/u/${"x".repeat(90)}`), { nil: undefined }),
  date: fc.constant("2026-11-21T03:31:00.000Z"),
  seed: fc.stringMatching(/^[0-9a-f]{32}$/),
});

describe("a letter written out", () => {
  it("has the very bytes that the library's streams make of it", async () => {
    await fc.assert(
      fc.asyncProperty(letter, async (one) => {
        const streamed: Buffer = await partsOf(one).build();
        expect(Buffer.from(composeMime(one)).toString("utf8")).toBe(streamed.toString("utf8"));
      }),
      { seed: 20_261_130, numRuns: often(300) },
    );
  });
});
