import { CSV_START, csvUnguarded } from "./csv.ts";

/** One record of a CSV file that we wrote: its text with the line end, and its cells, or the first so many of them. */
export type CsvRecord = { text: string; cells: (most?: number) => readonly string[] };

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
  for (let end = text.indexOf("\n") + 1; end > 0; end = text.indexOf("\n", end) + 1) {
    const record = text.slice(start, end);
    if (isOpen(record)) continue;
    records.push(record);
    start = end;
  }
  return { records, left: text.slice(start) };
};

/** Whether a quotation mark is still to be closed. Most records have none. */
const isOpen = (text: string): boolean => {
  let open = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) open = !open;
  return open;
};

const cell = /(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g;

const recordOf = (text: string): CsvRecord => ({
  text,
  /** Made when they are asked for: an erasure asks for the first few of each of a hundred million. */
  cells: (most = Number.POSITIVE_INFINITY) => cellsOf(text, most),
});

const cellsOf = (text: string, most: number): readonly string[] => {
  const line = text.replace(CSV_START, "").replace(/\r?\n$/, "");
  const cells: string[] = [];
  for (const match of line.matchAll(cell)) {
    if (cells.length >= most) break;
    if (match.index === line.length && !line.endsWith(",") && cells.length > 0) break;
    cells.push(csvUnguarded(match[1]?.replaceAll('""', '"') ?? match[2] ?? ""));
  }
  return cells;
};
