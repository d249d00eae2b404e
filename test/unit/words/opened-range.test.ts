import { describe, expect, it } from "vitest";
import { openedWords } from "../../../shared/words/opened-range.ts";

describe("openedWords", () => {
  it("says which way a range reaches further, and that what it is of may be off the other way", () => {
    expect(openedWords({ low: 0.4, high: 1 })).toMatch(/further down.*too high\.$/);
    expect(openedWords({ low: 1, high: 2 })).toMatch(/further up.*too low\.$/);
    expect(openedWords({ low: 0.4, high: 2 })).toMatch(/both ways.*too high or too low\.$/);
  });

  it("says nothing of a range that is as the past has it", () => {
    expect(openedWords(undefined)).toBe("");
  });
});
