import type { Command } from "commander";
import * as z from "zod";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";

/** `rouse export CUSTOMER`: everything that is kept about one person. */
export const exportCommand = (): Command =>
  answering(
    withSystem(command("export", "everything that is kept about a customer", "export C10042 --out customer.json"))
      .argument("<customer>", "an e-mail address, a customer id, or an identity such as shopify:123")
      .option(
        "--bearing",
        "all that bears this very address, phone number or customer id, whoever it goes by, and nothing else of theirs",
        false,
      )
      .option("--out <file>", "write it to this file, which only you can read (default: stdout)"),
    systemOptionsSchema.extend({ out: z.string().optional(), bearing: z.boolean() }),
    async (call) => (await import("../work/export-subject.ts")).exportSubject(call),
  );
