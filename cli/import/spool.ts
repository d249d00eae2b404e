import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { createAppender } from "./appender.ts";
import { type ImportRow, importRowSchema } from "./import-row.ts";

/** Bytes of rows in one partition: the second pass holds two in memory at a time, several times over as objects. */
const PARTITION_BYTES = 2 * 1024 * 1024;
const MAX_PARTITIONS = 1_000;

const spooledSchema = z.tuple([z.int(), importRowSchema]);

/**
 * The rows of a file between the two passes of an import, on disk: first all of them in the file's order, each with the number
 * of its set; then, when all sets are known, split so that all rows of a set are in one partition.
 */
export const createSpool = (folder: string) => {
  const whole = join(folder, "rows.ndjson");
  const all = createAppender(whole);
  let bytes = 0;
  return {
    add: (set: number, row: ImportRow): void => {
      const line = `${JSON.stringify([set, row])}\n`;
      bytes += line.length;
      all.append(line);
    },
    /** @returns the number of partitions */
    split: async (find: (set: number) => number): Promise<number> => {
      all.flush();
      const count = Math.min(MAX_PARTITIONS, Math.max(1, Math.ceil(bytes / PARTITION_BYTES)));
      const parts = Array.from({ length: count }, (_, index) => createAppender(partitionFile(folder, index)));
      if (bytes > 0) {
        for await (const line of linesOf(whole)) {
          const set = Number.parseInt(line.slice(1), 10);
          parts[find(set) % count]?.append(`${line}\n`);
        }
      }
      for (const part of parts) part.flush();
      await rm(whole, { force: true });
      return count;
    },
  };
};

const partitionFile = (folder: string, index: number) => join(folder, `part-${String(index).padStart(4, "0")}.ndjson`);

/** The rows of one partition, in the file's order; none where no set fell into it. */
export async function* readPartition(folder: string, index: number): AsyncGenerator<ImportRow> {
  try {
    for await (const line of linesOf(partitionFile(folder, index))) {
      const [, row] = spooledSchema.parse(JSON.parse(line));
      yield row;
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}

const linesOf = (file: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(file, { encoding: "utf8" }), crlfDelay: Number.POSITIVE_INFINITY });
