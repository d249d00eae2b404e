import type { HistoryField, HistoryFormat } from "../../shared/sources/history-format.ts";

/** A cell that was left out, for it could not be read and no order needs it. */
export type Remark = { column: string; reason: string };

/** What cannot be read of one order: what costs the order, and what costs a cell. Columns have the file's own names. */
export type Doubts = {
  /** Each once. */
  reasons: readonly string[];
  remarks: readonly Remark[];
  refuse: (field: HistoryField, reason: string) => void;
  leaveOut: (field: HistoryField, reason: string) => void;
  /** The value of a cell that an order needs; undefined for one that cannot be read, which costs the order. */
  need: <Value>(field: HistoryField, read: Read<Value>) => Value | undefined;
  /** The value of a cell that no order needs; undefined for one that cannot be read. */
  may: <Value>(field: HistoryField, read: Read<Value>) => Value | undefined;
};

/** What a cell says; or what is wrong with it, to stand behind the column's name. */
export type Read<Value> = { value: Value } | { reason: string };

export const collectDoubts = ({ columns }: Pick<HistoryFormat, "columns">): Doubts => {
  const reasons: string[] = [];
  const remarks: Remark[] = [];
  const columnOf = (field: HistoryField): string => [columns[field] ?? field].flat()[0] ?? field;
  const refuse = (field: HistoryField, reason: string) => {
    const sentence = `${columnOf(field)} ${reason}`;
    if (!reasons.includes(sentence)) reasons.push(sentence);
  };
  const leaveOut = (field: HistoryField, reason: string) => {
    remarks.push({ column: columnOf(field), reason });
  };
  const valueOr =
    (otherwise: Doubts["refuse"]) =>
    <Value>(field: HistoryField, read: Read<Value>): Value | undefined => {
      if ("value" in read) return read.value;
      otherwise(field, read.reason);
      return undefined;
    };
  return { reasons, remarks, refuse, leaveOut, need: valueOr(refuse), may: valueOr(leaveOut) };
};
