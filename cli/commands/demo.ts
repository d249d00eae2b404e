import type { Command } from "commander";
import * as z from "zod";
import { answering, command } from "../terminal/command.ts";
import { wholeNumber } from "../terminal/whole-number.ts";
import { portSchema } from "./dev.ts";

const optionsSchema = z.object({
  once: z.boolean(),
  port: portSchema.optional(),
  data: z.string(),
  seed: wholeNumber(),
  customers: wholeNumber(1, 200_000),
});

/** `rouse demo`: everything, on an invented shop. */
export const demoCommand = (): Command => {
  const made = command("demo", "fill an invented shop, run its night, and look at the result", "demo --once")
    .option("--once", "end when all is done, instead of staying up until Ctrl-C", false)
    .option("--port <port>", "port of the web page (default: any)")
    .option("--data <dir>", "folder for the demo's state; emptied at every start", ".rouse/demo")
    .option("--seed <number>", "another number invents another shop", "7")
    .option("--customers <number>", "how many customers to invent", "5000");
  return answering(made, optionsSchema, async (call) => (await import("../work/show-demo.ts")).showDemo(call));
};
