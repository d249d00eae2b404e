import { expect, test } from "vitest";
import { remarksOf, sentenceOf } from "../../../cli/system/night-outcome.ts";
import { nothingWaits } from "../../../shared/model/waiting.ts";

const night = {
  runId: "2026-11-20-2",
  asOf: "2026-11-20",
  customers: 7,
  written: 1,
  writtenBefore: 0,
  inProgress: 0,
  wouldBeMail: 0,
  importMet: { whenPlanned: false, held: 0 },
  files: 9,
  told: 0,
  unsent: { mails: 0, refusals: [], notice: false },
  waiting: nothingWaits,
};

test("a night names the mails that another run had begun, and what to do about them", () => {
  const stuck = { ...night, inProgress: 1_002 };
  expect(sentenceOf(stuck)).toContain("1 mail sent, 1,002 in progress, 9 files published");
  expect(remarksOf(stuck)).toEqual([
    expect.stringMatching(/^1,002 mails had been begun .* 16 minutes .*rouse nightly/),
  ]);
});

test("a night without such mails says nothing of them", () => {
  expect(sentenceOf(night)).toBe(
    "Night 2026-11-20-2 for 2026-11-20: 7 customers scored, 1 mail sent, 9 files published.",
  );
  expect(remarksOf(night)).toEqual([]);
});
