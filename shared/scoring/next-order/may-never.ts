import type { NextOrderProof } from "../../model/next-order.ts";
import type { HeldBackCells } from "../held-back/held-back-cells.ts";
import { DAYS_PER_WEEK } from "../models/purchase-data.ts";
import type { PurchaseModel } from "../models/purchase-model.ts";
import type { NextWait } from "./next-wait.ts";

const BINS = 10;

/**
 * `may_never_return` against time held back. Nobody's "never" is ever seen; what it implies is: of customers with equal chance to
 * return, so many times the share who wait no longer than the horizon should have bought within it. By tenths of the chance.
 */
export const mayNeverBins = (
  cells: HeldBackCells,
  model: PurchaseModel,
  wait: NextWait,
): NextOrderProof["mayNever"] => {
  const bins = Array.from({ length: BINS }, () => ({ customers: 0, expected: 0, actual: 0 }));
  for (let i = 0; i < cells.length; i++) {
    const x = cells.repeats[i] ?? 0;
    const age = cells.ageDays[i] ?? 0;
    const alive = model.pAlive(x, (cells.recencyDays[i] ?? 0) / DAYS_PER_WEEK, age / DAYS_PER_WEEK);
    const again = alive * wait.everIfAlive(x, age);
    const bin = bins[Math.min(BINS - 1, Math.floor(BINS * (1 - again)))];
    const customers = cells.count[i] ?? 0;
    // Stryker disable next-line ConditionalExpression: every chance lies in a tenth; the compiler cannot see it
    if (bin === undefined) continue;
    bin.customers += customers;
    bin.expected += customers * again * wait.shareWithin(x, age, cells.horizonDays);
    if (cells.nextDay[i] !== 0) bin.actual += customers;
  }
  return bins.map((bin, at) => ({ from: at / BINS, to: (at + 1) / BINS, ...bin }));
};
