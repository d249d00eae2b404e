import { Command } from "commander";
import * as z from "zod";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";

const optionsSchema = systemOptionsSchema.extend({ campaigns: z.string().optional(), in: z.string().optional() });

/** `rouse segments`: what conditions come to, before anything is published. */
export const segmentsCommand = (): Command => {
  const made = new Command("segments")
    .description("segments of customers: what a condition comes to in the last night; nothing is changed")
    .showHelpAfterError("(rouse segments --help shows what there is)");
  for (const one of [previewCommand(), listCommand()]) made.addCommand(one);
  return made;
};

const withNights = (made: Command): Command =>
  withSystem(made)
    .option("--campaigns <dir>", "the folder with segments.yaml (default: campaigns of the project)")
    .option("--in <dir>", "by what rouse run left in this folder (default: by a system)");

const previewCommand = (): Command =>
  answering(
    withNights(
      command(
        "preview",
        "how many are in a segment, what they are worth, who for example, who came and went",
        "segments preview second-order-wanted",
      ).argument("[name]", "a segment of segments.yaml, or one of Rouse's own such as champions"),
    )
      .option("--when <condition>", "a condition to try in its place, such as 'net_value > 500'")
      .option("--addresses", "show e-mail addresses beside the customers' ids", false)
      .addHelpText(
        "after",
        "\nThe condition is asked of the last night's files, and of those of the night before,\nas it stands in the folder: it need not be published. Conditions and columns are\nexplained in docs/campaigns.md.",
      ),
    optionsSchema.extend({ when: z.string().optional(), addresses: z.boolean() }),
    async (call) => (await import("../work/show-segments.ts")).previewSegment(call),
  );

const listCommand = (): Command =>
  answering(
    withNights(command("list", "the segments of segments.yaml, and how many are in each", "segments list")),
    optionsSchema,
    async (call) => (await import("../work/show-segments.ts")).listSegments(call),
  );
