import { describe, expect, it } from "vitest";
import { isAlreadyWritten, writtenEarlierOn } from "../../../shared/campaigns/already-written.ts";
import type { CountedMessage } from "../../../shared/campaigns/counted-message.ts";
import { birthday, winBack } from "../../support/notify-world.ts";

const about = (occurrence: string, more: Partial<CountedMessage> = {}): CountedMessage => ({
  emailKey: "key-a",
  messageKey: `win-back#first#${occurrence}`,
  asOf: "2026-11-20",
  claimedAt: "2026-11-21T03:31:00.000Z",
  state: "sent",
  ...more,
});
const spell = (occurrence: string, lastDay: string | undefined = occurrence) => ({
  candidate: winBack("a", occurrence),
  trigger: { on: "tier-entered" as const, tiers: ["asleep" as const] },
  emailKey: "key-a",
  lastDay,
});

describe("isAlreadyWritten", () => {
  it("knows a message about the same spell, at whichever address", () => {
    expect(isAlreadyWritten(about("2026-09-01"), spell("2026-09-01"))).toBe(true);
    expect(isAlreadyWritten(about("2026-09-01", { emailKey: "key-old" }), spell("2026-09-01"))).toBe(true);
  });

  it("takes the spell that a refund moved back for the one that was written about", () => {
    expect(isAlreadyWritten(about("2026-09-01"), spell("2026-05-01"))).toBe(true);
  });

  it("takes a purchase after the message for the beginning of a new spell", () => {
    expect(isAlreadyWritten(about("2026-09-01"), spell("2026-12-10"))).toBe(false);
    expect(isAlreadyWritten(about("2026-09-01"), spell("2026-11-21"))).toBe(false);
  });

  it("asks for a purchase after the message, also where an earlier one became known only later", () => {
    expect(isAlreadyWritten(about("2026-09-01"), spell("2026-10-15"))).toBe(true);
  });

  it("goes by the last purchase that still counts, also where the refund came after the scores", () => {
    const between = about("2026-03-01", { asOf: "2026-06-20" });
    expect(isAlreadyWritten(between, spell("2026-09-01"))).toBe(false);
    expect(isAlreadyWritten(between, spell("2026-09-01", "2026-03-01"))).toBe(true);
    const nothingCounts = { ...spell("2026-09-01"), lastDay: undefined };
    expect(isAlreadyWritten(between, nothingCounts)).toBe(true);
  });

  it("asks of other campaigns and steps nothing, and of a birthday its own year alone", () => {
    expect(
      isAlreadyWritten(about("2026-09-01", { messageKey: "win-back#second#2026-09-01" }), spell("2026-09-01")),
    ).toBe(false);
    const year = {
      candidate: birthday("a"),
      trigger: { on: "birthday" as const },
      emailKey: "key-a",
      lastDay: "2026-09-01",
    };
    expect(isAlreadyWritten(about("", { messageKey: "birthday#first#2026" }), year)).toBe(true);
    const yearBefore = { messageKey: "birthday#first#2025", asOf: "2025-11-20" };
    expect(isAlreadyWritten(about("", yearBefore), year)).toBe(false);
  });

  describe("of a day that returns each year", () => {
    const returns = (year: string, dueUntil: string) => ({
      candidate: { ...birthday("a"), occurrence: year, dueUntil },
      trigger: { on: "birthday" as const },
      emailKey: "key-a",
      lastDay: "2026-09-01",
    });
    const written = (year: string, asOf: string) => about("", { messageKey: `birthday#first#${year}`, asOf });

    it("knows a birthday that was corrected across New Year, in both directions", () => {
      expect(isAlreadyWritten(written("2026", "2026-12-29"), returns("2027", "2027-01-08"))).toBe(true);
      expect(isAlreadyWritten(written("2027", "2027-01-01"), returns("2026", "2027-01-05"))).toBe(true);
    });

    it("writes about the next one, a year later, though the last was written on its last day", () => {
      expect(isAlreadyWritten(written("2026", "2027-01-05"), returns("2027", "2028-01-06"))).toBe(false);
      expect(isAlreadyWritten(written("2026", "2026-12-29"), returns("2027", "2028-01-05"))).toBe(false);
    });
  });

  it("takes a refused mail for unwritten, but at the very address that it was refused for", () => {
    const refused = { state: "refused" } as const;
    expect(isAlreadyWritten(about("2026-09-01", refused), spell("2026-09-01"))).toBe(true);
    expect(isAlreadyWritten(about("2026-09-01", { ...refused, emailKey: "key-old" }), spell("2026-09-01"))).toBe(false);
    expect(isAlreadyWritten(about("2026-09-01", refused), spell("2026-05-01"))).toBe(false);
  });
});

describe("writtenEarlierOn", () => {
  const on = (messages: readonly CountedMessage[]) =>
    writtenEarlierOn(messages, spell("2026-09-01"), { asOf: "2026-11-20" });

  it("says on which day another night wrote it", () => {
    expect(on([about("2026-09-01", { asOf: "2026-11-18" })])).toBe("2026-11-19");
    expect(on([about("2026-05-01", { asOf: "2026-11-18" }), about("2026-09-01", { asOf: "2026-11-17" })])).toBe(
      "2026-11-18",
    );
  });

  it("says nothing of what this night wrote, say to a customer who is the same person, nor of what nobody wrote", () => {
    expect(on([about("2026-09-01")])).toBeUndefined();
    expect(on([about("2026-09-01"), about("2026-09-01", { asOf: "2026-11-18" })])).toBeUndefined();
    expect(on([about("2026-01-01", { asOf: "2026-08-31" })])).toBeUndefined();
  });
});
