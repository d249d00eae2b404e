import type { Command } from "commander";
import * as z from "zod";
import { optionalCustomerColumns } from "../../shared/sources/customers-history.ts";
import { historyFormats } from "../../shared/sources/history-formats.ts";
import { optionalColumns, ordersHistory } from "../../shared/sources/orders-history.ts";
import { readingOptionsSchema } from "../import/reading-options.ts";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";
import { withReading } from "./with-reading.ts";

const optionsSchema = systemOptionsSchema.extend({
  ...readingOptionsSchema.shape,
  rejects: z.string().optional(),
  breakLock: z.boolean(),
  first: z.boolean(),
  check: z.boolean(),
  webhooks: z.boolean(),
});

/** `rouse import FILE`: history in. */
export const importCommand = (): Command =>
  answering(
    withReading(
      withSystem(
        command("import", "bring in a file of orders or customers", "import orders.csv --data .rouse"),
      ).argument("<file>", "a CSV file with a header"),
    )
      .option("--check", "say what would be taken and what looks odd; nothing is written", false)
      .option("--no-webhooks", "no webhook tells of these orders (default: those of sources in the settings may)")
      .option("--rejects <file>", "where rows that cannot be taken are listed (default: FILE.rejects.csv)")
      .option("--first", "a first history into empty tables, while recording is held: several times as fast", false)
      .option("--break-lock", "forget another import that was broken off and will never be finished", false)
      .addHelpText("after", columnsHelp()),
    optionsSchema,
    async (call) =>
      call.options.check
        ? (await import("../work/check-orders.ts")).checkOrders(call)
        : (await import("../work/import-orders.ts")).importOrders(call),
  );

const columnsHelp = (): string => `
Formats, each known by the names in its header, in any order and case:
${historyFormats.map(({ name, title }) => `  ${name.padEnd(17)}  ${title}`).join("\n")}

Columns of --format orders:
  needed:       ${ordersHistory.needed.join(", ")}
  one of them:  customer_id, email (in the header and in every row)
  if there:     ${wrapped(optionalColumns, 14)}

Columns of --format customers:
  one of them:  customer_id, email; or phone with its country (+49...) in a row
  if there:     ${wrapped(optionalCustomerColumns, 14)}

A no to marketing mail, and an address that another service has suppressed, is
a refusal in any case; a yes without a time gives way to every refusal. A word
there that is not understood counts as a no: --check lists the lines.

What separates cells, the encoding, decimal dots or commas and the order of day
and month are told by the file as a whole; where two readings fit, the rows are
rejected with a sentence that says so, and the options above decide. Times
without an offset are in the shop's time zone. status is paid where it is
missing; refunded means all of it, partially_refunded needs the amount in
refunded, or in a row of negative total with the order's id, or with refund_of.
Give updated_at, so that a later file can correct an order. items is a number of
pieces, or a JSON list such as [{"sku":"A1","quantity":2,"total":"9.90"}].

The exit status is 1 if any row was rejected; all others are in. The list of
rejects can be corrected and imported as it is. An import that was broken off
goes on where it was when it is run again. Nights that meet an import hold their
mail; an import that was broken off holds it for a day.`;

const LINE_CHARACTERS = 80;

/** Words with commas between, in lines that begin `indent` characters in. */
const wrapped = (words: readonly string[], indent: number): string => {
  let [line, lines] = ["", ""];
  for (const word of words) {
    if (indent + line.length + word.length + 2 > LINE_CHARACTERS) {
      lines += `${line.trimEnd()}\n${" ".repeat(indent + 2)}`;
      line = "";
    }
    line += `${word}, `;
  }
  return `${lines}${line.slice(0, -2)}`;
};
