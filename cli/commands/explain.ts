import type { Command } from "commander";
import * as z from "zod";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";

/** `rouse explain CUSTOMER`: every number, and what it was made from. */
export const explainCommand = (): Command =>
  answering(
    withSystem(command("explain", "every number about a customer, with what is behind it", "explain C10042"))
      .argument("<customer>", "an e-mail address, a customer id, or an identity such as shopify:123")
      .option("--as-of <day>", "by the night of this day (default: the latest one)")
      .option("--in <dir>", "by what rouse run left in this folder (default: by a system)")
      .addHelpText(
        "after",
        "\nOf a file: rouse run --orders orders.csv --as-of 2026-11-20 --out out, and then\n  $ rouse explain C10042 --in out",
      ),
    systemOptionsSchema.extend({ asOf: z.string().optional(), in: z.string().optional() }),
    async (call) => (await import("../work/explain-subject.ts")).explainSubject(call),
  );
