import type { Checkpoint } from "./checkpoint.ts";
import { statusesShown } from "./statuses-shown.ts";
import type { ReasonTally } from "./tally-reasons.ts";
import type { ConsentTally } from "./walk-history.ts";

/** What an import came to. */
export type ImportResult = {
  /** What the file was taken for, as `--format` has it. */
  format: string;
  rows: number;
  rejected: number;
  /** Rows that are further items of the order above them, and rows of refunds that their orders have. */
  furtherRows: number;
  refundRows: number;
  /** Where a row is an item: whether amounts were taken once for an order, or summed over its rows. */
  itemAmounts?: "once" | "summed" | undefined;
  /** Of the rejected, rows that name somebody who was erased after the order. */
  erased: number;
  /** Of the rejected, rows under whose order_id an order of another customer and another day is kept. */
  ofOthers: number;
  /** Rows that changed nothing, though they say otherwise than what is kept: it was told with a later time. */
  notTaken: number;
  orders: number;
  customers: number;
  /** Of a file of customers, what its rows say of marketing mail. */
  consents?: ConsentTally | undefined;
  /** Orders that are kept and do not count, by reason. */
  notCounted: Readonly<Record<string, number>>;
  /** Orders by the status that they have, and how many of these do not count for it. */
  statuses: Readonly<Record<string, { orders: number; unpaid: number }>>;
  /** Rows that repeat an order of another row. */
  repeated: number;
  /** Orders that say they were refunded in part, and not how much: they count in full. */
  refundsUnknown: number;
  unknownColumns: readonly string[];
  /** Rows that were rejected, by reason. */
  refusals: readonly ReasonTally[];
  /** Cells that were left out, or taken otherwise than they stand there, by column: the orders are in. */
  remarks: readonly ReasonTally[];
  /** Rows of refunds of which more is to be known. */
  notes: readonly ReasonTally[];
  /** True if an earlier run of the same import had been broken off. */
  resumed: boolean;
};

/** What an import that has ended came to, by what it has done. */
export const resultOf = (checkpoint: Checkpoint, resumed: boolean): ImportResult => {
  const {
    format,
    rows,
    rejected,
    linesLeftOut,
    linesOfOthers,
    linesNotTaken,
    ordersInAll,
    customersInAll,
    unknownColumns,
  } = checkpoint;
  const { notCounted, statuses, repeated, refundsUnknown, refusals, remarks, furtherRows, refundRows, itemAmounts } =
    checkpoint;
  const { consents, notes } = checkpoint;
  return {
    format,
    rows,
    furtherRows,
    refundRows,
    ...(itemAmounts && { itemAmounts }),
    ...(consents && { consents }),
    rejected: rejected + linesLeftOut.length + linesOfOthers.length,
    erased: linesLeftOut.length,
    ofOthers: linesOfOthers.length,
    notTaken: linesNotTaken.length,
    orders: ordersInAll,
    customers: customersInAll,
    notCounted,
    statuses: statusesShown(new Map(statuses)),
    repeated,
    refundsUnknown,
    unknownColumns,
    refusals,
    remarks,
    notes,
    resumed,
  };
};
