import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { createAppender, createByteAppender } from "./appender.ts";
import { SpoolError } from "./import-error.ts";
import type { ImportRow } from "./import-row.ts";
import { readLineBytes, readLines } from "./read-lines.ts";
import { lineOfRow, rowInLine, rowsInLines } from "./row-line.ts";

/**
 * Bytes of rows in one partition, of plain rows some 2,500. The second pass holds two in memory at a time, several times over as objects;
 * with twice as much alive, collecting garbage costs as much as all that an import does.
 */
const PARTITION_BYTES = 384 * 1024;
const MAX_PARTITIONS = 4_000;
/** What all partitions together may gather before they write. */
const GATHERED_CHARACTERS = 32 * 1024 * 1024;

/**
 * The rows of a file between the two passes of an import, on disk: first all of them in the file's order, each with the number
 * of its set; then, when all sets are known, split so that all rows of a set are in one partition. How many went in is told,
 * so that who reads them knows whether they are all there.
 */
export const createSpool = (folder: string) => {
  const whole = join(folder, "rows.ndjson");
  const all = createAppender(whole);
  let characters = 0;
  let rows = 0;
  return {
    add: (set: number, row: ImportRow): void => {
      const line = lineOfRow(set, row);
      characters += line.length;
      rows += 1;
      all.append(line);
    },
    /**
     * @returns how many rows each partition has
     * @throws SpoolError
     */
    split: async (find: (set: number) => number): Promise<number[]> => {
      all.flush();
      const count = Math.min(MAX_PARTITIONS, Math.max(1, Math.ceil(characters / PARTITION_BYTES)));
      const parts = Array.from({ length: count }, (_, index) => ({
        rows: 0,
        ...createByteAppender(partitionFile(folder, index), GATHERED_CHARACTERS / count),
      }));
      let found = 0;
      for await (const lines of rows === 0 ? [] : readLineBytes(whole)) {
        for (const line of lines) {
          const part = parts[find(setOf(line, whole)) % count];
          part?.append(line);
          if (part) part.rows += 1;
        }
        found += lines.length;
      }
      if (found !== rows) throw new SpoolError(whole, notAllThere(found, rows));
      for (const part of parts) part.flush();
      await rm(whole, { force: true });
      return parts.map((part) => part.rows);
    },
  };
};

const partitionFile = (folder: string, index: number) => join(folder, `part-${String(index).padStart(4, "0")}.ndjson`);

const BROKEN = "a line of it is not what was put there";

const [BRACKET, COMMA, ZERO] = [0x5b, 0x2c, 0x30];

const setOf = (line: Buffer, file: string): number => {
  let set = 0;
  for (let at = 1; line[0] === BRACKET; at++) {
    const byte = line[at] ?? 0;
    if (byte === COMMA && at > 1) return set;
    if (byte < ZERO || byte > ZERO + 9) break;
    set = set * 10 + byte - ZERO;
  }
  throw new SpoolError(file, BROKEN);
};

/**
 * The rows of one partition, in the file's order.
 * @param rows how many it has
 * @throws SpoolError where they are not all there, before the last one is given, and where one is not what was written
 */
export async function* readPartition(folder: string, index: number, rows: number): AsyncGenerator<ImportRow> {
  if (rows === 0) return;
  const file = partitionFile(folder, index);
  for await (const line of wholeLines(file, rows)) {
    const row = rowInLine(line);
    if (row === undefined) throw new SpoolError(file, BROKEN);
    yield row;
  }
}

/** All of them at once, for the process that split them itself, a moment ago: they are not asked again for what they are. */
export const readOwnPartition = (folder: string, index: number, rows: number): ImportRow[] => {
  if (rows === 0) return [];
  const file = partitionFile(folder, index);
  const found = rowsInLines(readFileSync(file, "utf8"));
  if (found.length !== rows) throw new SpoolError(file, notAllThere(found.length, rows));
  return found;
};

const notAllThere = (found: number, expected: number): string => `it has ${found} rows, and ${expected} were put there`;

async function* wholeLines(file: string, expected: number): AsyncGenerator<string> {
  let found = 0;
  try {
    for await (const line of readLines(file)) {
      found += 1;
      yield line;
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  if (found !== expected) throw new SpoolError(file, notAllThere(found, expected));
}

const isMissing = (error: unknown) => z.object({ code: z.literal("ENOENT") }).safeParse(error).success;
