import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { CSV_START, csvLine, csvText } from "../../shared/model/csv.ts";
import { createAppender } from "./appender.ts";
import { gatherOrders } from "./gather-orders.ts";
import type { HistoryFile } from "./history-file.ts";
import { readCsv } from "./read-csv.ts";
import { openTable } from "./read-table.ts";
import { rejectColumns } from "./reject-columns.ts";

/**
 * The rows that could not be taken, with line and reason, and their cells as they stood in the file, behind an apostrophe where a
 * spreadsheet program would run them. Corrected, it can be imported as it is: what reads a file passes that apostrophe by.
 * The file appears when it is complete, and only if there are any.
 *
 * @param folder the import's own: nobody else drafts there
 */
export const createRejects = (file: string, folder: string, header: readonly string[]) => {
  const draft = join(folder, `rejects-${randomUUID()}.csv`);
  const lines = createAppender(draft);
  lines.append(CSV_START + csvLine([...rejectColumns, ...header].map(csvText)));
  let count = 0;
  return {
    add: (line: number, reason: string, cells: readonly string[]): void => {
      count += 1;
      lines.append(csvLine([String(line), csvText(reason), ...cells.map(csvText)]));
    },
    close: async (): Promise<void> => {
      lines.flush();
      if (count > 0) await replace(file, draft);
      await rm(draft, { force: true });
    },
  };
};

/** The two may lie on different disks. */
const replace = async (file: string, draft: string): Promise<void> => {
  const beside = `${file}.${randomUUID()}.part`;
  await copyFile(draft, beside);
  await rename(beside, file);
};

/**
 * Adds orders of a file to its rejects, by the line that each begins on, for only the second pass asks what is known. Those that are listed
 * already are left: an import that broke off here does it again.
 */
export const addToRejects = async (
  { file, rejectsFile, ...options }: Omit<HistoryFile, "reading"> & { rejectsFile: string },
  folder: string,
  reasons: ReadonlyMap<number, string>,
): Promise<void> => {
  if (reasons.size === 0) return;
  const table = await openTable(file, options);
  const rejects = createRejects(rejectsFile, folder, table.header);
  const listed = new Set<number>();
  for await (const [line = "", reason = "", ...cells] of listedIn(rejectsFile)) {
    listed.add(Number(line));
    rejects.add(Number(line), reason, cells);
  }
  for await (const orders of gatherOrders(table.rows(), table.format)) {
    for (const rows of orders) {
      const reason = reasons.get(rows[0].line);
      if (reason === undefined || listed.has(rows[0].line)) continue;
      for (const { line, cells } of rows) rejects.add(line, reason, cells);
    }
  }
  await rejects.close();
};

async function* listedIn(rejectsFile: string): AsyncGenerator<readonly string[]> {
  if (!existsSync(rejectsFile)) return;
  let header = 1;
  for await (const records of readCsv(rejectsFile)) {
    yield* records.slice(header).map(({ cells }) => cells);
    header = 0;
  }
}
