import type { OrderFacts } from "../model/order.ts";
import { SUM_OF } from "../model/refunds.ts";

/** Names of refunds begin so, also the sum of them, which is all that some states tell. */
const REFUND = "refund:";
export const refundName = (id: string): string => `${REFUND}${id}`;

/** The refunds of a state that tells but their sum. */
export const refundSum = (backMinor: number): OrderFacts["refunds"] =>
  backMinor === 0 ? {} : { [refundName(SUM_OF)]: backMinor };
