import { YEAR_DAYS } from "../../model/rule-limits.ts";
import type { Day } from "../../model/time.ts";
import type { ValueByMonth } from "../../model/value-range.ts";
import { MONTH_DAYS } from "../past-cuts/past-cut-days.ts";
import { addDays } from "../summaries/epoch-day.ts";
import { DAYS_PER_MONTH } from "./clv.ts";
import type { ForetoldMonths } from "./foretold-by-month.ts";
import { type CutOutcome, likenessOf, YEAR_MONTHS } from "./past-outcomes.ts";

/** Purchases at which a month of the past counts for half: fewer could be as many by chance. */
const HALF_BELIEVED = 20;
/** A month of the past tells of a month to come as far as they lie so many days apart in the year. */
const APART_DAYS = 10;

export type ByMonthInput = {
  readonly asOf: Day;
  /** Value of all customers, which the months add up to. */
  readonly totalMinor: number;
  readonly discountRatePerMonth: number;
  /** What the models foretell of tonight's customers, in months of the horizon, not discounted. */
  readonly foretold: ForetoldMonths;
  readonly seasonKnown: boolean;
  readonly outcomes: readonly CutOutcome[];
};

/**
 * The shop's value month by month. Models know no season: they foretell a little less each month. Where the season is known, each month is
 * moved by what its part of the year brought, in purchases, over what models had foretold for it at cuts of tonight's season a year and two
 * ago; the level of a year is left to the models, so that only the shape is the season's.
 */
export const valueByMonth = (input: ByMonthInput): ValueByMonth => {
  const { asOf, totalMinor, discountRatePerMonth, foretold, seasonKnown, outcomes } = input;
  const years = seasonKnown ? outcomes.filter(({ came }) => came.purchases.length >= YEAR_MONTHS) : [];
  const factors = seasonOf(years, foretold.netMinor.length);
  const worth = Array.from(
    foretold.netMinor,
    (minor, m) => (minor * (factors[m] ?? 1)) / (1 + discountRatePerMonth) ** (m + 1),
  );
  const until = (months: number) => addDays(asOf, Math.round(months * DAYS_PER_MONTH));
  return {
    seasonal: years.length > 0,
    months: shared(totalMinor, worth).map((expectedMinor, m) => ({
      from: addDays(until(m), 1),
      to: until(m + 1),
      expectedMinor,
    })),
  };
};

/** What each month of the horizon is moved by. */
const seasonOf = (years: readonly CutOutcome[], months: number): number[] =>
  Array.from({ length: months }, (_, month) => {
    const middle = (month + 0.5) * DAYS_PER_MONTH;
    let [came, foretold] = [HALF_BELIEVED, HALF_BELIEVED];
    for (const year of years) {
      const level = levelOf(year);
      for (let m = 0; m < YEAR_MONTHS; m++) {
        const weight = likenessOf(year.daysBefore) * nearness((m + 0.5) * MONTH_DAYS - year.daysBefore - middle);
        came += weight * (year.came.purchases[m] ?? 0);
        foretold += weight * level * (year.foretold.purchases[m] ?? 0);
      }
    }
    return came / foretold;
  });

/** What came in a year over what was foretold for it. */
const levelOf = ({ came, foretold }: CutOutcome): number => {
  const year = (values: ArrayLike<number>) =>
    Array.from(values)
      .slice(0, YEAR_MONTHS)
      .reduce((sum, value) => sum + value, 0);
  return year(came.purchases) / Math.max(Number.MIN_VALUE, year(foretold.purchases));
};

const nearness = (daysApart: number): number => {
  const into = ((daysApart % YEAR_DAYS) + YEAR_DAYS) % YEAR_DAYS;
  return Math.exp(-0.5 * (Math.min(into, YEAR_DAYS - into) / APART_DAYS) ** 2);
};

/** A total in whole units, shared out in proportion; what rounding leaves is where it was largest. */
const shared = (total: number, parts: readonly number[]): number[] => {
  const sum = parts.reduce((all, part) => all + part, 0);
  let [before, given] = [0, 0];
  return parts.map((part) => {
    before += part;
    const until = sum > 0 ? Math.round((total * before) / sum) : 0;
    const mine = until - given;
    given = until;
    return mine;
  });
};
