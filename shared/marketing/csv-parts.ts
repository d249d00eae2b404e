import { csvLine, csvLinesOf, csvText } from "../model/csv.ts";
import { type CustomerRow, customerTable } from "../model/customer-row.ts";
import type { Currency } from "../model/money.ts";
import type { PreviousScore } from "../model/previous-score.ts";
import type { UnscoredRow } from "../model/summary-row.ts";
import type { Day } from "../model/time.ts";
import type { Moves } from "../scoring/own-segments.ts";
import { segmentsOf, segmentsOfUnscored } from "../scoring/rfm/segment-files.ts";
import { movedLines } from "./movement.ts";
import { segmentPath } from "./segment-index.ts";

/** A shard's lines of every CSV file that its customers belong in, by the file's path; each customer is written once, as bytes, and joined often. */
export class CsvParts {
  readonly #lines = new Map<string, Buffer[]>();
  readonly #asOf: Day;
  readonly #lineOf: (row: CustomerRow) => string;

  constructor(currency: Currency, asOf: Day) {
    this.#asOf = asOf;
    this.#lineOf = csvLinesOf(customerTable, currency);
  }

  /**
   * @param before what the night before said of them
   * @param own segments of the shop's own that they are in, came into and left
   */
  add(row: CustomerRow, before: PreviousScore | undefined, own: Moves): void {
    const line = Buffer.from(this.#lineOf(row), "utf8");
    this.#append("customers.csv", line);
    for (const segment of segmentsOf(row, this.#asOf)) this.#append(segmentPath(segment), line);
    for (const name of own.names) this.#append(segmentPath(name), line);
    for (const moved of movedLines(row, before, own)) this.#append("moved.csv", Buffer.from(moved, "utf8"));
  }

  /** A line for who is in no file but some segments': what is made from orders stays empty. */
  addUnscored(row: UnscoredRow): void {
    const cells: Partial<Record<string, string | number | null>> = row;
    const line = csvLine(Object.keys(customerTable.columns).map((name) => csvText(String(cells[name] ?? ""))));
    for (const segment of segmentsOfUnscored(row, this.#asOf))
      this.#append(segmentPath(segment), Buffer.from(line, "utf8"));
  }

  /** In the order of their paths. */
  toParts(): { path: string; rows: number; lines: Uint8Array }[] {
    return [...this.#lines]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, lines]) => ({ path, rows: lines.length, lines: Buffer.concat(lines) }));
  }

  #append(path: string, line: Buffer): void {
    const lines = this.#lines.get(path);
    if (lines) lines.push(line);
    else this.#lines.set(path, [line]);
  }
}
