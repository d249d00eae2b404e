import { Command } from "commander";
import * as z from "zod";
import { INTERRUPTED_STATUS, Interrupted, listenForInterruption } from "./interruption.ts";
import { parseOptions } from "./parse-options.ts";
import { createTerminal, type Outcome, type Terminal } from "./terminal.ts";

const everyCommandSchema = z.object({ json: z.boolean() });

/** Options of commands that work against a system. */
export const systemOptionsSchema = z.object({
  stack: z.string().optional(),
  data: z.string(),
  settings: z.string().optional(),
});

const AT_ONCE = `${INTERRUPTED_STATUS} after Ctrl-C`;
/** How a command ends that goes on until Ctrl-C. */
export const WHEN_IT_RUNS = `${AT_ONCE}\nbefore it runs; once it does, Ctrl-C ends it with 0`;

/** A command with an example in its help, and the option that every command has. */
export const command = (name: string, summary: string, example: string, interrupted = AT_ONCE): Command =>
  new Command(name)
    .description(summary)
    .option("--json", "print the result as JSON on stdout; everything else goes to stderr", false)
    .addHelpText("after", `\nExample:\n  $ rouse ${example}`)
    .addHelpText("after", `\nExit status: 0 if what was asked for happened, 1 if not, ${interrupted}.`)
    .showHelpAfterError(`(rouse ${name} --help shows what there is)`);

/** Adds the options that say which system a command is for. */
export const withSystem = (made: Command): Command =>
  withEmbedded(made).option(
    "--stack <name>",
    "work against this deployed stack; region and credentials as the AWS CLI takes them, AWS_REGION, AWS_PROFILE (default: the embedded system)",
  );

/** Where the embedded system keeps its state unless the operator names another folder. */
export const DEFAULT_DATA = ".rouse";

/** Adds the options of commands that know the embedded system only. */
export const withEmbedded = (made: Command): Command =>
  made
    .option(
      "--data <dir>",
      "folder where the embedded system keeps its state, and a command what it must remember",
      DEFAULT_DATA,
    )
    .option(
      "--settings <file>",
      "the shop's settings (default: those the folder was last started with, else settings.json of the project, else currency USD, time zone UTC)",
    );

/** What a command works on: its name, where it speaks, its arguments, its options, and the signal that it was interrupted. */
export type Call<Options> = {
  /** As the operator called it: `rouse import`. */
  command: string;
  terminal: Terminal;
  args: readonly string[];
  options: Options;
  interrupted: AbortSignal;
};

/**
 * Lets a command do its work: its options are parsed, its outcome printed,
 * and the exit status is 0 only if what was asked for happened.
 * @throws Interrupted when it was broken off, whatever came of that
 */
export const answering = <Options extends z.ZodType>(
  made: Command,
  schema: Options,
  run: (call: Call<z.output<Options>>) => Promise<Outcome>,
): Command =>
  made.action(async () => {
    const { json } = everyCommandSchema.parse(made.opts());
    const terminal = createTerminal(json, process.stdout, process.stderr);
    const options = parseOptions(made, schema);
    const interrupted = listenForInterruption();
    const outcome = await run({
      command: pathOf(made),
      terminal,
      args: made.args,
      options,
      interrupted,
    }).catch((error: unknown) => {
      throw interrupted.aborted ? new Interrupted(error) : error;
    });
    terminal.answer(outcome);
    if (!outcome.ok) process.exitCode = 1;
  });

/** How the operator calls a command: `rouse campaigns publish`. */
const pathOf = (made: Command): string =>
  made.parent === null ? made.name() : `${pathOf(made.parent)} ${made.name()}`;
