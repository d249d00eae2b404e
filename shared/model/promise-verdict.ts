import type { PromiseEntry } from "./promises.ts";

/** Whether as many bought as a night promised. `no-range`: it gave one number, and no range that an outcome could leave. */
export type PromiseVerdict = "kept" | "fewer" | "more" | "no-range";

export const verdictOf = ({ buyers: { range, came } }: Pick<PromiseEntry, "buyers">): PromiseVerdict => {
  if (range === undefined) return "no-range";
  if (came < range.low) return "fewer";
  return came > range.high ? "more" : "kept";
};

/** What a book comes to. */
export type BookInBrief = {
  /** Promises that were settled, those of them that had a range, and those whose outcome lay in it. */
  readonly settled: number;
  readonly withRange: number;
  readonly kept: number;
  /** Buyers who came over buyers promised, of all of them together, minus 1; null where none were promised. */
  readonly off: number | null;
};

export const bookInBrief = (book: readonly PromiseEntry[]): BookInBrief => {
  const verdicts = book.map(verdictOf);
  const promised = book.reduce((sum, { buyers }) => sum + buyers.promised, 0);
  const came = book.reduce((sum, { buyers }) => sum + buyers.came, 0);
  return {
    settled: book.length,
    withRange: verdicts.filter((verdict) => verdict !== "no-range").length,
    kept: verdicts.filter((verdict) => verdict === "kept").length,
    off: promised === 0 ? null : came / promised - 1,
  };
};
