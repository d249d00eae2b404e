import type { Command } from "commander";
import * as z from "zod";
import { answering, command, WHEN_IT_RUNS, withEmbedded } from "../terminal/command.ts";
import { wholeNumber } from "../terminal/whole-number.ts";

export const portSchema = wholeNumber(1, 65_535);

const optionsSchema = z.object({
  data: z.string(),
  settings: z.string().optional(),
  port: portSchema.optional(),
  campaigns: z.string().optional(),
});

/** `rouse dev`: the embedded system, until it is interrupted. */
export const devCommand = (): Command =>
  answering(
    withEmbedded(
      command(
        "dev",
        "run the whole system on this machine, with a web page to look into it",
        "dev --port 8377",
        WHEN_IT_RUNS,
      ),
    )
      .option("--port <port>", "port of the web page and the webhooks (default: the one used last, or any)")
      .option("--campaigns <dir>", "the folder of campaigns that is watched (default: campaigns of the project)")
      .addHelpText(
        "after",
        "\nThe folder of campaigns is looked at as files are saved: mistakes are said here\nand on the page of the campaigns, which shows what each would write. Saving puts\nnothing in force; rouse campaigns publish does.",
      ),
    optionsSchema,
    async (call) => (await import("../work/serve-system.ts")).serveSystem(call),
  );
