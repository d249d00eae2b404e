import type { HeldBackWindow } from "../../model/scorecard.ts";
import type { Day } from "../../model/time.ts";
import { addDays } from "../summaries/epoch-day.ts";
import type { HeldBackCells } from "./held-back-cells.ts";
import { heldBackWindows } from "./held-back-windows.ts";
import { totalsOf } from "./rate-rule.ts";
import type { RatedRule } from "./rule-scores.ts";

/** One stretch of time before `asOf`, and how every rule foretold it; undefined where nobody had bought by its cut. */
export const judgeHeldBack = (
  name: HeldBackWindow["name"],
  asOf: Day,
  cells: HeldBackCells,
  rules: readonly RatedRule[],
): HeldBackWindow | undefined => {
  if (cells.length === 0) return undefined;
  return {
    name,
    cut: addDays(asOf, -heldBackWindows[name].cutDaysBefore),
    horizonDays: cells.horizonDays,
    ...totalsOf(cells),
    ratings: rules.map(({ rating }) => rating),
  };
};
