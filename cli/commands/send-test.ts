import type { Command } from "commander";
import * as z from "zod";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";

const optionsSchema = systemOptionsSchema.extend({
  to: z.string(),
  campaigns: z.string().optional(),
  step: z.string().optional(),
  locale: z.string().optional(),
});

/** `rouse send-test`: a mail of a campaign to the shop's own address. */
export const sendTestCommand = (): Command =>
  answering(
    withSystem(
      command(
        "send-test",
        "send a mail of a campaign to an address of the shop's own",
        "send-test win-back --to you@teapot.example --stack rouse",
      ),
    )
      .argument("<campaign>", "the campaign whose mail is sent")
      .requiredOption(
        "--to <address>",
        "one of mail.testRecipients and notices.recipients, or the sender's own (required)",
      )
      .option("--step <name>", "the step that is sent (default: the first)")
      .option("--locale <locale>", "the language it is written in, such as zh-CN (default: the shop's)")
      .option("--campaigns <dir>", "the folder of campaigns (default: campaigns of the project)")
      .addHelpText(
        "after",
        "\nIt is what a customer of whom everything is known would get. Its subject begins\nwith [Test]; its link to stop our mail works and stops nobody's; the ledger is\nnot told. It is sent whatever mail.sending says. Without --stack the embedded\nsystem catches it: rouse dev shows it in its inbox.",
      ),
    optionsSchema,
    async (call) => (await import("../work/send-test.ts")).sendTest(call),
  );
