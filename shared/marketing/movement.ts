import { csvLine, csvText } from "../model/csv.ts";
import type { CustomerRow } from "../model/customer-row.ts";
import type { PreviousScore } from "../model/previous-score.ts";
import type { ScoreTally } from "../model/score-tally.ts";
import { movedColumns, movementColumns } from "../night-files/csv-columns.ts";

/**
 * Lines of `movement.csv`, header first: how many customers went from what they were yesterday to what they are today,
 * by tier and by segment. `yesterday` is empty for who was not known then.
 */
export const movementLines = (tally: Pick<ScoreTally, "tierMoves" | "segmentMoves">): string[] => [
  csvLine(movementColumns),
  ...movesOf("tier", tally.tierMoves),
  ...movesOf("segment", tally.segmentMoves),
];

const movesOf = (by: string, moves: Readonly<Record<string, number>>): string[] =>
  Object.entries(moves)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([move, customers]) => {
      const [yesterday = "", today = ""] = move.split(">");
      return csvLine([by, csvText(yesterday), csvText(today), String(customers)]);
    });

/** First line of `moved.csv`. */
export const movedHeader = csvLine(movedColumns);

/** Who moved, one of `moved.csv`'s lines for tier and for segment where they differ; none for who was not known yesterday. */
export const movedLines = (row: CustomerRow, before: PreviousScore | undefined): string[] => {
  if (before === undefined) return [];
  const id = csvText(row.customer_id);
  return [
    ...(before.tier === row.tier ? [] : [csvLine([id, "tier", before.tier, row.tier])]),
    ...(before.rfm_segment === row.rfm_segment
      ? []
      : [csvLine([id, "segment", before.rfm_segment ?? "", row.rfm_segment ?? ""])]),
  ];
};
