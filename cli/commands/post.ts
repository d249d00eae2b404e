import type { Command } from "commander";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";

/** `rouse post`: an hour of the post now. */
export const postCommand = (): Command =>
  answering(
    withSystem(
      command("post", "take out what is due of today's mail now, and say what waits until when", "post"),
    ).addHelpText(
      "after",
      "\nEach full hour does the same by itself on AWS, and while rouse dev runs: it asks\nevery gate again and sends what is due by now. Nothing leaves before its hour,\nand nothing twice. It takes a night that has ended today (rouse nightly).",
    ),
    systemOptionsSchema,
    async (call) => (await import("../work/hold-hour-now.ts")).holdHourNow(call),
  );
