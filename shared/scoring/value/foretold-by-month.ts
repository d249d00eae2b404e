import type { KnownCustomers } from "../models/active-chances.ts";
import { expectedSpendMajor } from "../models/gamma-gamma.ts";
import { aheadWithin } from "../models/purchase-curve.ts";
import { DAYS_PER_WEEK } from "../models/purchase-data.ts";
import type { PurchaseModel } from "../models/purchase-model.ts";
import type { SpendInForce } from "../models/spend-in-force.ts";
import type { PastCells } from "../past-cuts/past-cells.ts";

/** Foretold of all customers of a day together, month after month. */
export type ForetoldMonths = { readonly purchases: Float64Array; readonly netMinor: Float64Array };

export type ForetellInput = {
  readonly model: PurchaseModel;
  readonly spend: SpendInForce;
  /** Cells of the day, and the middle of each. */
  readonly cells: PastCells;
  readonly known: KnownCustomers;
  readonly minorPerMajor: number;
  readonly months: number;
  readonly daysPerMonth: number;
};

/**
 * Purchases and net value that the models foretell of the customers of a day, in each month after it, not discounted. Customers of a cell go
 * by its middle, which moves a year's purchases by less than a hundredth. Of repeat days' net value cells know nothing: where spend goes by
 * these, their part of a cell's is taken to be that of its purchase days.
 */
export const foretoldByMonth = (input: ForetellInput): ForetoldMonths => {
  const { model, cells, known, months, daysPerMonth } = input;
  const weeksPerMonth = daysPerMonth / DAYS_PER_WEEK;
  const purchases = new Float64Array(months);
  const netMinor = new Float64Array(months);
  const until = new Float64Array(months);
  let [x, ageDays] = [-1, -1];
  let ahead = aheadWithin(model, 0, months * weeksPerMonth);
  for (let i = 0; i < known.length; i++) {
    if (known.repeats[i] !== x) ahead = aheadWithin(model, known.repeats[i] ?? 0, months * weeksPerMonth);
    if (known.repeats[i] !== x || known.ageDays[i] !== ageDays) {
      [x, ageDays] = [known.repeats[i] ?? 0, known.ageDays[i] ?? 0];
      for (let m = 0; m < months; m++) until[m] = ahead.expected(ageDays / DAYS_PER_WEEK, (m + 1) * weeksPerMonth);
    }
    const recencyWeeks = (known.recencyDays[i] ?? 0) / DAYS_PER_WEEK;
    const alive = (cells.customers[i] ?? 0) * model.pAlive(x, recencyWeeks, ageDays / DAYS_PER_WEEK);
    const spend = spendMinor(input, i);
    for (let m = 0; m < months; m++) {
      const made = alive * ((until[m] ?? 0) - (until[m - 1] ?? 0));
      purchases[m] = (purchases[m] ?? 0) + made;
      netMinor[m] = (netMinor[m] ?? 0) + made * spend;
    }
  }
  return { purchases, netMinor };
};

const spendMinor = ({ spend, cells, minorPerMajor }: ForetellInput, i: number): number => {
  const customers = cells.customers[i] ?? 1;
  const days = (cells.repeats[i] ?? 0) / customers + 1;
  const counted = days - 1 + spend.firstDays;
  const spentMajor = (Math.max(0, cells.netMinor[i] ?? 0) / customers / minorPerMajor) * (counted / days);
  return expectedSpendMajor(spend.params, counted, spentMajor) * minorPerMajor;
};
