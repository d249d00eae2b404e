import type { Command } from "commander";
import * as z from "zod";
import { readingOptionsSchema } from "../import/reading-options.ts";
import { answering, command } from "../terminal/command.ts";
import { withReading } from "./with-reading.ts";

const optionsSchema = z.object({
  orders: z.string(),
  asOf: z.string(),
  out: z.string(),
  settings: z.string().optional(),
  currency: z.string().optional(),
  timeZone: z.string().optional(),
  ...readingOptionsSchema.shape,
  rejects: z.string().optional(),
  allowRejects: z.boolean(),
});

/** `rouse run`: a file in, marketing's files out, nothing kept. */
export const runCommand = (): Command =>
  answering(
    withReading(
      command(
        "run",
        "one night over a file of orders, on this machine alone",
        "run --orders orders.csv --as-of 2026-11-20 --out out",
      ),
    )
      .requiredOption("--orders <file>", "a CSV file of orders; rouse import --help lists its columns (required)")
      .requiredOption("--as-of <day>", "the last day that counts, YYYY-MM-DD in the shop's time zone (required)")
      .requiredOption("--out <dir>", "folder for what marketing receives; it appears when all is there (required)")
      .option("--settings <file>", "the shop's settings (default: settings.json of the project, else every default)")
      .option("--currency <code>", "the shop's currency (default: that of the settings, else the file's only one)")
      .option("--time-zone <zone>", "the shop's time zone (default: that of the settings, else UTC)")
      .option("--rejects <file>", "where rows that cannot be taken are listed (default: FILE.rejects.csv)")
      .option("--allow-rejects", "exit with 0 although rows were rejected", false)
      .addHelpText(
        "after",
        "\nIt mails nobody, whatever the settings say: messages.csv lists who would have\nbeen written to, and why others not.\nRejected rows do not stop the night; they are listed, and the exit status is 1\nunless --allow-rejects is given.",
      ),
    optionsSchema,
    async (call) => (await import("../work/run-one-night.ts")).runOneNight(call),
  );
