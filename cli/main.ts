import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import * as z from "zod";
import { campaignsCommand } from "./commands/campaigns.ts";
import { checkCommand } from "./commands/check.ts";
import { demoCommand } from "./commands/demo.ts";
import { devCommand } from "./commands/dev.ts";
import { eraseCommand } from "./commands/erase.ts";
import { explainCommand } from "./commands/explain.ts";
import { exportCommand } from "./commands/export.ts";
import { holdCommand, releaseCommand } from "./commands/hold.ts";
import { importCommand } from "./commands/import.ts";
import { joinCommand } from "./commands/join.ts";
import { nightlyCommand } from "./commands/nightly.ts";
import { postCommand } from "./commands/post.ts";
import { previewCommand } from "./commands/preview.ts";
import { promisesCommand } from "./commands/promises.ts";
import { redriveCommand } from "./commands/redrive.ts";
import { rehearseCommand } from "./commands/rehearse.ts";
import { runCommand } from "./commands/run.ts";
import { segmentsCommand } from "./commands/segments.ts";
import { sendTestCommand } from "./commands/send-test.ts";
import { splitCommand } from "./commands/split.ts";
import { whoCommand } from "./commands/who.ts";
import { projectRoot } from "./system/project-root.ts";
import { explainError } from "./terminal/explain-error.ts";
import { INTERRUPTED_STATUS, Interrupted } from "./terminal/interruption.ts";

/** Who reads what is printed may have read enough, as `head` has; the work goes on, and ends as it would have. */
const unlessNobodyReads = (error: NodeJS.ErrnoException): void => {
  if (error.code !== "EPIPE") throw error;
};
for (const stream of [process.stdout, process.stderr]) stream.on("error", unlessNobodyReads);

const packageSchema = z.object({ version: z.string(), description: z.string() });
const { version, description } = packageSchema.parse(
  JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")),
);

const program = new Command("rouse")
  .description(`${description}.`)
  .version(version)
  .showHelpAfterError("(rouse --help, or rouse COMMAND --help, shows what there is)");
for (const made of [
  devCommand(),
  demoCommand(),
  runCommand(),
  rehearseCommand(),
  importCommand(),
  nightlyCommand(),
  postCommand(),
  explainCommand(),
  promisesCommand(),
  whoCommand(),
  splitCommand(),
  joinCommand(),
  checkCommand(),
  campaignsCommand(),
  segmentsCommand(),
  previewCommand(),
  sendTestCommand(),
  holdCommand(),
  releaseCommand(),
  redriveCommand(),
  exportCommand(),
  eraseCommand(),
])
  program.addCommand(made);
for (const made of [program, ...program.commands.flatMap((one) => [one, ...one.commands])]) made.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  // Commander has said already what was wrong with the line, or shown the help that was asked for.
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else if (error instanceof Interrupted) {
    console.error(error.message);
    // Work that was left where it is may still be under way.
    process.exit(INTERRUPTED_STATUS);
  } else {
    console.error(explainError(error, process.env.ROUSE_DEBUG === "1"));
    process.exitCode = 1;
  }
}
