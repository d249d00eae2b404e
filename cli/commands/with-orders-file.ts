import type { Command } from "commander";
import * as z from "zod";
import { readingOptionsSchema } from "../import/reading-options.ts";
import { withReading } from "./with-reading.ts";

/** Options of commands that hold nights on a file of orders. */
export const ordersFileSchema = z.object({
  orders: z.string(),
  settings: z.string().optional(),
  currency: z.string().optional(),
  timeZone: z.string().optional(),
  ...readingOptionsSchema.shape,
  rejects: z.string().optional(),
  allowRejects: z.boolean(),
});

export const withOrdersFile = (command: Command): Command =>
  withReading(command)
    .requiredOption("--orders <file>", "a CSV file of orders; rouse import --help lists its columns (required)")
    .option("--settings <file>", "the shop's settings (default: settings.json of the project, else every default)")
    .option(
      "--currency <code>",
      "the shop's currency (default: that which the settings name, else the file's only one)",
    )
    .option("--time-zone <zone>", "the shop's time zone (default: that of the settings, else UTC)")
    .option("--rejects <file>", "where rows that cannot be taken are listed (default: FILE.rejects.csv)")
    .option("--allow-rejects", "exit with 0 although rows were rejected", false)
    .addHelpText(
      "after",
      "\nRejected rows hold up no night; they are listed, and the exit status is 1\nunless --allow-rejects is given.",
    );
