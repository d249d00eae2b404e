import { withUsualFrequency } from "../models/usual-frequency.ts";
import type { HeldBackCells } from "./held-back-cells.ts";
import type { HeldBack } from "./held-back-windows.ts";

/**
 * Time held back without whom the fits leave out for their purchase days: where two rules are about as good, one reseller would else say which
 * of them all customers' tiers and chances go by.
 */
export const usualHeldBack = (heldBack: HeldBack): HeldBack => ({
  ...heldBack,
  recent: usualCells(heldBack.recent),
  earlier: usualCells(heldBack.earlier),
  long: heldBack.long && usualCells(heldBack.long),
});

/** The unusual have the greatest x, and stand last. */
const usualCells = (cells: HeldBackCells): HeldBackCells => {
  const { leftOut, cells: usual } = withUsualFrequency(cells);
  if (leftOut === 0) return cells;
  const { length } = usual;
  return {
    horizonDays: cells.horizonDays,
    length,
    repeats: cells.repeats.subarray(0, length),
    recencyDays: cells.recencyDays.subarray(0, length),
    ageDays: cells.ageDays.subarray(0, length),
    seasonLastYear: cells.seasonLastYear.subarray(0, length),
    seasonYearBefore: cells.seasonYearBefore.subarray(0, length),
    nextDay: cells.nextDay.subarray(0, length),
    count: cells.count.subarray(0, length),
    purchases: cells.purchases.subarray(0, length),
    netMinor: cells.netMinor.subarray(0, length),
  };
};
