import { normaliseEmail } from "../../shared/model/identity.ts";
import { DisjointSets } from "./disjoint-sets.ts";
import type { Format } from "./formats.ts";
import type { ImportRow } from "./import-row.ts";
import { readTable } from "./read-table.ts";
import { createRejects } from "./rejects.ts";
import { createSpool } from "./spool.ts";
import { TextNumbers } from "./text-numbers.ts";

/** `partitionRows`: how many rows each partition has. */
export type SplitTally = {
  rows: number;
  rejected: number;
  partitionRows: number[];
  unknownColumns: readonly string[];
};

/**
 * The first pass: reads the whole file, checks every row, unites rows that share a customer id or an address, and leaves the rows
 * in `folder`, split so that no customer is in two partitions. Nothing has been written to the tables when this ends,
 * so a file that turns out unreadable near its end has changed nothing.
 *
 * Memory: 20 to 40 bytes an identity, whatever the number of rows.
 */
export const splitFile = async (
  file: string,
  format: Format,
  folder: string,
  rejectsFile: string,
  on: { bytes: (read: number) => void; unknown: (columns: readonly string[]) => void },
): Promise<SplitTally> => {
  const table = await readTable(file, format.columns, on.bytes);
  if (table.unknown.length > 0) on.unknown(table.unknown);
  const rejects = createRejects(rejectsFile, folder, table.header);
  const sets = new DisjointSets();
  const numberIn = createNumbering(sets);
  const spool = createSpool(folder);
  let rows = 0;
  for await (const record of table.rows) {
    rows += 1;
    const read = "row" in record ? format.readRow(record.line, record.row) : record;
    if ("reason" in read) rejects.add(record.line, read.reason, record.cells);
    else spool.add(numberIn(read.row), read.row);
  }
  const rejected = await rejects.close();
  const partitionRows = await spool.split((set) => sets.find(set));
  return { rows, rejected, partitionRows, unknownColumns: table.unknown };
};

/** The number of a row's customer id, or of its address; two that stand in one row are united. */
const createNumbering = (sets: DisjointSets) => {
  const numbers = new TextNumbers();
  return ({ customerId, email }: ImportRow): number => {
    const address = normaliseEmail(email);
    const byId = customerId === undefined ? undefined : numbers.numberOf(`id ${customerId}`);
    const byAddress = address === undefined ? undefined : numbers.numberOf(`address ${address}`);
    if (byId !== undefined && byAddress !== undefined) sets.unite(byId, byAddress);
    return byId ?? byAddress ?? 0;
  };
};
