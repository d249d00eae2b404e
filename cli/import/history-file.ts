import type { TableOptions } from "./read-table.ts";
import type { Reading } from "./reading.ts";

/** What is imported: a file, what it may be, and by what its rows are read besides. */
export type HistoryFile = TableOptions & { file: string; reading: Reading };
