import type { HistoryFormat } from "../../shared/sources/history-format.ts";
import type { Reading } from "./read-order.ts";

/** What is imported: a file, what it may be, and by what its rows are read besides. */
export type HistoryFile = { file: string; formats: readonly HistoryFormat[]; reading: Reading };
