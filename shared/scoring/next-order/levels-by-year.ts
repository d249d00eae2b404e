import { type Levels, type NextOrder, windowShares } from "../../model/next-order.ts";
import { RETURN_DAYS } from "../../model/rule-limits.ts";
import type { Day } from "../../model/time.ts";
import { type ChosenNextOrder, isRecalibrated } from "./choose-next-order.ts";
import { learnLevels, PLAIN_LEVELS } from "./learn-levels.ts";
import { weightOf, type YearStretch } from "./learn-returns.ts";
import { nextOrderStatements } from "./next-order-statements.ts";
import { nextWaitOf } from "./next-wait.ts";
import { waitsOfYear, windowEnds } from "./window-coverage.ts";

type TwoYears = { readonly last: YearStretch; readonly before: YearStretch };

/**
 * The window in force where two whole years are held back: levels learned from when buyers of the year before came are proved on
 * the last, and where they win, levels learned anew on the last are in force. Each counts in the share in which the history before
 * its year does. Levels of 90 days are those of their season, and missed the middle by three times as much (ADR 33).
 */
export const levelsByYear = (
  cut: Day,
  { last, before }: TwoYears,
  yesterday: NextOrder | null | undefined,
): ChosenNextOrder => {
  const { cells } = last;
  const learned = learnedIn(before);
  const ends = windowEnds(waitsOfYear(cells, nextWaitOf(last.model)), PLAIN_LEVELS, learned);
  const recalibrated = isRecalibrated(ends, learned, yesterday?.recalibrated ?? false);
  const proof = {
    cut,
    horizonDays: RETURN_DAYS,
    customers: cells.customers.reduce((sum, customers) => sum + customers, 0),
    buyers: cells.returned.reduce((sum, returned) => sum + returned, 0),
    ends,
  };
  return {
    nextOrder: { levels: recalibrated ? learnedIn(last) : PLAIN_LEVELS, recalibrated, proof },
    statements: nextOrderStatements.proven(recalibrated, proof),
  };
};

const learnedIn = ({ cells, model, historyDays }: YearStretch): Levels => {
  const learned = learnLevels(waitsOfYear(cells, nextWaitOf(model)));
  const part = (k: 0 | 1 | 2) => windowShares[k] + weightOf(historyDays) * (learned[k] - windowShares[k]);
  return [part(0), part(1), part(2)];
};
