import { describe, expect, it } from "vitest";
import { smsLength } from "../../../shared/campaigns/sms-length.ts";

describe("smsLength", () => {
  it.each<[string, string, "GSM-7" | "UCS-2", number]>([
    ["nothing", "", "GSM-7", 1],
    ["what fills one message of the GSM alphabet", "a".repeat(160), "GSM-7", 1],
    ["one character more: two, which are numbered", "a".repeat(161), "GSM-7", 2],
    ["what fills two", "a".repeat(306), "GSM-7", 2],
    ["one more than that", "a".repeat(307), "GSM-7", 3],
    ["umlauts, which are of it", "ä".repeat(160), "GSM-7", 1],
    ["a euro sign, which takes two places", `${"a".repeat(158)}€`, "GSM-7", 1],
    ["a euro sign where one place is left", `${"a".repeat(159)}€`, "GSM-7", 2],
    [
      "a euro sign that does not fit the first of two: it stays whole",
      `${"a".repeat(152)}€${"a".repeat(152)}`,
      "GSM-7",
      3,
    ],
    ["Chinese", "您".repeat(70), "UCS-2", 1],
    ["one character more", "您".repeat(71), "UCS-2", 2],
    ["one character that is not of it, among many that are", `${"a".repeat(70)}č`, "UCS-2", 2],
    ["emoji, of two units each", "🙂".repeat(35), "UCS-2", 1],
    ["emoji that are not cut between two", "🙂".repeat(67), "UCS-2", 3],
  ])("counts %s", (_what, text, alphabet, segments) => expect(smsLength(text)).toEqual({ alphabet, segments }));
});
