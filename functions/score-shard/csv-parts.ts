import { csvLinesOf } from "../../shared/model/csv.ts";
import { type CustomerRow, customerTable } from "../../shared/model/customer-row.ts";
import type { Currency } from "../../shared/model/money.ts";
import { segmentsOf } from "../../shared/scoring/rfm/segment-files.ts";

/** A shard's lines of every CSV file that its customers belong in, by the file's path; each customer is written once and joined often. */
export class CsvParts {
  readonly #lines = new Map<string, string[]>();
  readonly #lineOf: (row: CustomerRow) => string;

  constructor(currency: Currency) {
    this.#lineOf = csvLinesOf(customerTable, currency);
  }

  add(row: CustomerRow): void {
    const line = this.#lineOf(row);
    this.#append("customers.csv", line);
    for (const segment of segmentsOf(row)) this.#append(`segments/${segment}.csv`, line);
  }

  /** In the order of their paths. */
  toParts(): { path: string; lines: readonly string[] }[] {
    return [...this.#lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, lines]) => ({ path, lines }));
  }

  #append(path: string, line: string): void {
    const lines = this.#lines.get(path);
    if (lines) lines.push(line);
    else this.#lines.set(path, [line]);
  }
}
