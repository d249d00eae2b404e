import * as z from "zod";
import type { Settings } from "../../shared/model/settings.ts";
import type { Instant } from "../../shared/model/time.ts";
import { formatsNamed } from "./formats-named.ts";
import type { HistoryFile } from "./history-file.ts";
import type { TableOptions } from "./read-table.ts";

const either = (...words: readonly [string, string]) => ({ error: `expected ${words[0]} or ${words[1]}` });

/** What an operator may say of a file where it does not tell by itself, or tells wrong. */
export const readingOptionsSchema = z.object({
  format: z.string().optional(),
  rows: z.literal("items", { error: "expected items" }).optional(),
  encoding: z.string().optional(),
  decimal: z.enum(["dot", "comma"], either("dot", "comma")).optional(),
  dates: z.enum(["day-first", "month-first"], either("day-first", "month-first")).optional(),
});
export type ReadingOptions = z.infer<typeof readingOptionsSchema> & {
  /** Whether webhooks may tell of the same orders; where nothing is kept, none do. */
  webhooks?: boolean;
};

/** What a file may be, by what the operator says of it. */
export const tableOptionsOf = ({ format, rows, encoding }: ReadingOptions): TableOptions => {
  const formats = formatsNamed(format);
  return {
    formats: rows === "items" ? formats.map((one) => ({ ...one, row: "item", amounts: itemAmounts(one) })) : formats,
    encoding,
  };
};

/** A format whose rows are items anyway says whose their amounts are. */
const itemAmounts = ({ row, amounts }: TableOptions["formats"][number]) => (row === "item" ? amounts : "either");

/** A file to be read for a shop. */
export const historyFileOf = (
  file: string,
  options: ReadingOptions,
  { timeZone, currency, orders, sources }: Pick<Settings, "timeZone" | "currency" | "orders" | "sources">,
  now: Instant,
): HistoryFile => ({
  file,
  ...tableOptionsOf(options),
  webhooksOf: options.webhooks === true ? Object.keys(sources) : [],
  reading: {
    ...{ timeZone, currency, now, firstDay: orders.firstDay },
    ...{ decimal: options.decimal, dates: options.dates },
  },
});
