import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { campaignsCommand } from "../../../cli/commands/campaigns.ts";
import { checkCommand } from "../../../cli/commands/check.ts";
import { demoCommand } from "../../../cli/commands/demo.ts";
import { devCommand } from "../../../cli/commands/dev.ts";
import { eraseCommand } from "../../../cli/commands/erase.ts";
import { explainCommand } from "../../../cli/commands/explain.ts";
import { exportCommand } from "../../../cli/commands/export.ts";
import { holdCommand, releaseCommand } from "../../../cli/commands/hold.ts";
import { importCommand } from "../../../cli/commands/import.ts";
import { joinCommand } from "../../../cli/commands/join.ts";
import { nightlyCommand } from "../../../cli/commands/nightly.ts";
import { postCommand } from "../../../cli/commands/post.ts";
import { previewCommand } from "../../../cli/commands/preview.ts";
import { promisesCommand } from "../../../cli/commands/promises.ts";
import { redriveCommand } from "../../../cli/commands/redrive.ts";
import { rehearseCommand } from "../../../cli/commands/rehearse.ts";
import { runCommand } from "../../../cli/commands/run.ts";
import { sendTestCommand } from "../../../cli/commands/send-test.ts";
import { splitCommand } from "../../../cli/commands/split.ts";
import { whoCommand } from "../../../cli/commands/who.ts";
import { parseOptions } from "../../../cli/terminal/parse-options.ts";
import { wholeNumber } from "../../../cli/terminal/whole-number.ts";

const commands = [
  checkCommand,
  demoCommand,
  devCommand,
  eraseCommand,
  explainCommand,
  exportCommand,
  holdCommand,
  importCommand,
  joinCommand,
  nightlyCommand,
  postCommand,
  previewCommand,
  promisesCommand,
  redriveCommand,
  rehearseCommand,
  releaseCommand,
  runCommand,
  sendTestCommand,
  splitCommand,
  whoCommand,
]
  .map((make) => make())
  .map((made) => [made.name(), made] as const)
  .concat(campaignsCommand().commands.map((made) => [`campaigns ${made.name()}`, made]));

const helpOf = (made: Command): string => {
  let help = "";
  made.configureOutput({
    writeOut: (text) => {
      help += text;
    },
  });
  made.outputHelp();
  return help;
};

describe.each(commands)("rouse %s --help", (name, made) => {
  const help = helpOf(made);

  it("has a usage line, an example that begins with the command, and the exit status", () => {
    expect(help).toMatch(new RegExp(`^Usage: rouse ${name} |^Usage: ${name} `));
    expect(help).toMatch(new RegExp(`\nExample:\n  \\$ rouse ${name}`));
    expect(help).toContain("Exit status: 0 if what was asked for happened, 1 if not, 130 after Ctrl-C");
  });

  it("says of every option what holds without it", () => {
    for (const option of made.options) {
      const isSaid = option.defaultValue !== undefined || /default:|\(required\)/.test(option.description);
      expect([option.flags, isSaid]).toEqual([option.flags, true]);
    }
  });

  it("fits into a terminal", () => {
    for (const line of help.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe("nights on a file", () => {
  it.each([runCommand(), rehearseCommand()])("say what becomes of rejected rows", (made) => {
    expect(helpOf(made)).toMatch(
      /Rejected rows hold up no night; .* exit status is 1\nunless --allow-rejects is given\./,
    );
  });
});

describe("an option that does not fit", () => {
  it("is named, with what it got and what was expected; all of them at once", () => {
    const demo = demoCommand();
    demo.setOptionValue("seed", "x").setOptionValue("customers", "0");
    const schema = z.object({ seed: wholeNumber(), customers: wholeNumber(1, 200_000) });
    expect(() => parseOptions(demo, schema)).toThrow(
      '--seed got "x"; expected a whole number.\n--customers got "0"; expected a whole number from 1 to 200000.',
    );
  });
});
