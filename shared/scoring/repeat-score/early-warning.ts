import type { CustomerRow } from "../../model/customer-row.ts";
import { EARLY_WARNING } from "../../model/rule-limits.ts";

/** Whether a customer is valuable: class A by share of value, or the high band by amount. */
export const isValuable = ({ value_class, value_band }: Pick<CustomerRow, "value_class" | "value_band">): boolean =>
  value_class === "A" || value_band === "high";

/**
 * How far a repeat score fell within a week, if far enough to warn of: by at least 0.03, and by 8 % of what it was.
 * null otherwise, or where one of the two scores is not known.
 *
 * @example fallOf(0.6, 0.52) // 0.08
 */
export const fallOf = (before: number | null | undefined, now: number | null | undefined): number | null => {
  if (typeof before !== "number" || typeof now !== "number") return null;
  const fall = before - now;
  return fall >= EARLY_WARNING.leastFall && fall >= EARLY_WARNING.leastShare * before ? fall : null;
};

/**
 * The early warning's fall of one customer: the smaller of what the files show, the score of a week before less tonight's, and of
 * what tonight's rule makes of the same week of silence. On a night whose rule or parameters differ from those of a week ago, all
 * scores may fall at once; nobody is warned of who would not have fallen by one and the same rule.
 */
export const earlyWarningDrop = (
  before: number | null | undefined,
  now: number | null | undefined,
  beforeByTonightsRule: number | null | undefined,
): number | null => {
  const told = fallOf(before, now);
  const confirmed = fallOf(beforeByTonightsRule, now);
  return told === null || confirmed === null ? null : Math.min(told, confirmed);
};
