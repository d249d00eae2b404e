import { rename, rm } from "node:fs/promises";
import { CSV_START, csvLine, csvQuoted } from "../../shared/model/csv.ts";
import { createAppender } from "./appender.ts";

/**
 * The rows that could not be taken, with line and reason, and their cells as they stood in the file: corrected, it can be imported as it is.
 * The file appears when it is complete, and only if there are any.
 */
export const createRejects = async (file: string, header: readonly string[]) => {
  const draft = `${file}.part`;
  await rm(draft, { force: true });
  const lines = createAppender(draft);
  lines.append(CSV_START + csvLine(["line", "reason", ...header].map(csvQuoted)));
  let count = 0;
  return {
    add: (line: number, reason: string, cells: readonly string[]): void => {
      count += 1;
      lines.append(csvLine([String(line), csvQuoted(reason), ...cells.map(csvQuoted)]));
    },
    /** @returns how many there are */
    close: async (): Promise<number> => {
      lines.flush();
      if (count > 0) await rename(draft, file);
      else await rm(draft, { force: true });
      return count;
    },
  };
};
