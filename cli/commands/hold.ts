import type { Command } from "commander";
import * as z from "zod";
import { holdNoteSchema } from "../../shared/model/held.ts";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";

/** Report and notice go to many, and the note stands in them. */
const noteSchema = holdNoteSchema.refine((note) => !/[^\s@]@[^\s@]/.test(note), {
  error: "expected nobody's address: report and notice tell it to all who read them",
});

/** `rouse hold`: the brake. */
export const holdCommand = (): Command =>
  answering(
    withSystem(command("hold", "let no more mail out: of a campaign, or at all", "hold win-back"))
      .argument("[campaign]", "the campaign; all of them, and those to come, where none is named")
      .option("--note <text>", "why, for whoever finds it held: one line, nobody's name or address (default: none)")
      .addHelpText(
        "after",
        "\nIt counts from the next message on; what the mail service is being asked for at\nthis moment goes out. What is held waits, and is written once it is released, if\nit is due then.",
      ),
    systemOptionsSchema.extend({ note: noteSchema.optional() }),
    async (call) => (await import("../work/hold-campaigns.ts")).holdCampaigns(call),
  );

/** `rouse release`: takes it back. */
export const releaseCommand = (): Command =>
  answering(
    withSystem(command("release", "let out what rouse hold, the link or an alarm holds", "release win-back"))
      .argument("[campaign]", "the campaign; every hold there is, where none is named")
      .option("--warm-up", "let mail to dormant addresses begin anew, and nothing else (default: holds alone)")
      .addHelpText(
        "after",
        "\nNothing is sent by this: the next hour of the post does, if mail may still go\nthen (rouse post takes it out now). Where mail waits for approval\n(mail.approval), this is it: of the post that today's night planned, all of it\nor the campaign; tomorrow's waits anew.",
      ),
    systemOptionsSchema.extend({ warmUp: z.boolean().optional() }),
    async (call) => (await import("../work/hold-campaigns.ts")).releaseCampaigns(call),
  );
