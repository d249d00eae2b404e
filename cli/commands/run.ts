import type { Command } from "commander";
import * as z from "zod";
import { answering, command } from "../terminal/command.ts";
import { ordersFileSchema, withOrdersFile } from "./with-orders-file.ts";

const optionsSchema = ordersFileSchema.extend({ asOf: z.string(), out: z.string() });

/** `rouse run`: a file in, marketing's files out, nothing kept. */
export const runCommand = (): Command =>
  answering(
    withOrdersFile(
      command(
        "run",
        "one night over a file of orders, on this machine alone",
        "run --orders orders.csv --as-of 2026-11-20 --out out",
      ),
    )
      .requiredOption("--as-of <day>", "the last day that counts, YYYY-MM-DD in the shop's time zone (required)")
      .requiredOption("--out <dir>", "folder for what marketing receives; it appears when all is there (required)")
      .addHelpText(
        "after",
        "\nIt mails nobody, whatever the settings say: messages.csv lists who would have\nbeen written to, and why others not.",
      ),
    optionsSchema,
    async (call) => (await import("../work/run-one-night.ts")).runOneNight(call),
  );
