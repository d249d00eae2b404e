import type { Command } from "commander";
import * as z from "zod";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";
import { UsageError } from "../terminal/usage-error.ts";

/** `rouse who CUSTOMER`: which evidence makes a person. */
export const whoCommand = (): Command =>
  answering(
    withSystem(command("who", "which evidence makes a customer one person", "who order:shopify#5001"))
      .argument(
        "[customer]",
        "an e-mail address, a customer id, an identity such as shopify:123, or an order's number: order:shopify#5001",
      )
      .option("--many", "list what leads to too many to name anybody: tills, staff, placeholders", false),
    systemOptionsSchema.extend({ many: z.boolean() }),
    async (call) => {
      if (call.options.many !== (call.args.length === 0))
        throw new UsageError("rouse who expects a customer, or --many and none.");
      if (call.options.many) return (await import("../work/show-many.ts")).showMany(call);
      return (await import("../work/show-who.ts")).showWho(call);
    },
  );
