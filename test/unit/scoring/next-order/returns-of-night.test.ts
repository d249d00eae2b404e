import { describe, expect, it } from "vitest";
import { once } from "../../../../shared/runtime/once.ts";
import { returnsOfNight } from "../../../../shared/scoring/next-order/returns-of-night.ts";
import { yearsOfNight } from "../../../../shared/scoring/next-order/years-of-night.ts";
import { heldBackOfNight } from "../../../support/held-back-shops.ts";
import { christmasYears, simulateYears } from "../../../support/simulate-years.ts";

type HeldYears = Parameters<typeof yearsOfNight>[0];

const AS_OF_DAY = 1200;
const asOf = "1973-04-15";
const heldBack = once(() => heldBackOfNight(simulateYears(christmasYears, 3000, AS_OF_DAY, 5), AS_OF_DAY, false));
const returns = (
  historyDays: number,
  chosen: Parameters<typeof yearsOfNight>[2] = "mbgnbd",
  held: HeldYears = heldBack(),
) => returnsOfNight(asOf, yearsOfNight(held, historyDays, chosen));

describe("what the last whole year says of who comes back", () => {
  it("is of whoever was known a year before, by the day", () => {
    const { lastYear } = heldBack();
    const said = returns(1200);
    expect(said?.cut).toBe("1972-04-15");
    expect(said?.historyDays).toBe(835);
    expect(said?.customers).toBe(lastYear?.customers.reduce((sum, customers) => sum + customers, 0));
    expect(said?.buyers).toBe(lastYear?.returned.reduce((sum, returned) => sum + returned, 0));
    expect(said?.weight).toBe(1);
  });

  it.each(["mbgnbd", "bgnbd", "pnbd"] as const)("is learned for whichever model is in force: %s", (chosen) => {
    const said = returns(1200, chosen);
    expect(said?.intercept).not.toBe(0);
    expect(Math.abs(said?.intercept ?? 9)).toBeLessThan(1);
    const expected = said?.bins.reduce((sum, { plain }) => sum + plain, 0) ?? 0;
    expect(expected / (said?.buyers ?? 0)).toBeGreaterThan(0.8);
  });

  it("is proved by the year before where that has a quarter before it", () => {
    const isProved = (historyDays: number) => returns(historyDays)?.bins.every(({ foretold }) => foretold !== null);
    expect(isProved(820)).toBe(true);
    expect(isProved(819)).toBe(false);
  });

  it("is nothing without a quarter before the year, customers known by then, or a model", () => {
    expect(returns(455)).not.toBeNull();
    expect(returns(454)).toBeNull();
    expect(returns(1200, "none")).toBeNull();
    const few = heldBackOfNight(simulateYears(christmasYears, 140, AS_OF_DAY, 5), AS_OF_DAY, false);
    expect(few.lastYear?.customers.reduce((sum, customers) => sum + customers, 0)).toBeLessThan(100);
    expect(returns(1200, "mbgnbd", few)).toBeNull();
    expect(returns(1200, "mbgnbd", {})).toBeNull();
  });

  it("is nothing where no model could have been fitted a year before", () => {
    const once = Array.from({ length: 400 }, (_, i) => [{ day: i, orders: 1, netMinor: 100 }]);
    expect(returns(1200, "mbgnbd", heldBackOfNight(once, AS_OF_DAY, false))).toBeNull();
  });
});
