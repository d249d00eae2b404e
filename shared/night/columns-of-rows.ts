import type { FitRow } from "../model/summary-row.ts";
import { emptySummaryColumns, type SummaryColumns } from "../scoring/summaries/summary-columns.ts";

/** A shard's rows as columns of numbers. */
export const columnsOf = async (batches: AsyncIterable<readonly FitRow[]>): Promise<SummaryColumns> => {
  const kept: (readonly FitRow[])[] = [];
  for await (const batch of batches) kept.push(batch);
  const columns = emptySummaryColumns(kept.reduce((sum, batch) => sum + batch.length, 0));
  let at = 0;
  for (const row of kept.flat()) {
    columns.repeats[at] = row.repeats;
    columns.recencyDays[at] = row.recency_days;
    columns.ageDays[at] = row.age_days;
    columns.repeatNetMinor[at] = row.repeat_net;
    columns.netMinor[at] = row.net;
    columns.windowOrders[at] = row.window_orders;
    columns.windowNetMinor[at] = row.window_net;
    at += 1;
  }
  return columns;
};
