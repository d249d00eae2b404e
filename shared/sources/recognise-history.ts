import type { HistoryFormat } from "./history-format.ts";

/** What a header was taken for; or the format that it comes nearest to, with the columns that it lacks of that. */
export type Recognised = { format: HistoryFormat } | { nearest: HistoryFormat; missing: readonly string[] };

/** Two names are of one column whatever their case, blanks and underscores. */
export const columnKey = (name: string): string => name.toLowerCase().replaceAll(/[\s_\u00a0]+/g, "");

/**
 * The format whose columns a header has. Of several the one that knows most of it: a format of few columns may lie within
 * another's.
 */
export const recogniseHistory = (header: readonly string[], formats: readonly HistoryFormat[]): Recognised => {
  const keys = new Set(header.map(columnKey));
  const known = (format: HistoryFormat) => columnsOf(format).filter((name) => keys.has(columnKey(name))).length;
  const [best, ...others] = formats.map((format) => ({
    format,
    missing: missingIn(keys, format),
    known: known(format),
  }));
  if (best === undefined) throw new RangeError("there is no format to choose from");
  const found = others.reduce((a, b) => (isNearer(b, a) ? b : a), best);
  return found.missing.length === 0 ? { format: found.format } : { nearest: found.format, missing: found.missing };
};

type Candidate = { format: HistoryFormat; missing: readonly string[]; known: number };

const isNearer = (a: Candidate, b: Candidate): boolean => {
  const isWhole = ({ missing }: Candidate) => missing.length === 0;
  if (isWhole(a) !== isWhole(b)) return isWhole(a);
  return a.known - a.missing.length > b.known - b.missing.length;
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
