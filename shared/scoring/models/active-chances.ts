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
  let [x, ageDays, recencyDays] = [-1, -1, -1];
  let [active, chance] = [0, 0];
  for (let i = 0; i < known.length; i++) {
    const sameAge = known.repeats[i] === x && known.ageDays[i] === ageDays;
    const same = sameAge && known.recencyDays[i] === recencyDays;
    x = known.repeats[i] ?? 0;
    ageDays = known.ageDays[i] ?? 0;
    recencyDays = known.recencyDays[i] ?? 0;
    const ageWeeks = ageDays / DAYS_PER_WEEK;
    if (!sameAge) active = model.pActiveIfAlive(x, ageWeeks, horizonWeeks);
    if (!same) chance = active * model.pAlive(x, recencyDays / DAYS_PER_WEEK, ageWeeks);
    chances[i] = chance;
  }
  return chances;
};
