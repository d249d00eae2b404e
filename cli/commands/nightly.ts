import type { Command } from "commander";
import * as z from "zod";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";

/** `rouse nightly`: a night now. */
export const nightlyCommand = (): Command =>
  answering(
    withSystem(command("nightly", "run a night now, and follow it to its end", "nightly --as-of 2026-11-20")).option(
      "--as-of <day>",
      "the day the night describes (default: the last complete day in the shop's time zone); an earlier day mails nobody",
    ),
    systemOptionsSchema.extend({ asOf: z.string().optional() }),
    async (call) => (await import("../work/hold-night-now.ts")).holdNightNow(call),
  );
