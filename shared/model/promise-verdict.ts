import type { PromiseEntry } from "./promises.ts";

/** Whether as much came as a night promised. `no-range`: it gave one number, and no range that an outcome could leave. */
export type PromiseVerdict = "kept" | "fewer" | "more" | "no-range";

export const verdictOf = ({ range, came }: PromiseEntry["buyers"] | PromiseEntry["purchases"]): PromiseVerdict => {
  if (range === undefined) return "no-range";
  if (came < range.low) return "fewer";
  return came > range.high ? "more" : "kept";
};

/** What of a promise lies beyond its range, buyers before purchases; undefined where nothing does. */
export const brokenOf = ({ buyers, purchases }: Pick<PromiseEntry, "buyers" | "purchases">) => {
  const broken = [
    { what: "buyers", verdict: verdictOf(buyers), ...buyers },
    { what: "purchases", verdict: verdictOf(purchases), ...purchases },
  ] as const;
  return broken.find(({ verdict }) => verdict === "fewer" || verdict === "more");
};

/** What a book comes to. */
export type BookInBrief = {
  /** Promises that were settled, those of them that had a range, and those of which nothing lay beyond it. */
  readonly settled: number;
  readonly withRange: number;
  readonly kept: number;
  /** Buyers who came over buyers promised, of all of them together, minus 1; null where none were promised. */
  readonly off: number | null;
};

export const bookInBrief = (book: readonly PromiseEntry[]): BookInBrief => {
  const ranged = book.filter(({ buyers }) => buyers.range !== undefined);
  const promised = book.reduce((sum, { buyers }) => sum + buyers.promised, 0);
  const came = book.reduce((sum, { buyers }) => sum + buyers.came, 0);
  return {
    settled: book.length,
    withRange: ranged.length,
    kept: ranged.filter((entry) => brokenOf(entry) === undefined).length,
    off: promised === 0 ? null : came / promised - 1,
  };
};
