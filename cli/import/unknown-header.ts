import { nearMiss } from "../../shared/model/near-miss.ts";
import type { HistoryFormat } from "../../shared/sources/history-format.ts";
import { historyFormats } from "../../shared/sources/history-formats.ts";
import { columnKey, columnsOf } from "../../shared/sources/recognise-history.ts";

const MOST_NAMED = 40;

/** What to say of a header that is of no format: what was found, which format is nearest, and what is missing for it. */
export const unknownHeader = (
  file: string,
  header: readonly string[],
  { nearest, missing }: { nearest: HistoryFormat; missing: readonly string[] },
): string => {
  const named = header.filter((name) => name !== "");
  const found = named.slice(0, MOST_NAMED).join(", ") + (named.length > MOST_NAMED ? ", …" : "");
  const known = columnsOf(nearest);
  const isKnown = new Set(known.map(columnKey));
  const meant = named.flatMap((name) => {
    const near = isKnown.has(columnKey(name)) ? undefined : nearMiss(name.toLowerCase(), known);
    return near === undefined ? [] : [`"${name}" is not known; did you mean "${near}"?\n`];
  });
  const others = historyFormats.filter((format) => format !== nearest).map(({ name, title }) => `${name} (${title})`);
  return (
    `The header of ${file} is of no format that is known. It has: ${found}.\n` +
    `Nearest is --format ${nearest.name}, ${nearest.title}; for that it lacks: ${missing.join(", ")}.\n` +
    `${meant.join("")}${expected(nearest)}There are also: ${others.join(", ")}.`
  );
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
