import type * as z from "zod";
import { describeMisfit } from "../../shared/model/describe-misfit.ts";
import { SettingsError } from "../../shared/model/errors.ts";
import { parseYaml } from "./yaml-file.ts";

/** What stands between two lines of `---` at the beginning of a template, and what follows, with the line on which it begins. */
export type Fronted<Head> = { head: Head; body: string; bodyLine: number };

const FENCE = /^---[ \t]*\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)/m;

/** A line whose text holds Liquid and is not quoted: YAML would take its braces and colons for its own. */
const PLAIN_LIQUID = /^([ \t]*[\w-]+:[ \t]+)(?!['"|>])(.*\{[{%].*?)[ \t]*\r?$/gm;
const quoted = (_line: string, key: string, text: string): string => `${key}'${text.replaceAll("'", "''")}'`;

/** @throws SettingsError where there is none, or it does not fit */
export const parseFronted = <Schema extends z.ZodType>(
  text: string,
  origin: string,
  schema: Schema,
): Fronted<z.output<Schema>> => {
  const found = FENCE.exec(text);
  if (found === null || found.index !== 0)
    throw new SettingsError(`${origin}:1:1: it must begin with a line ---, its subject and such, and another line ---`);
  const [whole, front = ""] = found;
  const written = parseYaml(front.replaceAll(PLAIN_LIQUID, quoted), origin, 1);
  const parsed = schema.safeParse(written.value ?? {});
  if (!parsed.success)
    throw new SettingsError(`${origin} does not fit:\n${describeMisfit(parsed.error, schema, written)}`);
  return { head: parsed.data, body: text.slice(whole.length), bodyLine: whole.split("\n").length };
};
