import { YEAR_DAYS } from "../../model/rule-limits.ts";
import { MOST_LAST_YEAR, MOST_YEAR_BEFORE } from "../summaries/same-season.ts";

/** Widths of bins grow by this factor: a tenth to either side, which moves no chance by more than a hundredth. */
const GROWTH = 1.25;
/** Ages and silences beyond 40 years are as long as that. */
const MOST_DAYS = 40 * YEAR_DAYS;

/** Lower ends of bins of days, each 1.25 times the one before; a year and two years begin one, since seasons are known from there on. */
const dayEdges: readonly number[] = (() => {
  const edges = [0];
  for (let next = 1; next < MOST_DAYS; next = Math.max(next + 1, Math.round(next * GROWTH))) edges.push(next);
  return [...new Set([...edges, YEAR_DAYS, 2 * YEAR_DAYS])].sort((a, b) => a - b);
})();

/** Lower ends of bins of x: each number up to 6, then wider ones. */
const repeatEdges: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 16, 22, 30, 42, 60, 90];
/** Bins of x up to this one hold a single number. */
const SINGLE = 6;

const binsOf = (edges: readonly number[], most: number): Uint8Array => {
  const bins = new Uint8Array(most + 1);
  for (let value = 0, bin = 0; value <= most; value++) {
    while (value >= (edges[bin + 1] ?? Number.POSITIVE_INFINITY)) bin += 1;
    bins[value] = bin;
  }
  return bins;
};

const dayBins = binsOf(dayEdges, MOST_DAYS);
const MOST_REPEATS = 100;
const repeatBins = binsOf(repeatEdges, MOST_REPEATS);

const SEASONS = (MOST_LAST_YEAR + 1) * (MOST_YEAR_BEFORE + 1);
const AGES = dayEdges.length;

/** Bins in all. */
export const BINS = repeatEdges.length * AGES * AGES * SEASONS;

/** The bin of a customer: of x, then age, then silence, then what they bought in the season before. Rises as these do. */
export const binOf = (
  repeats: number,
  ageDays: number,
  daysSilent: number,
  seasonLastYear: number,
  seasonYearBefore: number,
): number => {
  const x = repeatBins[Math.min(repeats, MOST_REPEATS)] ?? 0;
  const age = dayBins[Math.min(ageDays, MOST_DAYS)] ?? 0;
  const silence = dayBins[Math.min(daysSilent, MOST_DAYS)] ?? 0;
  return ((x * AGES + age) * AGES + silence) * SEASONS + seasonLastYear * (MOST_YEAR_BEFORE + 1) + seasonYearBefore;
};

/** What a bin says of everybody in it: lower ends, and the seasons. `single`: x is that number, no more. */
export type BinEnds = {
  readonly repeats: number;
  readonly single: boolean;
  readonly ageDays: number;
  readonly daysSilent: number;
  readonly seasonLastYear: number;
  readonly seasonYearBefore: number;
};

/** The reverse of `binOf`. Throws a RangeError for a number that is no bin. */
export const endsOfBin = (bin: number): BinEnds => {
  if (!(bin >= 0 && bin < BINS)) throw new RangeError(`there is no bin ${bin} of past cuts`);
  const season = bin % SEASONS;
  const silence = Math.floor(bin / SEASONS) % AGES;
  const age = Math.floor(bin / SEASONS / AGES) % AGES;
  const x = Math.floor(bin / SEASONS / AGES / AGES);
  return {
    repeats: repeatEdges[x] ?? 0,
    single: x <= SINGLE,
    ageDays: dayEdges[age] ?? 0,
    daysSilent: dayEdges[silence] ?? 0,
    seasonLastYear: Math.floor(season / (MOST_YEAR_BEFORE + 1)),
    seasonYearBefore: season % (MOST_YEAR_BEFORE + 1),
  };
};
