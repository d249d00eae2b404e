import { type Command, Option } from "commander";
import * as z from "zod";
import { answering, command } from "../terminal/command.ts";

const optionsSchema = z.object({
  settings: z.string().optional(),
  campaigns: z.string().optional(),
  compiled: z.string().optional(),
});

/** `rouse check`: what is wrong with settings and campaigns, before anything goes by them. */
export const checkCommand = (): Command =>
  answering(
    command("check", "look for mistakes in settings and campaigns; the exit status is 0 if there are none", "check")
      .option("--settings <file>", "the shop's settings (default: settings.json of the project, else every default)")
      .option("--campaigns <dir>", "the folder of campaigns (default: campaigns of the project)")
      // For what deploys: no person has a use for it.
      .addOption(
        new Option(
          "--compiled <file>",
          "write the campaigns there as they were compiled (default: nowhere)",
        ).hideHelp(),
      ),
    optionsSchema,
    async (call) => (await import("../work/check-files.ts")).checkFiles(call),
  );
