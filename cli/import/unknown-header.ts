import { nearMiss } from "../../shared/model/near-miss.ts";
import type { HistoryFormat } from "../../shared/sources/history-format.ts";
import { historyFormats } from "../../shared/sources/history-formats.ts";
import { columnKey, columnsOf, foreignIn, recogniseHistory } from "../../shared/sources/recognise-history.ts";
import { shapeWords } from "./cell-shape.ts";

const MOST_NAMED = 40;

/** What to say of a header that is of no format: what was found, which format is nearest, and what is missing for it. */
export const unknownHeader = (
  file: string,
  header: readonly string[],
  { nearest, missing }: { nearest: HistoryFormat; missing: readonly string[] },
  formats: readonly HistoryFormat[],
): string => {
  const data = header.findIndex(isData);
  if (data !== -1) return noHeader(file, data, header[data] ?? "", nearest);
  const named = header.filter((name) => name !== "");
  const found = named.slice(0, MOST_NAMED).join(", ") + (named.length > MOST_NAMED ? ", …" : "");
  const known = columnsOf(nearest);
  const isKnown = new Set(known.map(columnKey));
  const meant = named.flatMap((name) => {
    const near = isKnown.has(columnKey(name)) ? undefined : nearMiss(name.toLowerCase(), known);
    return near === undefined ? [] : [`"${name}" is not known; did you mean "${near}"?\n`];
  });
  const why =
    missing.length > 0
      ? `for that it lacks: ${missing.join(", ")}.`
      : `it has others besides: ${foreignIn(header, nearest).join(", ")}. Say --format ${nearest.name} if it is one all the same.`;
  const lacks = `${why}\n${meant.join("")}${expected(nearest)}`;
  if (formats.length === 1) return notAsNamed(file, header, nearest, `It has: ${found}; ${lacks}`);
  const others = historyFormats
    .filter((format) => format.name !== nearest.name)
    .map(({ name, title }) => `${name} (${title})`);
  return (
    `The header of ${file} is of no format that is known. It has: ${found}.\n` +
    `Nearest is --format ${nearest.name}, ${nearest.title}; ${lacks}There are also: ${others.join(", ")}.`
  );
};

/** No column is called by an address, or by figures alone. */
const isData = (cell: string): boolean => /@/.test(cell) || (/\d/.test(cell) && !/\p{L}{2}/u.test(cell));

/** Where the first line is somebody's data, none of it is shown. */
const noHeader = (file: string, at: number, cell: string, nearest: HistoryFormat): string =>
  `${file} does not begin with the names of its columns: cell ${at + 1} of its first line is none, ${shapeWords(cell)}. Put a line before it that names them. ${expected(nearest)}`.trimEnd();

/** The operator said what the file is, and its header says otherwise. */
const notAsNamed = (file: string, header: readonly string[], named: HistoryFormat, facts: string): string => {
  const seems = recogniseHistory(header, historyFormats);
  const other = "format" in seems ? `It looks like --format ${seems.format.name}, ${seems.format.title}.` : "";
  return `The header of ${file} is not that of --format ${named.name}, ${named.title}. ${facts}${other}`.trimEnd();
};

/** Of a format whose header people write, the whole of it. */
const expected = ({ otherColumns, needed, oneOf, ...format }: HistoryFormat): string => {
  if (otherColumns === "expected") return "";
  const must = [...needed, ...oneOf.map((names) => names.join(" and/or "))];
  const may = columnsOf({ otherColumns, needed, oneOf, ...format }).filter(
    (name) => !needed.includes(name) && !oneOf.flat().includes(name),
  );
  return `Expected columns: ${must.join(", ")}; and, if you have them: ${may.join(", ")}.\n`;
};
