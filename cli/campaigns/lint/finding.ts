import * as z from "zod";
import type { BrokenCampaign } from "../../../shared/model/campaign-library.ts";
import { levelOf, lintRuleSchema, type TemplateFault } from "./lint-rules.ts";

/** What was found in a file of campaigns: by a name that stays, with its place where that is known. */
export const findingSchema = z.strictObject({
  rule: lintRuleSchema,
  level: z.enum(["error", "warning"]),
  file: z.string(),
  line: z.int().optional(),
  column: z.int().optional(),
  what: z.string(),
});
export type Finding = z.infer<typeof findingSchema>;

export const findingIn =
  (file: string) =>
  (fault: TemplateFault): Finding => ({ ...fault, level: levelOf(fault.rule), file });

/** The same as a sentence with its place as editors open it: `campaigns/win-back/first.en.mjml:4:7: …`. */
export const toldOfFinding = ({ file, line, column, what }: Finding): string => {
  if (line === undefined) return `${file} ${what}`;
  return `${file}:${line}${column === undefined ? "" : `:${column}`}: ${what}`;
};

export const isError = ({ level }: Finding): boolean => level === "error";

/** Findings with the problems that were told as sentences alone: what kept a file from being read. */
export const withProblems = (
  findings: readonly Finding[],
  broken: readonly BrokenCampaign[],
  shown: string,
): Finding[] => {
  const told = new Set(findings.map(toldOfFinding));
  const others = new Set(broken.flatMap(({ problems }) => problems).filter((problem) => !told.has(problem)));
  return [...findings, ...[...others].flatMap((problem) => unreadable(problem, shown))];
};

/** What a file does not fit in is told in one problem, and so is what YAML says of it: each is a finding of its own. */
const unreadable = (problem: string, shown: string): Finding[] => {
  const misfit = /^([^\n]*) does not fit:\n([\s\S]*)$/.exec(problem);
  if (misfit) {
    const [, file = shown, said = ""] = misfit;
    return said
      .split(/^✖ /m)
      .filter((one) => one.trim() !== "")
      .map((one) => misfitIn(file, one.trim()));
  }
  const lines = problem.split("\n");
  return (lines.every((line) => PLACED.test(line)) ? lines : [problem]).map((one) => placedIn(one, shown));
};

const PLACED = /^([^\n]*?):(\d+)(?::(\d+))?: ([\s\S]*)$/;

const placedIn = (problem: string, shown: string): Finding => {
  const [, file = shown, line, column, what = problem] = PLACED.exec(problem) ?? [];
  return findingIn(file)({ rule: "unreadable", what, ...placeOf(line, column) });
};

/** As a misfit is described: what is wrong, and below it where. */
const misfitIn = (file: string, said: string): Finding => {
  const [, what = said, key, line, column] =
    /^([\s\S]*?)\n {2}→ (?:at (\S+)|on)(?: \(?line (\d+)(?:, column (\d+))?\)?)?$/.exec(said) ?? [];
  const told = key === undefined ? what : `${key}: ${what}`;
  return findingIn(file)({ rule: "unreadable", what: told, ...placeOf(line, column) });
};

const placeOf = (line: string | undefined, column: string | undefined) => ({
  ...(line !== undefined && { line: Number(line) }),
  ...(column !== undefined && { column: Number(column) }),
});
