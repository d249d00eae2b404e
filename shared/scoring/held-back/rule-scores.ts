import type { Rating } from "../../model/scorecard.ts";

/**
 * What one rule says of held-back customers: an entry for each cell of `HeldBackCells`. Numbers all, never NaN: a rule that
 * cannot tell of some customers is not rated.
 */
export type RuleScores = {
  readonly rule: Rating["rule"];
  /** Higher: likelier to buy within the horizon. */
  readonly scores: Float64Array;
  /** Chance to buy within the horizon, where the rule gives one. */
  readonly chances?: Float64Array;
  /** Expected purchase days within the horizon of each customer of the cell, where the rule foretells them. */
  readonly expected?: Float64Array;
  /** 1 for who is predicted to buy, 0 for who is not, where the rule says so by itself. */
  readonly predicted?: Uint8Array;
};

/** How well a rule foretold what they did; of what it said, its chances alone are kept. */
export type RatedRule = Pick<RuleScores, "rule" | "chances"> & { readonly rating: Rating };
