import { type PurchaseData, toPurchaseData } from "../../shared/scoring/models/purchase-data.ts";
import { CellCounter } from "../../shared/scoring/summaries/cells.ts";

export type History = { readonly repeats: number; readonly recencyDays: number; readonly ageDays: number };

/** From a customer of today to one of ten months, with ties, and with a last purchase today. */
export const ASSORTED: readonly History[] = [
  { repeats: 0, recencyDays: 0, ageDays: 0 },
  { repeats: 0, recencyDays: 0, ageDays: 40 },
  { repeats: 0, recencyDays: 0, ageDays: 40 },
  { repeats: 1, recencyDays: 7, ageDays: 40 },
  { repeats: 1, recencyDays: 7, ageDays: 40 },
  { repeats: 1, recencyDays: 40, ageDays: 40 },
  { repeats: 3, recencyDays: 21, ageDays: 40 },
  { repeats: 12, recencyDays: 30, ageDays: 300 },
];
/** Many purchases in the first days and years of silence: that they have left is as good as certain. */
export const longGone = (repeats: number): History => ({ repeats, recencyDays: 9, ageDays: 7000 });

/** Customers as the purchase models read them, each of them `times` over. */
export const purchaseDataOf = (customers: readonly History[], daysPerUnit = 7, times = 1): PurchaseData => {
  const cells = new CellCounter();
  for (const { repeats, recencyDays, ageDays } of customers) cells.add(repeats, recencyDays, ageDays, times);
  return toPurchaseData(cells.toCells(), daysPerUnit);
};

/** The same data, and how often they were gone through: a likelihood asks once for the runs of equal x. */
export const countReadings = (data: PurchaseData) => {
  const counted = {
    readings: 0,
    data: {
      ...data,
      get runs() {
        counted.readings += 1;
        return data.runs;
      },
    },
  };
  return counted;
};
