import type { Command } from "commander";
import * as z from "zod";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";

const optionsSchema = systemOptionsSchema.extend({ sendBack: z.boolean(), all: z.boolean() });

/** `rouse redrive`: dead letters of the orders queue. */
export const redriveCommand = (): Command =>
  answering(
    withSystem(command("redrive", "list dead letters with their reasons, or send them back", "redrive --send-back"))
      .option("--send-back", "send back those that are understood now", false)
      .option("--all", "with --send-back: send back every one, once", false),
    optionsSchema,
    async (call) => (await import("../work/redrive-dead-letters.ts")).redriveDeadLetters(call),
  );
