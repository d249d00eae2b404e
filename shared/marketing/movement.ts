import { csvLine, csvText } from "../model/csv.ts";
import type { ScoreTally } from "../model/score-tally.ts";
import { movementColumns } from "../night-files/csv-columns.ts";

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
