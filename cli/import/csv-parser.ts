/** One record: its cells as they stand in the file, and the line it begins on (1 is the first). */
export type CsvRecord = { line: number; cells: readonly string[] };

/** Where a text stops to be CSV: the record that begins on this line. */
export class CsvFault extends Error {
  readonly kind: "never-closed" | "stray-quote" | "too-long";
  readonly line: number;
  constructor(kind: CsvFault["kind"], line: number) {
    super(kind);
    this.name = "CsvFault";
    this.kind = kind;
    this.line = line;
  }
}

/** Longest record there can be: a quote that is never closed must not swallow a file into memory. */
export const MAX_RECORD_CHARACTERS = 1_000_000;

/**
 * Records of CSV text (RFC 4180; lines that end in CRLF, LF or CR, also mixed), piece by piece; blank lines are none.
 * A quote out of place makes everything after it doubtful, so it ends the reading.
 *
 * Cost: of a record without a quote one search for its end and one split; a record that a piece breaks off is read again.
 * @throws CsvFault
 */
export const createCsvParser = (separator: string) => {
  let rest = "";
  let line = 1;
  const read = (text: string, isEnd: boolean): CsvRecord[] => {
    const records: CsvRecord[] = [];
    const scan = scanner(text, separator, isEnd);
    let at = 0;
    while (at < text.length) {
      const found = scan(at, line);
      if (found === undefined) break;
      if (found.cells !== undefined) records.push({ line, cells: found.cells });
      line += found.lines;
      at = found.next;
    }
    rest = text.slice(at);
    if (rest.length > MAX_RECORD_CHARACTERS) throw new CsvFault("too-long", line);
    return records;
  };
  return {
    push: (piece: string): CsvRecord[] => read(rest + piece, false),
    end: (): CsvRecord[] => read(rest, true),
  };
};

/** What stands at a place: cells (none for a blank line), how many lines that took, and where the next record begins. */
type Found = { cells: string[] | undefined; lines: number; next: number };

/** Reads the record at a place of the text; undefined where the text may end before it does. */
const scanner = (text: string, separator: string, isEnd: boolean) => {
  const [feedFrom, returnFrom, quoteFrom] = [finder(text, "\n"), finder(text, "\r"), finder(text, '"')];
  /** Where a line ends, and where the next begins; undefined where that cannot be told yet. */
  const lineEnd = (from: number): { end: number; next: number } | undefined => {
    const end = Math.min(feedFrom(from), returnFrom(from), text.length);
    if (end === text.length) return isEnd ? { end, next: end } : undefined;
    if (text[end] === "\n") return { end, next: end + 1 };
    if (end + 1 === text.length && !isEnd) return undefined;
    return { end, next: text[end + 1] === "\n" ? end + 2 : end + 1 };
  };
  return (at: number, line: number): Found | undefined => {
    const whole = lineEnd(at);
    if (quoteFrom(at) < (whole?.end ?? text.length)) return quoted(at, line);
    if (whole === undefined) return undefined;
    const { end, next } = whole;
    return { cells: end === at ? undefined : text.slice(at, end).split(separator), lines: 1, next };
  };

  function quoted(at: number, line: number): Found | undefined {
    const cells: string[] = [];
    let from = at;
    for (;;) {
      const cell = text[from] === '"' ? quotedCell(from, line) : plainCell(from, line);
      if (cell === undefined) return undefined;
      cells.push(cell.text);
      if (text.startsWith(separator, cell.end)) {
        from = cell.end + separator.length;
        continue;
      }
      const after = lineEnd(cell.end);
      if (after === undefined) return undefined;
      if (after.end !== cell.end) throw new CsvFault("stray-quote", line);
      return { cells, lines: 1 + breaksIn(text, at, cell.end), next: after.next };
    }
  }

  function quotedCell(from: number, line: number): { text: string; end: number } | undefined {
    let to = text.indexOf('"', from + 1);
    while (to !== -1 && text[to + 1] === '"') to = text.indexOf('"', to + 2);
    if (to === -1) {
      if (isEnd) throw new CsvFault("never-closed", line);
      return undefined;
    }
    // The last of what is known may be the first of two.
    if (to + 1 === text.length && !isEnd) return undefined;
    return { text: text.slice(from + 1, to).replaceAll('""', '"'), end: to + 1 };
  }

  function plainCell(from: number, line: number): { text: string; end: number } | undefined {
    const ended = lineEnd(from)?.end ?? text.length;
    const at = text.indexOf(separator, from);
    const end = at === -1 ? ended : Math.min(at, ended);
    if (end === text.length && !isEnd) return undefined;
    const cell = text.slice(from, end);
    if (cell.includes('"')) throw new CsvFault("stray-quote", line);
    return { text: cell, end };
  }
};

/** Where a character stands next, asked for places that only rise; infinity where it does not. */
const finder = (text: string, character: string): ((from: number) => number) => {
  let known = -1;
  return (from) => {
    if (known < from) {
      const at = text.indexOf(character, from);
      known = at === -1 ? Number.POSITIVE_INFINITY : at;
    }
    return known;
  };
};

const breaksIn = (text: string, from: number, to: number): number => {
  let breaks = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) breaks += 1;
  return breaks;
};
