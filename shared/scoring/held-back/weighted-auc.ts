import type { RankedCustomers } from "./rank-held-back.ts";

/**
 * Area under the ROC curve: the chance that a buyer is ranked above a customer who did not buy, ties counting half.
 * Exact for weighted customers: the Mann-Whitney statistic, summed over ranks. null where nobody or everybody bought.
 * Source: Hanley and McNeil (1982), Radiology 143(1).
 */
export const weightedAuc = ({ length, customers, buyers }: RankedCustomers): number | null => {
  let below = 0;
  let above = 0;
  let won = 0;
  for (let k = 0; k < length; k++) {
    const bought = buyers[k] ?? 0;
    const didNot = (customers[k] ?? 0) - bought;
    won += bought * (below + didNot / 2);
    below += didNot;
    above += bought;
  }
  return above > 0 && below > 0 ? won / (above * below) : null;
};
