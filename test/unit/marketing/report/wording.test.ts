import { describe, expect, it, test } from "vitest";
import { glossarySection } from "../../../../shared/marketing/report/glossary-section.ts";
import { rfmSection } from "../../../../shared/marketing/report/rfm-section.ts";
import { expectedMoney, money } from "../../../../shared/marketing/report/wording.ts";
import { listed, longDay, measured } from "../../../../shared/words/said.ts";
import { smallReportData } from "../../../support/report-data.ts";

describe("what the report writes", () => {
  it.each([
    [64_166_812, "EUR", "€642,000"],
    [12_871, "EUR", "€129"],
    [4_851, "EUR", "€48.50"],
    [641_668, "JPY", "¥642,000"],
    [0, "EUR", "€0"],
  ])("of money that is expected is three digits: %i minor of %s", (minor, currency, said) => {
    expect(expectedMoney(minor, currency)).toBe(said);
  });

  it("of money that was paid is all of it", () => {
    expect(money(64_166_812, "EUR")).toBe("€641,668");
  });

  it("has one form for a share, a day and a list", () => {
    expect([measured(0.385, 1), measured(0.12), longDay("2026-08-29"), listed([69, 134, 249]), listed([3])]).toEqual([
      "38.5%",
      "12%",
      "August 29, 2026",
      "69, 134 and 249",
      "3",
    ]);
  });
});

test("a value of a file looks like one among the words", () => {
  expect(glossarySection().markup).toContain("<code>yes</code>: has an address");
  expect(glossarySection().markup).not.toContain("`");
});

test("a frequency that nobody can score is explained, and only that", async () => {
  const data = await smallReportData();
  const withCodes = (rfmCodes: Record<string, number>) =>
    rfmSection({ ...data, tally: { ...data.tally, rfmCodes } }).markup;
  expect(withCodes({ "513": 4, "333": 4, "443": 1, "353": 2 })).toContain("Nobody scores 2 for frequency");
  expect(withCodes({ "513": 4, "323": 4, "433": 4, "443": 1, "353": 2 })).not.toContain("Nobody scores");
});
