import type { Reading } from "./read-order.ts";
import type { TableOptions } from "./read-table.ts";

/** What is imported: a file, what it may be, and by what its rows are read besides. */
export type HistoryFile = TableOptions & { file: string; reading: Reading };
