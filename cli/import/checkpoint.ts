import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { findWhole, writeWhole } from "../../infra/local/whole-files.ts";
import { reasonTallySchema } from "./tally-reasons.ts";

/** What an import has done so far. It is written after the rows are safe on disk, and after each partition. */
export const checkpointSchema = z.object({
  /** What the file was taken for. */
  format: z.string(),
  rows: z.int(),
  rejected: z.int(),
  /** Orders that are to be written, of which several rows of the file may be one; or customers' rows. */
  taken: z.int(),
  /** Of a file of customers, what its rows say of marketing mail. */
  consents: z.object({ granted: z.int(), denied: z.int(), unknown: z.int() }).optional(),
  furtherRows: z.int(),
  refundRows: z.int(),
  itemAmounts: z.enum(["once", "summed"]).optional(),
  unknownColumns: z.array(z.string()),
  refusals: z.array(reasonTallySchema),
  remarks: z.array(reasonTallySchema),
  notes: z.array(reasonTallySchema),
  /** How many rows each partition has. */
  partitionRows: z.array(z.int()),
  partitionsDone: z.int(),
  customersInAll: z.int(),
  ordersInAll: z.int(),
  rowsWritten: z.int(),
  /** Orders that are kept and do not count, by reason. */
  notCounted: z.record(z.string(), z.int()).default({}),
  /** Orders by the status that they have, and how many of these do not count for it. */
  statuses: z.array(z.tuple([z.string(), z.object({ orders: z.int(), unpaid: z.int(), line: z.int() })])),
  /** Rows that repeat an order of another row. */
  repeated: z.int().default(0),
  /** Orders that say they were refunded in part, and not how much. */
  refundsUnknown: z.int().default(0),
  /** Lines that were left out, for somebody whom they name was erased. */
  linesLeftOut: z.array(z.int()).default([]),
  /** Lines that were left out, for under their number an order of another buyer and day is kept. */
  linesOfOthers: z.array(z.int()).default([]),
  /** Lines that changed nothing, for their orders were told before with a later time. */
  linesNotTaken: z.array(z.int()).default([]),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

const OWNER = "owner-of-lock.json";
const ownerSchema = z.object({ owner: z.string() });

/**
 * The folder of one import in the data folder, named by everything its result depends on: the file's bytes, the format,
 * the settings that rows are read by. Running the same import again finds it and goes on. Only for who has the folder of
 * imports to himself.
 */
export const openCheckpoint = async (dataFolder: string, file: string, readBy: string) => {
  const folder = join(importsIn(dataFolder), await hashOf(file, readBy));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "checkpoint.json");
  return {
    folder,
    owner: await ownerIn(folder),
    save: (checkpoint: Checkpoint): Promise<void> => writeWhole(path, JSON.stringify(checkpoint)),
    /** Undefined where nothing, or nothing complete, is there. */
    read: (): Promise<Checkpoint | undefined> => findWhole(path, checkpointSchema),
    /** Forgets what was done and all rows, and not who holds the lock of imports. */
    clear: async (): Promise<void> => {
      // First, or who is killed now would take what is left of the rows for all of them.
      await rm(path, { force: true });
      const names = (await readdir(folder)).filter((name) => name !== OWNER);
      await Promise.all(names.map((name) => rm(join(folder, name))));
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};

/** Where imports from a data folder keep what they have done so far. */
export const importsIn = (dataFolder: string): string => join(dataFolder, "imports");

/** Names this import from this folder, whenever it is run again: the owner of the lock of imports. */
const ownerIn = async (folder: string): Promise<string> => {
  const path = join(folder, OWNER);
  const { owner } = (await findWhole(path, ownerSchema)) ?? { owner: randomUUID() };
  await writeWhole(path, JSON.stringify({ owner }));
  return owner;
};

export type CheckpointStore = Awaited<ReturnType<typeof openCheckpoint>>;

const hashOf = async (file: string, readBy: string): Promise<string> => {
  const hash = createHash("sha256").update(`${readBy}\n`);
  const bytes: AsyncIterable<Buffer> = createReadStream(file, { highWaterMark: 1 << 20 });
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest("hex").slice(0, 24);
};
