import type { Command } from "commander";
import * as z from "zod";
import { answering, command, WHEN_IT_RUNS, withEmbedded } from "../terminal/command.ts";
import { wholeNumber } from "../terminal/whole-number.ts";

export const portSchema = wholeNumber(1, 65_535);

const optionsSchema = z.object({ data: z.string(), settings: z.string().optional(), port: portSchema.optional() });

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
    ).option("--port <port>", "port of the web page and the webhooks (default: the one used last, or any)"),
    optionsSchema,
    async (call) => (await import("../work/serve-system.ts")).serveSystem(call),
  );
