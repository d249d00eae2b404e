import type { Command } from "commander";
import * as z from "zod";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";

/** `rouse split CUSTOMER --part A --part B`: parts a person for good. */
export const splitCommand = (): Command =>
  answering(
    withSystem(
      command(
        "split",
        "part a customer that is more than one person, for good; rouse join takes it back",
        "split shopify:7 --part ann@example.com --part bo@example.com",
      ),
    )
      .argument("<customer>", "an e-mail address, a customer id, or an identity such as shopify:123")
      .option(
        "--part <names>",
        "identities of one of them, joined by a comma; again for each further one. One part alone is parted from the rest; with more, who is named in none goes with the nearest",
        (names: string, before: readonly string[]) => [...before, names],
        [],
      )
      .option("--dry-run", "show who would be who, and change nothing", false),
    systemOptionsSchema.extend({ part: z.array(z.string()), dryRun: z.boolean() }),
    async (call) => (await import("../work/split-customer.ts")).splitCustomer(call),
  );
