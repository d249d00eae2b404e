import { HORIZON_DAYS } from "../../model/rule-limits.ts";

/** Cuts from the newest on that share no day with each other, so that each is evidence of its own. */
export const apart = <Cut extends { readonly daysBefore: number }>(cuts: readonly Cut[]): Cut[] => {
  const chosen: Cut[] = [];
  for (const cut of cuts) {
    const newer = chosen.at(-1);
    if (newer === undefined || cut.daysBefore - newer.daysBefore >= HORIZON_DAYS) chosen.push(cut);
  }
  return chosen;
};
