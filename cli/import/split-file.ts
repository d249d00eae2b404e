import type { HistoryFile } from "./history-file.ts";
import { numberRows } from "./number-rows.ts";
import { type HistoryTable, openTable } from "./read-table.ts";
import { createRejects } from "./rejects.ts";
import { createSpool } from "./spool.ts";
import { watchFile } from "./unchanged-file.ts";
import { type Walk, walkHistory } from "./walk-history.ts";

export type SplitTally = Walk & {
  /** What the file was taken for. */
  format: string;
  /** How many of the orders taken each partition has. */
  partitionRows: number[];
  unknownColumns: readonly string[];
};

/**
 * The first pass: reads the whole file, checks every row, unites rows that share a customer id, an address or an order, and leaves the rows
 * in `folder`, split so that no customer and no order is in two partitions. Nothing has been written to the tables when this ends,
 * so a file that turns out unreadable near its end, or another than it began, has changed nothing.
 *
 * Memory: some 40 bytes an order and an identity, whatever the number of rows.
 */
export const splitFile = async (
  { file, reading, ...options }: HistoryFile,
  folder: string,
  rejectsFile: string,
  on: { bytes: (read: number) => void; opened: (table: HistoryTable) => void },
): Promise<SplitTally> => {
  const refuseChanged = await watchFile(file);
  const table = await openTable(file, options);
  on.opened(table);
  const rejects = createRejects(rejectsFile, folder, table.header);
  const numbers = numberRows();
  const spool = createSpool(folder);
  const walk = await walkHistory(
    table,
    reading,
    {
      take: (row) => spool.add(numbers.numberOf(row), row),
      reject: ({ line, cells }, reason) => rejects.add(line, reason, cells),
    },
    on.bytes,
  );
  await refuseChanged();
  await rejects.close();
  const partitionRows = await spool.split(numbers.find);
  return { ...walk, format: table.format.name, partitionRows, unknownColumns: table.unknown };
};
