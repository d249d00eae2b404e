import type { Command } from "commander";
import * as z from "zod";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";

/** `rouse erase CUSTOMER`: a person everywhere, but for the keyed hash by which they are never mailed again. */
export const eraseCommand = (): Command =>
  answering(
    withSystem(command("erase", "erase a customer everywhere, for good", "erase C10042 --yes"))
      .argument("<customer>", "an e-mail address, a phone number, a customer id, or an identity such as shopify:123")
      .option(
        "--bearing",
        "all that bears this very address, phone number or customer id, whoever it goes by, and nothing else of theirs",
        false,
      )
      .option("--yes", "yes, erase; without it nothing is done", false),
    systemOptionsSchema.extend({ yes: z.boolean(), bearing: z.boolean() }),
    async (call) => (await import("../work/erase-subject.ts")).eraseSubject(call),
  );
