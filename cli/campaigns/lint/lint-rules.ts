import * as z from "zod";

/** What is looked for in campaigns, by names that stay. With one of these nothing is published. */
const errorRules = [
  "unreadable",
  "not-text",
  "liquid",
  "unknown-word",
  "raw-output",
  "asks-for-time",
  "no-offer",
  "tags",
  "lost-words",
  "active-content",
  "mjml",
  "image-without-alt",
  "link",
  "unencrypted",
  "no-text",
  "no-language",
  "stop-link",
  "postal-address",
  "offer-untold",
  "subject-empty",
  "subject-length",
  "too-large",
] as const;
/** These are told, and publishing goes on. */
const warningRules = [
  "contrast",
  "link-to-nowhere",
  "subject-width",
  "china-label",
  "missing-language",
  "never-due",
  "days-end",
  "offer-over",
  "offer-blank",
  "unused-offer",
] as const;

export const lintRuleSchema = z.enum([...errorRules, ...warningRules]);
export type LintRule = z.infer<typeof lintRuleSchema>;

const warnings: ReadonlySet<LintRule> = new Set(warningRules);
export const levelOf = (rule: LintRule): "error" | "warning" => (warnings.has(rule) ? "warning" : "error");

/** A mistake in a file, where it is known by line and column, both from 1. */
export type TemplateFault = { rule: LintRule; line?: number | undefined; column?: number | undefined; what: string };

/** Where the character at an index stands. */
export const placeIn = (text: string, at: number): { line: number; column: number } => {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};
