import type { HistoryFormat } from "./history-format.ts";

/**
 * What a header was taken for; or the format that it comes nearest to, with the columns that it lacks of that: none, where it has
 * others besides, and nobody said that it is of this format.
 */
export type Recognised = { format: HistoryFormat } | { nearest: HistoryFormat; missing: readonly string[] };

/** Two names are of one column whatever their case, blanks and underscores. */
export const columnKey = (name: string): string => name.toLowerCase().replaceAll(/[\s_\u00a0]+/g, "");

/**
 * The format whose columns a header has. Of several the one that knows most of it: a format of few columns may lie within
 * another's.
 *
 * @param formats one alone is what somebody said that it is
 */
export const recogniseHistory = (header: readonly string[], formats: readonly HistoryFormat[]): Recognised => {
  const keys = new Set(header.map(columnKey));
  const [best, ...others] = formats.map((format): Candidate => {
    const known = columnsOf(format).filter((name) => keys.has(columnKey(name))).length;
    const isAsked = formats.length === 1 || !format.unaskedOnlyWhole;
    return { format, missing: missingIn(keys, format), known, foreign: isAsked ? 0 : foreignIn(header, format).length };
  });
  if (best === undefined) throw new RangeError("there is no format to choose from");
  const found = others.reduce((a, b) => (isNearer(b, a) ? b : a), best);
  return isWhole(found) ? { format: found.format } : { nearest: found.format, missing: found.missing };
};

type Candidate = {
  format: HistoryFormat;
  missing: readonly string[];
  known: number;
  /** Columns that it does not know, where these matter. */
  foreign: number;
};

const isWhole = ({ missing, foreign }: Candidate): boolean => missing.length === 0 && foreign === 0;

const isNearer = (a: Candidate, b: Candidate): boolean => {
  if (isWhole(a) !== isWhole(b)) return isWhole(a);
  return nearness(a) > nearness(b);
};

const nearness = ({ known, missing, foreign }: Candidate): number => known - missing.length - foreign;

/** Columns of a header that a format does not know. */
export const foreignIn = (header: readonly string[], format: HistoryFormat): string[] => {
  const known = new Set(columnsOf(format).map(columnKey));
  return header.filter((name) => name !== "" && !known.has(columnKey(name)));
};

const missingIn = (keys: ReadonlySet<string>, { needed, oneOf }: HistoryFormat): string[] => {
  const has = (name: string) => keys.has(columnKey(name));
  return [
    ...needed.filter((name) => !has(name)),
    ...oneOf.filter((names) => !names.some(has)).map((names) => names.join(" or ")),
  ];
};

/** Every column that a format reads or is known by, each once. */
export const columnsOf = ({ needed, oneOf, columns, together }: HistoryFormat): string[] => [
  ...new Set([...needed, ...oneOf.flat(), together, ...Object.values(columns).flat()]),
];
