import { describe, expect, it } from "vitest";
import { isClean, mostOf } from "../../../shared/campaigns/harm.ts";
import { warmUpNumber } from "../../../shared/campaigns/warm-up-number.ts";

const rule = { start: 50, growth: 1.5 };
const came = (sent: number, bounced = 0, complained = 0) => ({ sent, bounced, complained });
const numberAfter = (number: number, mails: number, of: ReturnType<typeof came>) => {
  const { came: _, ...today } = warmUpNumber({ number, mails }, of, rule);
  return today;
};

describe("isClean", () => {
  it("takes so few bounces for no chance that mail at 4 % would show as few in one case of twenty", () => {
    const atMost = (found: number, sent: number): number => {
      let term = (1 - mostOf.bounced) ** sent;
      let sum = 0;
      for (let k = 0; k <= found; k++) {
        sum += term;
        term *= ((sent - k) / (k + 1)) * (mostOf.bounced / (1 - mostOf.bounced));
      }
      return sum;
    };
    for (const sent of [50, 73, 74, 117, 118, 500, 2_000])
      for (const bounced of [0, 1, 2, 10, 60])
        expect([sent, bounced, isClean(came(sent, bounced))]).toEqual([sent, bounced, atMost(bounced, sent) < 0.05]);
  });

  it("knows nothing of no mail, and of mail that all came back", () => {
    expect(isClean(came(0))).toBe(false);
    expect(isClean(came(3, 3))).toBe(false);
    expect(isClean(came(3, 5))).toBe(false);
  });

  it("takes a complaint for chance where there was mail enough for one", () => {
    expect(isClean(came(100, 0))).toBe(true);
    expect(isClean(came(60, 0, 1))).toBe(false);
    expect(isClean(came(500, 0, 1))).toBe(true);
    expect(isClean(came(300, 0, 2))).toBe(false);
  });
});

describe("the number of dormant addresses that mail may go to in a day", () => {
  it("begins with the start", () => {
    expect(warmUpNumber(undefined, came(0), rule)).toEqual({ number: 50, trend: "begins", came: came(0) });
  });

  it("stands still while too little is known, and grows by what went out once it is known to be clean", () => {
    expect(numberAfter(50, 50, came(50))).toEqual({ number: 50, trend: "stands" });
    expect(numberAfter(50, 50, came(100))).toEqual({ number: 75, trend: "grows" });
    expect(numberAfter(75, 75, came(175, 3))).toEqual({ number: 75, trend: "stands" });
    expect(numberAfter(75, 75, came(175, 2))).toEqual({ number: 112, trend: "grows" });
  });

  it("does not grow by what nobody needed, and never falls while nothing is wrong", () => {
    expect(numberAfter(1_000, 0, came(1_000))).toEqual({ number: 1_000, trend: "stands" });
    expect(numberAfter(1_000, 600, came(1_000))).toEqual({ number: 1_000, trend: "stands" });
    expect(numberAfter(1_000, 800, came(1_000))).toEqual({ number: 1_200, trend: "grows" });
  });

  it("stops where too much came back, and begins anew when that is out of sight", () => {
    expect(numberAfter(400, 400, came(1_000, 70))).toEqual({ number: 0, trend: "stopped" });
    expect(numberAfter(400, 400, came(1_000, 0, 5))).toEqual({ number: 0, trend: "stopped" });
    expect(numberAfter(0, 0, came(1_000, 70))).toEqual({ number: 0, trend: "stopped" });
    expect(numberAfter(0, 0, came(0))).toEqual({ number: 50, trend: "begins" });
  });
});
