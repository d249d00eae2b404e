import type { PreviousScore } from "../model/previous-score.ts";
import type { SummaryRow } from "../model/summary-row.ts";
import type { Day } from "../model/time.ts";
import type { PreviousTier } from "../scoring/tiers/dormancy.ts";

/**
 * What the night before said of a customer, as scoring goes by it. Its days hold as long as the last purchase day is the same: what
 * was bought since, or taken back, began another silence.
 */
export const previousTierOf = (
  summary: Pick<SummaryRow, "last_day">,
  known: PreviousScore | undefined,
  night: { asOf: Day } | undefined,
): PreviousTier | undefined => {
  if (known === undefined) return undefined;
  const { tier, last_order_on } = known;
  const seen = { tier, boughtSince: summary.last_day > last_order_on };
  if (night === undefined || summary.last_day !== last_order_on) return seen;
  const since = {
    drowsy: known.drowsy_since ?? undefined,
    "half-asleep": known.half_asleep_since ?? undefined,
    asleep: known.asleep_since ?? undefined,
  };
  return { ...seen, silence: { asOf: night.asOf, tier, since, orderDueOn: known.order_due_on ?? undefined } };
};
