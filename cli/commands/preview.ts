import type { Command } from "commander";
import * as z from "zod";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";

const optionsSchema = systemOptionsSchema.extend({
  campaigns: z.string().optional(),
  step: z.string().optional(),
  locale: z.string().optional(),
  out: z.string().optional(),
});

/** `rouse preview`: what campaigns would say, before anybody gets it. */
export const previewCommand = (): Command =>
  answering(
    withSystem(
      command("preview", "what campaigns would write to five telling customers, on one page", "preview win-back"),
    )
      .argument("[campaign]", "the campaign to look at (default: all of the folder)")
      .option("--step <name>", "one step alone (default: all)")
      .option("--locale <locale>", "the language of who reads no other, such as zh-CN (default: the shop's)")
      .option("--campaigns <dir>", "the folder of campaigns (default: campaigns of the project)")
      .option("--out <dir>", "folder for the page (default: previews in the folder of --data)")
      .addHelpText(
        "after",
        "\nThe page holds everything: each message in light and dark, at 600 and 320 px,\nits text part, subject, preheader and headers. Nothing is sent or opened. Where\na system runs, or with --stack, it has what the last night had of it too.",
      ),
    optionsSchema,
    async (call) => (await import("../work/preview-campaigns.ts")).previewCampaigns(call),
  );
