import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { findWhole, writeWhole } from "../../infra/local/whole-files.ts";

/** What an import has done so far. It is written after the rows are safe on disk, and after each partition. */
const checkpointSchema = z.object({
  /** Names this import from this folder; the owner of the import lock. */
  owner: z.string(),
  rows: z.int(),
  rejected: z.int(),
  unknownColumns: z.array(z.string()),
  partitions: z.int(),
  partitionsDone: z.int(),
  customersInAll: z.int(),
  ordersInAll: z.int(),
  rowsWritten: z.int(),
  /** Orders that are kept and do not count, by reason. */
  notCounted: z.record(z.string(), z.int()).default({}),
  /** Rows that repeat an order of another row. */
  repeated: z.int().default(0),
  /** Orders that say they were refunded in part, and not how much. */
  refundsUnknown: z.int().default(0),
  /** Lines that were left out, for somebody whom they name was erased. */
  linesLeftOut: z.array(z.int()).default([]),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

/**
 * The folder of one import in the data folder, named by everything its result depends on: the file's bytes, the format,
 * the settings that rows are read by. Running the same import again finds it and goes on.
 */
export const openCheckpoint = async (dataFolder: string, file: string, readBy: string) => {
  const folder = join(dataFolder, "imports", await hashOf(file, readBy));
  const path = join(folder, "checkpoint.json");
  const save = (checkpoint: Checkpoint): Promise<void> => writeWhole(path, JSON.stringify(checkpoint));
  return {
    folder,
    save,
    /** Undefined where nothing, or nothing complete, is there: the folder is then empty. */
    read: async (): Promise<Checkpoint | undefined> => {
      const checkpoint = await findWhole(path, checkpointSchema);
      if (checkpoint !== undefined) return checkpoint;
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return undefined;
    },
    newOwner: (): string => randomUUID(),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};

export type CheckpointStore = Awaited<ReturnType<typeof openCheckpoint>>;

const hashOf = async (file: string, readBy: string): Promise<string> => {
  const hash = createHash("sha256").update(`${readBy}\n`);
  const bytes: AsyncIterable<Buffer> = createReadStream(file, { highWaterMark: 1 << 20 });
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest("hex").slice(0, 24);
};
