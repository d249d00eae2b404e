import * as z from "zod";

/** Lines that are named of each reason; all of them are counted. */
const LINES_NAMED = 100;
/** Reasons are few, or a file is none of orders. */
const MOST_REASONS = 200;

/** One reason, or one column's: how often it came, the words of the first, and the first lines. */
export const reasonTallySchema = z.object({
  about: z.string(),
  reason: z.string(),
  /** What became of cells that were not left out. */
  became: z.string().optional(),
  count: z.int().positive(),
  lines: z.array(z.int().positive()),
});
export type ReasonTally = z.infer<typeof reasonTallySchema>;

/** Counts what was found wrong with rows or cells, by what it is about. */
export const tallyReasons = () => {
  const tallies = new Map<string, ReasonTally>();
  return {
    add: (about: string, reason: string, line: number, became?: string): void => {
      const name = became === undefined ? about : `${about}\n${became}`;
      const isTold = tallies.size < MOST_REASONS || tallies.has(name);
      const key = isTold ? name : "other";
      const first = { about: isTold ? about : key, reason, ...(became !== undefined && { became }) };
      const tally = tallies.get(key) ?? { ...first, count: 0, lines: [] };
      tallies.set(key, tally);
      tally.count += 1;
      if (tally.lines.length < LINES_NAMED) tally.lines.push(line);
    },
    /** The most frequent first. */
    all: (): ReasonTally[] => [...tallies.values()].sort((a, b) => b.count - a.count),
  };
};

/** A reason without what it quotes of the cell: what rows with the same fault have in common. */
export const commonReason = (reason: string): string => reason.replaceAll(/"[^"]*"/g, '"…"');
