import type { RfmSegment } from "../../model/rfm-segment.ts";

/** Letters of the table. */
const NAMES: Readonly<Record<string, RfmSegment>> = {
  C: "Champions",
  L: "Loyal",
  P: "Potential Loyalist",
  N: "New Customers",
  M: "Promising",
  A: "Need Attention",
  S: "About To Sleep",
  R: "At Risk",
  D: "Cannot Lose Them",
  H: "Hibernating",
  X: "Lost",
};

/**
 * All 125 codes, one letter each: rows are R from 1 to 5, groups F from 1 to 5, letters M from 1 to 5.
 * A table, because the printed ranges of R and FM overlap in 20 of 25 cells; this gives every customer exactly one segment.
 */
const TABLE = [
  "XXDDD XHHRR XHRRR XRRDR XRRDD",
  "HHSDD SHHRR SHHRR SRRRR SRRRR",
  "NSMMM SHPAA SHPAL PPALL PPPLL",
  "NNMMM NNPMM PPPAL PPALC PPPCC",
  "NNMMM MMMMM PPPAA PPLCC PPPCC",
].map((row) => row.split(" ").map((group) => [...group].map((letter) => NAMES[letter])));

/** Segment of a customer with scores 1 to 5; throws a RangeError for scores outside that. */
export const rfmSegment = (r: number, f: number, m: number): RfmSegment => {
  const segment = TABLE[r - 1]?.[f - 1]?.[m - 1];
  if (segment === undefined) throw new RangeError(`RFM scores are 1 to 5; got ${r}, ${f}, ${m}`);
  return segment;
};

/** Who has no order in the RFM window has no scores; the name says the same of them as the lowest scores would. */
export const OUTSIDE_WINDOW: RfmSegment = "Lost";

/** The scores that a segment's customers have, from the least to the greatest of each, as the table has it. */
export const rangesOfSegment = (segment: RfmSegment): Readonly<Record<"r" | "f" | "m", readonly [number, number]>> => {
  const scores = TABLE.flatMap((row, r) =>
    row.flatMap((group, f) => group.flatMap((name, m) => (name === segment ? [[r + 1, f + 1, m + 1]] : []))),
  );
  const range = (at: number): [number, number] => {
    const found = scores.map((code) => code[at] ?? 0);
    return [Math.min(...found), Math.max(...found)];
  };
  return { r: range(0), f: range(1), m: range(2) };
};
