import { CSV_START, csvUnguarded } from "./csv.ts";

/** One record of a CSV file that we wrote: its text with the line end, and its cells. */
export type CsvRecord = { text: string; cells: readonly string[] };

/** Records of a CSV file as `csv.ts` writes it, read chunk by chunk: a line end inside quotes ends no record. */
export async function* csvRecords(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let rest = "";
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    const { records, left } = split(rest);
    rest = left;
    yield* records.map(recordOf);
  }
  if (rest !== "") yield recordOf(rest);
}

const split = (text: string): { records: string[]; left: string } => {
  const records: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (character === "\n" && !quoted) {
      records.push(text.slice(start, at + 1));
      start = at + 1;
    }
  }
  return { records, left: text.slice(start) };
};

const cell = /(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g;

const recordOf = (text: string): CsvRecord => {
  const line = text.replace(CSV_START, "").replace(/\r?\n$/, "");
  const cells: string[] = [];
  for (const match of line.matchAll(cell)) {
    if (match.index === line.length && !line.endsWith(",") && cells.length > 0) break;
    cells.push(csvUnguarded(match[1]?.replaceAll('""', '"') ?? match[2] ?? ""));
  }
  return { text, cells };
};
