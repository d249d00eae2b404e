import { csvLine, csvText } from "../model/csv.ts";
import type { CustomerRow } from "../model/customer-row.ts";
import type { PreviousScore } from "../model/previous-score.ts";
import type { OwnSegmentTally, ScoreTally } from "../model/score-tally.ts";
import { movedColumns, movementColumns } from "../night-files/csv-columns.ts";
import type { Moves } from "../scoring/own-segments.ts";

/**
 * Lines of `movement.csv`, header first: how many customers went from what they were yesterday to what they are today,
 * by tier and by segment. `yesterday` is empty for who was not known then.
 */
export const movementLines = (tally: Pick<ScoreTally, "tierMoves" | "segmentMoves" | "ownSegments">): string[] => [
  csvLine(movementColumns),
  ...movesOf("tier", tally.tierMoves),
  ...movesOf("segment", tally.segmentMoves),
  ...tally.ownSegments.flatMap(ownMoves),
];

/** What a segment of the shop's own is called in the column `by`, which it is in or not: each is a movement of its own. */
const OWN = "own-segment";

/** Who came into a segment, left it and stayed; nothing of one that the night before did not have. */
const ownMoves = ({ name, customers, joined, left }: OwnSegmentTally): string[] => {
  if (joined === null || left === null) return [];
  const moves = [
    ["", name, joined],
    [name, "", left],
    [name, name, customers - joined],
  ] as const;
  return moves
    .filter(([, , count]) => count > 0)
    .map(([yesterday, today, count]) => csvLine([OWN, yesterday, today, String(count)]));
};

const movesOf = (by: string, moves: Readonly<Record<string, number>>): string[] =>
  Object.entries(moves)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([move, customers]) => {
      const [yesterday = "", today = ""] = move.split(">");
      return csvLine([by, csvText(yesterday), csvText(today), String(customers)]);
    });

/** First line of `moved.csv`. */
export const movedHeader = csvLine(movedColumns);

/**
 * Who moved, one of `moved.csv`'s lines for tier and for segment where they differ, none for who was not known yesterday; and one for each
 * segment of the shop's own that they came into or left, whoever they are.
 */
export const movedLines = (row: CustomerRow, before: PreviousScore | undefined, own: Moves): string[] => {
  const id = csvText(row.customer_id);
  const ofOwn = [
    ...own.joined.map((name) => csvLine([id, OWN, "", name])),
    ...own.left.map((name) => csvLine([id, OWN, name, ""])),
  ];
  if (before === undefined) return ofOwn;
  return [
    ...(before.tier === row.tier ? [] : [csvLine([id, "tier", before.tier, row.tier])]),
    ...(before.rfm_segment === row.rfm_segment
      ? []
      : [csvLine([id, "segment", before.rfm_segment ?? "", row.rfm_segment ?? ""])]),
    ...ofOwn,
  ];
};
