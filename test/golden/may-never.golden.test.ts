import { describe, expect, it } from "vitest";
import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import { hasReference, readCdnow } from "../support/cdnow.ts";
import { foretellReturns, worstDecile } from "../support/foretell-returns.ts";
import { hasOnlineRetail, readOnlineRetail } from "../support/online-retail.ts";
import { christmasYears, evenYears, seldomYears, simulateYears } from "../support/simulate-years.ts";

type Known = { readonly nextDay: number | undefined };
const comesWithin =
  (days: number) =>
  ({ nextDay }: Known): boolean =>
    nextDay !== undefined && nextDay <= days;

describe("who may never return, on shops whose future is known", () => {
  it.each([
    ["an even shop", evenYears, 1400, 1],
    ["one with a Christmas", christmasYears, 1000, 1],
    ["one with a Christmas", christmasYears, 1400, 2],
    ["one where people buy seldom", seldomYears, 1000, 3],
  ])(
    "%s: every tenth stays away as often as it was to, and comes within a year as often",
    (_, truth, history, seed) => {
      const customers = simulateYears(truth, 60_000, 2 * history, seed);
      const { foretold, reachDays, returns, statements } = foretellReturns(customers, history);
      expect(Math.abs(reachDays - history)).toBeLessThan(3);
      expect(returns?.historyDays).toBe(reachDays - 365);
      const stays = (one: Known) => !comesWithin(reachDays)(one);
      const never = worstDecile(foretold, ({ mayNever }) => mayNever, stays);
      const year = worstDecile(foretold, ({ withinYear }) => withinYear, comesWithin(365));
      expect(never).toBeLessThan(0.05);
      expect(year).toBeLessThan(0.05);
      expect(statements.map(({ code }) => code)).not.toContain("may-never-off");
      if (truth === evenYears) return;
      // The model by itself takes the weeks before Christmas for everybody's own doing.
      expect(never).toBeLessThan(worstDecile(foretold, ({ plainNever }) => plainNever, stays));
    },
  );
});

/** Where the log ends before a year is over, chances of a year are carried to its end as the model's own are. */
const worstUntilEnd = (customers: Parameters<typeof foretellReturns>[0], asOf: string, end: string) => {
  const days = toEpochDay(end) - toEpochDay(asOf);
  const { foretold, returns, reachDays, statements } = foretellReturns(customers, toEpochDay(asOf));
  const chance = ({ withinYear, plainWithin }: (typeof foretold)[number]) =>
    (withinYear * plainWithin(days)) / plainWithin(365);
  return {
    worst: worstDecile(foretold, chance, comesWithin(days)),
    plain: worstDecile(foretold, ({ plainWithin }) => plainWithin(days), comesWithin(days)),
    returns,
    reachDays,
    codes: statements.map(({ code }) => code),
  };
};

describe.skipIf(!hasOnlineRetail)("who may never return, of Online Retail II", () => {
  const end = "2011-12-09";

  it.each([
    ["2011-05-09", 0.06],
    ["2011-06-09", 0.043],
    ["2011-07-15", 0.063],
  ])("%s: every tenth comes until the log ends as often as it was to, within a tenth", (asOf, measured) => {
    const { worst, returns } = worstUntilEnd(readOnlineRetail(), asOf, end);
    expect(worst).toBeLessThan(0.1);
    expect(worst).toBeCloseTo(measured, 3);
    // A cut with little history behind it teaches little.
    expect(returns?.weight).toBeLessThan(0.4);
  });

  it("2010-12-09, with a year of history: is not said, since the model by itself would be wrong by more than a fifth", () => {
    const { plain, returns, reachDays, codes } = worstUntilEnd(readOnlineRetail(), "2010-12-09", end);
    expect(returns).toBeNull();
    expect(codes).toContain("may-never-unknown");
    expect(reachDays).toBe(373);
    expect(plain).toBeGreaterThan(0.2);
  });

  it("2011-12-09, with two years: the year held back says how far the model was off, and is taken over by half", () => {
    const { returns } = foretellReturns(readOnlineRetail(), toEpochDay(end));
    expect(returns).toMatchObject({ cut: "2010-12-09", customers: 4312, historyDays: 373 });
    expect(returns?.weight).toBeCloseTo(0.511, 3);
    expect(returns?.intercept).toBeCloseTo(-0.397, 3);
    expect(returns?.slope).toBeCloseTo(0.87, 2);
  });
});

describe.skipIf(!hasReference)("who may never return, of CDNOW", () => {
  const everybody = () => [...readCdnow("master").values()];

  it("1998-04-30: every tenth comes until the log ends as often as it was to, within 5 points", () => {
    const { worst } = worstUntilEnd(everybody(), "1998-04-30", "1998-06-30");
    expect(worst).toBeLessThan(0.05);
    expect(worst).toBeCloseTo(0.041, 3);
  });

  it("1997-06-30, with half a year of history: is not said, since the model by itself would be wrong by a sixth", () => {
    const { plain, returns, codes } = worstUntilEnd(everybody(), "1997-06-30", "1998-06-30");
    expect(returns).toBeNull();
    expect(codes).toContain("may-never-unknown");
    expect(plain).toBeGreaterThan(0.15);
  });
});
