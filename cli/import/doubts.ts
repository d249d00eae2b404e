import type { HistoryField, HistoryFormat } from "../../shared/sources/history-format.ts";

/** A cell that no order needs, and what became of it where it was not left out: `taken as no`. */
export type Remark = { column: string; reason: string; became?: string };

/** What a cell says; or what is wrong with it, to stand behind the column's name. */
export type Read<Value> = { value: Value } | { reason: string };

/** What cannot be read of one order: what costs the order, and what costs a cell. Columns have the file's own names. */
export class Doubts {
  readonly #columns: HistoryFormat["columns"];
  /** Each once. */
  readonly reasons: string[] = [];
  readonly remarks: Remark[] = [];

  constructor({ columns }: Pick<HistoryFormat, "columns">) {
    this.#columns = columns;
  }

  refuse(field: HistoryField, reason: string): void {
    const sentence = `${this.#columnOf(field)} ${reason}`;
    if (!this.reasons.includes(sentence)) this.reasons.push(sentence);
  }

  /** The value of a cell that an order needs; undefined for one that cannot be read, which costs the order. */
  need<Value>(field: HistoryField, read: Read<Value>): Value | undefined {
    if ("value" in read) return read.value;
    this.refuse(field, read.reason);
    return undefined;
  }

  /** The value of a cell that no order needs; undefined for one that cannot be read. */
  may<Value>(field: HistoryField, read: Read<Value>): Value | undefined {
    if ("value" in read) return read.value;
    this.remarks.push({ column: this.#columnOf(field), reason: read.reason });
    return undefined;
  }

  /** Tells of a cell that is in, and otherwise than it stands there. */
  remark(field: HistoryField, reason: string, became: string): void {
    this.remarks.push({ column: this.#columnOf(field), reason, became });
  }

  #columnOf(field: HistoryField): string {
    return [this.#columns[field] ?? field].flat()[0] ?? field;
  }
}
