import type { HistoryTable } from "./read-table.ts";

/** Hears how far an import is. */
export type ImportListener = {
  reading: (file: string) => { bytes: (read: number) => void; done: (rows: number, rejected: number) => void };
  /** @param what the rows of the file tell of */
  writing: (
    what: "orders" | "customers",
    rows: number,
    before: number,
  ) => { rows: (written: number) => void; done: () => void };
  /** Where who is who is worked out apart from writing. */
  grouping: (rows: number) => { rows: (grouped: number) => void; done: () => void };
  /** What the file was taken for, once its header is read. */
  opened: (table: Pick<HistoryTable, "format" | "form" | "unknown">) => void;
};
