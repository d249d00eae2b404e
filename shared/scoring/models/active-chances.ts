import { DAYS_PER_WEEK } from "./purchase-data.ts";
import type { PurchaseModel } from "./purchase-model.ts";

/** Customers by (x, t_x, T), spans in days: `Cells`, `HeldBackCells` without their end, or customers one by one. */
export type KnownCustomers = {
  readonly length: number;
  readonly repeats: Int32Array;
  readonly recencyDays: Int32Array;
  readonly ageDays: Int32Array;
};

/** P(at least one purchase in `horizonDays`) of each entry. What entries have in common with the one before is had once. */
export const activeChances = (model: PurchaseModel, known: KnownCustomers, horizonDays: number): Float64Array => {
  const chances = new Float64Array(known.length);
  const horizonWeeks = horizonDays / DAYS_PER_WEEK;
  let active = 0;
  let chance = 0;
  for (let i = 0; i < known.length; i++) {
    const x = known.repeats[i] ?? 0;
    const ageWeeks = (known.ageDays[i] ?? 0) / DAYS_PER_WEEK;
    const recencyWeeks = (known.recencyDays[i] ?? 0) / DAYS_PER_WEEK;
    const sameAge = known.repeats[i] === known.repeats[i - 1] && known.ageDays[i] === known.ageDays[i - 1];
    const same = sameAge && known.recencyDays[i] === known.recencyDays[i - 1];
    if (!sameAge) active = model.pActiveIfAlive(x, ageWeeks, horizonWeeks);
    if (!same) chance = active * model.pAlive(x, recencyWeeks, ageWeeks);
    chances[i] = chance;
  }
  return chances;
};
