import type { Command } from "commander";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";

/** `rouse who CUSTOMER`: which evidence makes a person. */
export const whoCommand = (): Command =>
  answering(
    withSystem(command("who", "which evidence makes a customer one person", "who order:shopify#5001")).argument(
      "<customer>",
      "an e-mail address, a customer id, an identity such as shopify:123, or an order's number: order:shopify#5001",
    ),
    systemOptionsSchema,
    async (call) => (await import("../work/show-who.ts")).showWho(call),
  );
