import type { HeldBackCells } from "../../shared/scoring/held-back/held-back-cells.ts";
import { HeldBackCounter } from "../../shared/scoring/held-back/held-back-counter.ts";

/** Customers alike at a cut: repeat purchases, days of silence and age then, and how many of them bought in the 90 days after it. */
export type Group = {
  readonly repeats: number;
  readonly silent: number;
  readonly age: number;
  readonly buyers: number;
  readonly others: number;
  /** Days until the buyers bought. */
  readonly nextDay?: number;
};

export const heldBackOfGroups = (groups: readonly Group[]): HeldBackCells => {
  const counter = new HeldBackCounter(90);
  for (const { repeats, silent, age, buyers, others, nextDay = 30 } of groups) {
    const known = { repeats, recencyDays: age - silent, ageDays: age, netMinor: 0 };
    if (others > 0) counter.add({ ...known, nextDay: 0, purchases: 0 }, others);
    if (buyers > 0) counter.add({ ...known, nextDay, purchases: buyers }, buyers);
  }
  return counter.toCells();
};
