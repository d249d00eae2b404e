import type { Command } from "commander";
import { z } from "zod";
import { describeKept } from "../import/describe-import.ts";
import type { ImportResult } from "../import/import-file.ts";
import { ordersColumns } from "../import/orders-format.ts";
import { runImport } from "../import/run-import.ts";
import { onSystem } from "../system/with-system.ts";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { sayingWhenBrokenOff } from "../terminal/when-broken-off.ts";

const optionsSchema = systemOptionsSchema.extend({
  format: z.string(),
  rejects: z.string().optional(),
  breakLock: z.boolean(),
});

/** `rouse import FILE`: history in. */
export const importCommand = (): Command =>
  answering(
    withSystem(command("import", "bring in a file of orders", "import orders.csv --data .rouse"))
      .argument("<file>", "a CSV file, UTF-8, with a header")
      .option("--format <format>", "what the file holds: orders", "orders")
      .option("--rejects <file>", "where rows that cannot be taken are listed (default: FILE.rejects.csv)")
      .option("--break-lock", "forget another import that was broken off and will never be finished", false)
      .addHelpText("after", columnsHelp),
    optionsSchema,
    async ({ args: [file = ""], options, terminal }) => {
      const started = performance.now();
      const rejects = options.rejects ?? `${file}.rejects.csv`;
      const result = await sayingWhenBrokenOff(terminal, () =>
        onSystem(options, terminal, (system) => runImport(file, { ...options, rejects }, system, terminal)),
      );
      return outcomeOf(file, rejects, result, (performance.now() - started) / 1000);
    },
  );

const outcomeOf = (file: string, rejects: string, result: ImportResult, seconds: number): Outcome => {
  const { rows, rejected, orders, customers } = result;
  const empty = rows === 0 ? ["The file has a header and no rows."] : [];
  const list = rejected > 0 ? [`${rejected} of ${rows} rows were rejected: ${rejects}`] : [];
  return {
    ok: rejected === 0,
    json: { file, ...result, rejectsFile: rejected > 0 ? rejects : null, seconds: Math.round(seconds * 10) / 10 },
    prose: [
      `Imported ${orders} orders of ${customers} customers from ${rows - rejected} rows.`,
      ...empty,
      ...describeKept(result),
      ...list,
    ],
  };
};

const columnsHelp = `
Columns of --format orders:
  ${ordersColumns.needed.join(", ")}   needed
  customer_id, email                     at least one of them, in the header and in every row
  ${ordersColumns.optional.join(", ")}
                                         read where they are there
  Amounts are decimals with a dot. Times are ISO 8601; without an offset they are in the shop's time zone.
  status is paid where it is missing; refunded means all of it, partially_refunded needs the amount in refunded. Give updated_at, so that a later file can correct an order.
  items is a number of pieces, or a JSON list such as [{"sku":"A1","quantity":2,"total":"9.90"}].

The exit status is 1 if any row was rejected; all others are in. The list of rejects can be corrected and imported as it is.
An import that was broken off goes on where it was when it is run again.`;
