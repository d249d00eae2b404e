import type { NightRun } from "../model/night.ts";
import type { SummaryRow } from "../model/summary-row.ts";
import type { WeekBefore } from "../model/week-before.ts";
import { earlyWarningDrop, fallOf, isValuable } from "../scoring/repeat-score/early-warning.ts";
import { repeatScoresAgo } from "../scoring/repeat-scores-ago.ts";
import type { ScoreColumns } from "../scoring/score-columns.ts";
import type { Scorer } from "../scoring/scorer.ts";
import { daysBetween } from "../scoring/summaries/epoch-day.ts";
import type { SummaryColumns } from "../scoring/summaries/summary-columns.ts";

/** Falls of those of a shard's customers who are in the early warning, by place; and how many customers were compared for it. */
export type EarlyWarnings = { readonly drops: ReadonlyMap<number, number>; readonly compared: number };

type Shard = {
  readonly customers: readonly SummaryRow[];
  readonly columns: SummaryColumns;
  readonly scores: ScoreColumns;
  readonly weekBefore: ReadonlyMap<string, WeekBefore>;
};

/**
 * Valuable customers, then or tonight, who have not bought within the week and whose repeat score fell far enough. Looks at
 * each customer alone, so that shards do not matter. Nobody where there is no night of a week before.
 */
export const warnEarly = (run: NightRun, scorer: Scorer, shard: Shard): EarlyWarnings => {
  const drops = new Map<number, number>();
  if (run.weekBefore === undefined) return { drops, compared: 0 };
  const { customers, columns, scores } = shard;
  const falling: { at: number; before: number | null }[] = [];
  let compared = 0;
  for (const [at, { customer_id, last_day }] of customers.entries()) {
    const before = shard.weekBefore.get(customer_id);
    if (before?.last_order_on !== last_day || !(isValuable(before) || isValuableNow(scores, at))) continue;
    compared += 1;
    if (fallOf(before.repeat_score, scoreNow(scores, at)) !== null) falling.push({ at, before: before.repeat_score });
  }
  const days = daysBetween(run.weekBefore.asOf, run.asOf);
  const places = falling.map(({ at }) => at);
  const byTonightsRule = repeatScoresAgo(scorer, columns, places, days);
  for (const [k, { at, before }] of falling.entries()) {
    const drop = earlyWarningDrop(before, scoreNow(scores, at), byTonightsRule[k]);
    if (drop !== null) drops.set(at, drop);
  }
  return { drops, compared };
};

const isValuableNow = ({ valueClass, valueBand }: ScoreColumns, at: number): boolean =>
  isValuable({ value_class: valueClass[at] ?? null, value_band: valueBand[at] ?? null });

const scoreNow = ({ repeatScore }: ScoreColumns, at: number): number | null => {
  const score = repeatScore[at];
  return score === undefined || Number.isNaN(score) ? null : score;
};
