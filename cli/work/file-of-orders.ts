import { counted } from "../../shared/model/counted.ts";
import { describeRefusals } from "../import/describe-doubts.ts";
import type { ImportResult } from "../import/import-result.ts";
import { openTable } from "../import/read-table.ts";
import { type ReadingOptions, tableOptionsOf } from "../import/reading-options.ts";
import { rejectsBeside } from "../import/rejects-place.ts";
import { UsageError } from "../terminal/usage-error.ts";

/** What an operator says of a file of orders that nights are held on. */
export type FileOfOrders = ReadingOptions & {
  orders: string;
  settings?: string | undefined;
  currency?: string | undefined;
  timeZone?: string | undefined;
  rejects?: string | undefined;
  allowRejects: boolean;
};

/** @throws UsageError */
export const refuseCustomersAlone = async ({ orders: file, ...options }: FileOfOrders): Promise<void> => {
  const { format } = await openTable(file, tableOptionsOf(options));
  if (format.row !== "customer") return;
  throw new UsageError(
    `${file} is ${format.title}, and tells of no order, so there is nobody to score: give --orders a file of orders, and this one to rouse import.`,
  );
};

/** Where rows that cannot be taken are listed. */
export const rejectsOf = ({ orders, rejects }: Pick<FileOfOrders, "orders" | "rejects">): string =>
  rejects ?? rejectsBeside(orders);

/** How many rows were rejected, where they are listed and why; nothing where all were taken. */
export const describeRejected = ({ rows, rejected, refusals }: ImportResult, rejects: string): string[] =>
  rejected === 0
    ? []
    : [
        `${rejected.toLocaleString("en-US")} of ${counted(rows, "row")} ${rejected === 1 ? "was" : "were"} rejected: ${rejects}`,
        ...describeRefusals(refusals),
      ];
