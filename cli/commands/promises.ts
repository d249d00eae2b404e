import type { Command } from "commander";
import * as z from "zod";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";

/** `rouse promises`: what nights said of the 90 days to come, against what came. */
export const promisesCommand = (): Command =>
  answering(
    withSystem(command("promises", "what nights promised of the 90 days to come, against what came", "promises"))
      .option("--as-of <day>", "the book as the night of this day had it (default: the latest)")
      .option("--in <dir>", "by what rouse run or rehearse left in this folder (default: by a system)")
      .addHelpText(
        "after",
        "\nEach night settles what the night of 90 days before had promised: how many would\nbuy, how often, how well they were ranked. The book has the first promise of\neach week for two years (promises.csv and the report have the same).\nOver a shop's past: rouse rehearse over more than 90 nights, and then\n  $ rouse promises --in rehearsal",
      ),
    systemOptionsSchema.extend({ asOf: z.string().optional(), in: z.string().optional() }),
    async (call) => (await import("../work/show-promises.ts")).showPromises(call),
  );
