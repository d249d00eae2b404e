import { type PurchaseData, toPurchaseData } from "../../shared/scoring/models/purchase-data.ts";
import { CellCounter } from "../../shared/scoring/summaries/cells.ts";

export type History = { readonly repeats: number; readonly recencyDays: number; readonly ageDays: number };

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
