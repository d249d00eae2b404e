import type { Floors, TierCuts, TierRuleName } from "../../model/tier-proof.ts";
import type { KnownCustomers } from "../models/active-chances.ts";
import { beyondFloors, ceilingDays, leastOver } from "./floors-and-ceilings.ts";
import { ownInterval, rawMeasure, type TierModels } from "./tier-meter.ts";

/** Customers of a night or a cut, with the odds against each one's purchase within 90 days; NaN where there is no MBG/NBD. */
export type KnownWithOdds = { readonly known: KnownCustomers; readonly odds: Float64Array };

/**
 * What a rule measures of each; -1 of those whom a floor keeps awake, wherever the cuts lie. Where these are given, no less than a ceiling
 * makes it.
 */
export const measuresOf = (
  rule: TierRuleName,
  { known, odds }: KnownWithOdds,
  models: TierModels,
  floors: Floors,
  cuts?: TierCuts,
): Float64Array => {
  const raw = rawMeasure({ rule }, models);
  const measures = new Float64Array(known.length);
  for (let i = 0; i < known.length; i++) {
    const recencyDays = known.recencyDays[i] ?? 0;
    const daysSilent = (known.ageDays[i] ?? 0) - recencyDays;
    const against = odds[i] ?? Number.NaN;
    const repeats = known.repeats[i] ?? 0;
    const interval = ownInterval(models, repeats, recencyDays);
    const ceiling = ceilingDays(floors, repeats, interval);
    const held = beyondFloors(floors, daysSilent, against, interval, ceiling) < 1;
    const atLeast = cuts === undefined ? 0 : leastOver(floors, cuts, daysSilent, against, ceiling);
    measures[i] = held ? -1 : Math.max(atLeast, raw(repeats, recencyDays, daysSilent, against));
  }
  return measures;
};

/** How many customers are below each cut, and how many there are in all. */
export const customersBelow = (
  measures: Float64Array,
  count: Float64Array,
  cuts: TierCuts,
): { readonly below: [number, number, number]; readonly all: number } => {
  const below: [number, number, number] = [0, 0, 0];
  let all = 0;
  for (let i = 0; i < measures.length; i++) {
    const [measure, customers] = [measures[i] ?? 0, count[i] ?? 0];
    all += customers;
    if (measure < cuts[0]) below[0] += customers;
    if (measure < cuts[1]) below[1] += customers;
    if (measure < cuts[2]) below[2] += customers;
  }
  return { below, all };
};
