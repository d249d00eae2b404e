import type * as z from "zod";
import { describeMisfit } from "../../shared/model/describe-misfit.ts";
import { SettingsError } from "../../shared/model/errors.ts";
import { parseYaml } from "./yaml-file.ts";

/** What stands between two lines of `---` at the beginning of a template, and what follows, with the line on which it begins. */
export type Fronted<Head> = {
  head: Head;
  body: string;
  bodyLine: number;
  /** Where a key of the head stands in the file. */
  placeOf: (key: string) => { line?: number; column?: number };
};

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
  const remark = remarkIn(front);
  if (remark !== undefined)
    throw new SettingsError(
      `${origin}:${remark + 1}: " #" begins a remark, and the text would end before it; put the text in quotes, or the remark on a line of its own`,
    );
  const written = parseYaml(front.replaceAll(PLAIN_LIQUID, quoted), origin, 1);
  const parsed = schema.safeParse(written.value ?? {});
  if (!parsed.success)
    throw new SettingsError(`${origin} does not fit:\n${describeMisfit(parsed.error, schema, written)}`);
  const placeOf = (key: string) => {
    const at = JSON.stringify([key]);
    const [line, column] = [written.lines.get(at), written.columns.get(at)];
    return { ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
  };
  return { head: parsed.data, body: text.slice(whole.length), bodyLine: whole.split("\n").length, placeOf };
};

/** The line, from 1, whose text without quotes has a remark behind it: half of a subject, or none of the remark, was meant. */
const remarkIn = (front: string): number | undefined => {
  const lines = front.split("\n").map((line) => line.replaceAll(/\{\{.*?\}\}|\{%.*?%\}/g, "x"));
  const at = lines.findIndex((line) => /^[ \t]*[\w-]+:[ \t]+[^\s'"|>#].*[ \t]#/.test(line));
  return at === -1 ? undefined : at + 1;
};
