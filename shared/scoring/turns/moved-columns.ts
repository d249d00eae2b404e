import type { CustomerRow } from "../../model/customer-row.ts";
import type { Statement } from "../../model/model-file.ts";

type Column = keyof CustomerRow;

const CHANCES = ["p_alive", "repeat_score", "expected_purchases_90d", "may_never_return"] as const;
const WINDOW = ["next_order_from", "next_order_median", "next_order_to"] as const;
const VALUES = [
  ...["clv_12m", "clv_12m_low", "clv_12m_high", "clv_12m_model_low", "clv_12m_model_high"],
  ...["value_class", "value_band"],
] as readonly Column[];

/** What a rule that changed moves of everybody's row; tiers tell of theirs customer by customer (`tier-flip.ts`). */
const movedBy: Partial<Record<Statement["code"], readonly Column[]>> = {
  "purchase-model-changed": [...CHANCES, ...WINDOW, ...VALUES],
  "repeat-score-rule-changed": [...CHANCES, ...WINDOW],
  "returns-rule-changed": ["p_alive", "may_never_return", ...WINDOW],
  "spend-rule-changed": VALUES,
};

/** The columns that a rule moved tonight, by what the night says: nobody did anything for it. */
export const columnsMovedByRule = (statements: readonly Statement[]): ReadonlySet<string> =>
  new Set(statements.flatMap(({ code }) => movedBy[code] ?? []));

/** What the night says of rules that changed tonight and moved chances or values. */
export const rulesThatMoved = (statements: readonly Statement[]): Statement[] =>
  statements.filter(({ code }) => movedBy[code] !== undefined);
