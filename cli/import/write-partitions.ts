import type { Checkpoint, CheckpointStore } from "./checkpoint.ts";
import { groupRows, type RowGroup } from "./group-rows.ts";
import type { ImportListener } from "./import-listener.ts";
import type { ImportRow } from "./import-row.ts";
import type { Judge } from "./newer-row.ts";
import type { WrittenRows } from "./record-group.ts";
import { readPartition } from "./spool.ts";
import { tallyPartition, type Written } from "./tally-partition.ts";

export type WritePartitionsDeps = {
  hash: (normalised: string) => string;
  writeCustomers: (groups: readonly RowGroup[]) => Promise<WrittenRows>;
  /** Whether an order counts, by the shop's settings. */
  judge: Judge;
  /** Called between partitions: the import goes on. What it throws ends it. */
  goOn: () => Promise<void>;
};

/**
 * The second pass: writes what the first one split, and takes note after each partition. Two partitions are under way at a time,
 * so that the tables never wait for the disk, nor for the last customers of a partition; no customer is in both, and no order.
 * A failure is thrown when both have settled: nothing is written after it.
 */
export const writePartitions = async (
  checkpoint: Checkpoint,
  store: CheckpointStore,
  deps: WritePartitionsDeps,
  listener: ImportListener,
): Promise<void> => {
  const writing = listener.writing(
    checkpoint.consents ? "customers" : "orders",
    checkpoint.taken,
    checkpoint.rowsWritten,
  );
  const begin = async (partition: number): Promise<Written> => {
    const rows = checkpoint.partitionRows[partition];
    if (rows === undefined) return { groups: [], customerIds: [], leftOut: [], ofOthers: [], notTaken: [] };
    const groups = groupRows(await collect(readPartition(store.folder, partition, rows)), deps.hash, deps.judge);
    return { groups, ...(await deps.writeCustomers(groups)) };
  };
  let current = begin(checkpoint.partitionsDone);
  while (checkpoint.partitionsDone < checkpoint.partitionRows.length) {
    const next = begin(checkpoint.partitionsDone + 1);
    // Should it fail first, the next round says so.
    next.catch(() => undefined);
    try {
      const rows = tallyPartition(checkpoint, await current, deps.judge);
      checkpoint.partitionsDone += 1;
      await store.save(checkpoint);
      writing.rows(rows);
      await deps.goOn();
    } catch (error) {
      await Promise.allSettled([next]);
      throw error;
    }
    current = next;
  }
  writing.done();
};

const collect = async (rows: AsyncIterable<ImportRow>): Promise<ImportRow[]> => {
  const collected: ImportRow[] = [];
  for await (const row of rows) collected.push(row);
  return collected;
};
