import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { copyFile, realpath, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import * as z from "zod";
import { CSV_START, csvLine, csvText, csvUnguarded } from "../../shared/model/csv.ts";
import { createAppender } from "./appender.ts";
import { gatherOrders } from "./gather-orders.ts";
import type { HistoryFile } from "./history-file.ts";
import { ImportError } from "./import-error.ts";
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
      lines.append(csvLine([String(line), csvText(reason), ...cells.map(asItStood)]));
    },
    close: async (): Promise<void> => {
      lines.flush();
      if (count > 0) await replace(file, draft);
      await rm(draft, { force: true });
    },
  };
};

/** Behind one apostrophe, however often the row was listed and read again. */
const asItStood = (cell: string): string => csvText(csvUnguarded(cell));

/** What is no file, such as `/dev/null`, takes what is written to it, and a link stays one. */
const replace = async (file: string, draft: string): Promise<void> => {
  const there = await stat(file).catch(() => undefined);
  if (there !== undefined && !there.isFile()) return pipeline(createReadStream(draft), createWriteStream(file));
  const place = there === undefined ? file : await realpath(file);
  const beside = `${place}.${randomUUID()}.part`;
  try {
    // The two may lie on different disks.
    await copyFile(draft, beside);
    await rename(beside, place);
  } catch (error) {
    await rm(beside, { force: true });
    const { code } = shutSchema.safeParse(error).data ?? {};
    if (code === undefined) throw error;
    throw new ImportError(
      `Rows were rejected, and cannot be listed in ${file} (${code}). Name another file with --rejects.`,
      error,
    );
  }
};

/** How the system calls a folder that takes no files. */
const shutSchema = z.object({ code: z.enum(["EACCES", "EPERM", "EROFS"]) });

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
  if (!existsSync(rejectsFile) || !(await stat(rejectsFile)).isFile()) return;
  let header = 1;
  for await (const records of readCsv(rejectsFile)) {
    yield* records.slice(header).map(({ cells }) => cells);
    header = 0;
  }
}
