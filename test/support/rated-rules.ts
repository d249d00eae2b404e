import type { Rating } from "../../shared/model/scorecard.ts";
import type { RatedRule } from "../../shared/scoring/held-back/rule-scores.ts";

/** A rule that was measured so; null where nothing else is said. */
export const rated = (rule: Rating["rule"], measures: Partial<Rating>, chances?: Float64Array): RatedRule => ({
  rule,
  ...(chances && { chances }),
  rating: {
    rule,
    auc: null,
    predicted: 0,
    errorRate: null,
    omissionRate: null,
    brier: null,
    calibrationError: null,
    tenths: null,
    bias: null,
    topTenthShare: null,
    ...measures,
  },
});
