import { describe, expect, it } from "vitest";
import type { WarmUp } from "../../../shared/model/warm-up.ts";
import { warmUpWords } from "../../../shared/words/warm-up-words.ts";

const said = (trend: WarmUp["trend"], number: number, waiting: number, came = { sent: 0, bounced: 0, complained: 0 }) =>
  warmUpWords({ warmUp: { number, trend, came }, waiting, growth: 1.5 }).map(({ en }) => en);

describe("what a night says of mail to dormant addresses", () => {
  it("says nothing where there was none and nobody waits", () => {
    expect(said("begins", 50, 0)).toEqual([]);
  });

  it("says its number, who waits, and when all would be through at best", () => {
    expect(said("begins", 50, 260)).toEqual([
      "Mail to dormant addresses begins with 50 a day.",
      "260 messages wait for that; growing as it does at best, all would be through in 3 days.",
    ]);
    expect(said("stands", 1, 1, { sent: 50, bounced: 0, complained: 1 })).toEqual([
      "Mail to dormant addresses stays at 1 a day: of 50 such mails since that began, in 14 days at most, 0 bounced and 1 was complained of.",
      "1 message waits for that; growing as it does at best, all would be through in 1 day.",
    ]);
    expect(said("grows", 75, 0, { sent: 100, bounced: 0, complained: 0 })).toEqual([
      "Mail to dormant addresses may go to 75 today, more than before: of 100 such mails since that began, in 14 days at most, 0 bounced and 0 were complained of.",
    ]);
  });

  it("says that it stopped, why, and how it goes on, also where nobody waits", () => {
    const [first, ...more] = said("stopped", 0, 12, { sent: 1_000, bounced: 70, complained: 0 });
    expect(first).toMatch(/^Mail to dormant addresses has stopped by itself: of 1,000 such mails .* 70 bounced/);
    expect(first).toContain("rouse release --warm-up");
    expect(more).toEqual(["12 messages wait for that."]);
    expect(said("stopped", 0, 0)).toHaveLength(1);
  });

  it("names no day where that is out of sight", () => {
    const waits = warmUpWords({
      ...{ warmUp: { number: 1, trend: "begins", came: { sent: 0, bounced: 0, complained: 0 } } as const },
      ...{ waiting: 1_000, growth: 1 },
    });
    expect(waits[1]?.en).toBe("1,000 messages wait for that.");
  });
});
