import type { Command } from "commander";
import * as z from "zod";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";

/** `rouse join A B`: two customers are one person, for good. */
export const joinCommand = (): Command =>
  answering(
    withSystem(
      command(
        "join",
        "join two customers that are one person, for good; rouse split takes it back",
        "join shopify:7 bo@example.com",
      ),
    )
      .argument("<one>", "an e-mail address, a customer id, or an identity such as shopify:123")
      .argument("<other>", "the same of the other")
      .option("--dry-run", "show who would be who, and change nothing", false),
    systemOptionsSchema.extend({ dryRun: z.boolean() }),
    async (call) => (await import("../work/join-customers.ts")).joinCustomers(call),
  );
