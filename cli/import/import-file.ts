import { mkdir } from "node:fs/promises";
import { lockFolder } from "../../infra/local/lock-folder.ts";
import { removeDrafts } from "../../infra/local/whole-files.ts";
import { type Checkpoint, type CheckpointStore, importsIn, openCheckpoint } from "./checkpoint.ts";
import type { RowGroup } from "./group-rows.ts";
import type { HistoryFile } from "./history-file.ts";
import { SpoolError } from "./import-error.ts";
import type { ImportListener } from "./import-listener.ts";
import { type ImportLock, type ImportLockDeps, refuseWhileUnderWay, takeLock } from "./import-lock.ts";
import { type ImportResult, resultOf } from "./import-result.ts";
import { addToRejects } from "./rejects.ts";
import { splitFile } from "./split-file.ts";
import { newTally } from "./tally-partition.ts";
import { type WritePartitionsDeps, writePartitions } from "./write-partitions.ts";

export type ImportFileDeps = Omit<WritePartitionsDeps, "goOn" | "writeCustomers"> &
  ImportLockDeps & {
    writeCustomers: (groups: readonly RowGroup[], begun: Begun) => ReturnType<WritePartitionsDeps["writeCustomers"]>;
    /** Asked under the lock, before anything is written: throws where this import must not begin, or go on. */
    mayBegin?: (begun: Begun) => Promise<void>;
  };

/** Whether this import had the lock before, and was broken off: it may have written, and others since. */
export type Begun = { again: boolean };

export type ImportRequest = HistoryFile & {
  /** What rows are read by besides the file: part of what makes this import the same one. */
  readBy: string;
  dataFolder: string;
  rejectsFile: string;
  breakLock: boolean;
};

/**
 * Imports a file in two passes (docs/adr/0003): the first reads and checks all of it and splits it by customer, on disk;
 * the second writes a part at a time, under a lock and a mark. Broken off anywhere, it goes on where it was when it is run
 * again. One import at a time uses a data folder, from before the first byte that it keeps there until the last.
 *
 * @throws ImportError for a file that cannot be read (nothing was written), and while another import is under way
 * @throws RouseError `FolderTakenError` while another import from this data folder is
 */
export const importFile = async (
  request: ImportRequest,
  deps: ImportFileDeps,
  listener: ImportListener,
): Promise<ImportResult> => {
  const imports = importsIn(request.dataFolder);
  await mkdir(imports, { recursive: true, mode: 0o700 });
  const giveBack = await lockFolder(imports);
  try {
    await removeDrafts(imports);
    return await importAlone(request, deps, listener);
  } finally {
    giveBack();
  }
};

const importAlone = async (
  request: ImportRequest,
  deps: ImportFileDeps,
  listener: ImportListener,
): Promise<ImportResult> => {
  const store = await openCheckpoint(request.dataFolder, request.file, request.readBy);
  if (!request.breakLock) await refuseWhileUnderWay(store.owner, deps);
  const earlier = await store.read();
  const checkpoint = earlier ?? (await firstPass(request, store, listener));
  if (checkpoint.taken > 0) {
    const lock = await takeLock(store.owner, request.breakLock, deps);
    // All of it may be in, and only its rejects be left to list.
    if (checkpoint.partitionsDone < checkpoint.partitionRows.length) await begin(lock, deps);
    const writeCustomers = (groups: readonly RowGroup[]) => deps.writeCustomers(groups, lock);
    await secondPass(checkpoint, store, { ...deps, writeCustomers, goOn: lock.goOn }, listener);
    await deps.mayGoOn?.();
    await lock.end();
  }
  await addToRejects(request, store.folder, reasonsOf(checkpoint));
  await store.remove();
  return resultOf(checkpoint, earlier !== undefined);
};

/** What was broken off stays so, and keeps its lock. */
const begin = async (lock: ImportLock, { mayBegin }: ImportFileDeps): Promise<void> => {
  try {
    await mayBegin?.(lock);
  } catch (error) {
    if (!lock.again) await lock.end();
    throw error;
  }
};

const firstPass = async (
  request: ImportRequest,
  store: CheckpointStore,
  listener: ImportListener,
): Promise<Checkpoint> => {
  await store.clear();
  const reading = listener.reading(request.file);
  const split = await splitFile(request, store.folder, request.rejectsFile, {
    bytes: reading.bytes,
    opened: listener.opened,
  });
  reading.done(split.rows, split.rejected);
  const checkpoint: Checkpoint = {
    ...split,
    unknownColumns: [...split.unknownColumns],
    partitionsDone: 0,
    ...newTally(),
  };
  await store.save(checkpoint);
  return checkpoint;
};

/** Rows that are not all there any more are forgotten, so that the next run reads the file anew, and goes on under the same lock. */
const secondPass = async (...work: Parameters<typeof writePartitions>): Promise<void> => {
  const [, store] = work;
  try {
    await writePartitions(...work);
  } catch (error) {
    if (error instanceof SpoolError) await store.clear();
    throw error;
  }
};

/** Why rows were not taken that could be read, by their lines. */
const reasonsOf = ({ linesLeftOut, linesOfOthers, linesNotTaken, consents }: Checkpoint): ReadonlyMap<number, string> =>
  new Map([
    ...linesNotTaken.map((line) => [line, TOLD_LATER] as const),
    ...linesOfOthers.map((line) => [line, OF_ANOTHER] as const),
    ...linesLeftOut.map((line) => [line, consents ? CUSTOMER_ERASED : ERASED] as const),
  ]);

const ERASED = "names somebody who was erased after this order: it is not brought back";
const CUSTOMER_ERASED =
  "names somebody who was erased, and has no time that is later: they are not brought back, and nobody writes to them";
const OF_ANOTHER =
  "under this order_id an order of another customer and another day is kept: the row was NOT taken. If it is another shop's number, give the ids of this file a prefix, such as B-1001; if it is the same order, correct its customer first, and its day in another import";
const TOLD_LATER =
  "not taken: this order was told before, with a later time of update, or as paid by another attempt, and that is kept";
