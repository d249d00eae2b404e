import type { Command } from "commander";
import * as z from "zod";
import { answering, command } from "../terminal/command.ts";
import { ordersFileSchema, withOrdersFile } from "./with-orders-file.ts";

const optionsSchema = ordersFileSchema.extend({
  from: z.string(),
  to: z.string(),
  campaigns: z.string().optional(),
  out: z.string(),
});

/** `rouse rehearse`: night after night over a shop's past, and what its campaigns would have done. */
export const rehearseCommand = (): Command =>
  answering(
    withOrdersFile(
      command(
        "rehearse",
        "nights and mail over a shop's past, with nobody mailed",
        "rehearse --orders orders.csv --from 2026-08-01 --to 2026-10-31 \\\n      --out rehearsal",
      ),
    )
      .requiredOption("--from <day>", "the last day that the first night describes, YYYY-MM-DD (required)")
      .requiredOption("--to <day>", "the last day that the last night describes (required)")
      .option("--campaigns <dir>", "campaigns to rehearse (default: campaigns/ of the project)")
      .requiredOption("--out <dir>", "folder for the rehearsal; it appears when all is there (required)")
      .addHelpText(
        "after",
        "\nEach night knows what was known then: orders up to its hour, and refunds when\nthey came, where the file says when. Gates, limits, holdout and the ledger work\nas if mail were sent; nobody is mailed, whatever the settings say.\nDIR has rehearsal.html, rehearsal.json, and nightly/dt=DAY/ for each day as\nmarketing would have had it.",
      ),
    optionsSchema,
    async (call) => (await import("../work/rehearse.ts")).rehearse(call),
  );
