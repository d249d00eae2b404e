import type * as z from "zod";
import { toDotPath } from "zod/v4/core";
import type { JsonLines } from "./locate-json.ts";
import { didYouMean } from "./near-miss.ts";
import { keysAt, valuesAt } from "./schema-words.ts";

/** A file that people write: what it holds, as it was parsed, on which lines, and where it is known in which columns. */
type Written = { value: unknown; lines: JsonLines; columns?: ReadonlyMap<string, number> };

/**
 * What is wrong with a file that people write, two lines a mistake: what was expected, what stands there, what was probably
 * meant, and where. Addresses are not repeated.
 */
export const describeMisfit = (error: z.ZodError, schema: z.ZodType, written: Written): string =>
  error.issues
    .map((issue) => `✖ ${saying(issue, schema, valueAt(written.value, issue.path))}${where(issue, written)}`)
    .join("\n");

/** The line of a key that is not known is its own; that of one that is missing, its object's. */
const where = (issue: z.core.$ZodIssue, { lines, columns }: Written): string => {
  const { path } = issue;
  const at = issue.code === "unrecognized_keys" ? [...path, ...issue.keys.slice(0, 1)] : path;
  const key = [at, path.slice(0, -1)].map((one) => JSON.stringify(one)).find((one) => lines.has(one)) ?? "";
  const line = lines.get(key);
  if (line === undefined) return path.length === 0 ? "" : `\n  → at ${toDotPath(path)}`;
  const column = columns?.get(key);
  const place = `line ${line}${column === undefined ? "" : `, column ${column}`}`;
  return path.length === 0 ? `\n  → on ${place}` : `\n  → at ${toDotPath(path)} (${place})`;
};

const saying = (issue: z.core.$ZodIssue, schema: z.ZodType, got: unknown): string => {
  if (issue.code === "unrecognized_keys") return unknownKeys(issue, schema, got);
  if (issue.code === "invalid_type") {
    const expected = typeWords.get(issue.expected) ?? issue.expected;
    return got === undefined ? `is missing; expected ${expected}` : `expected ${expected}${standing(got)}`;
  }
  if (issue.code === "invalid_key") return saidOfKey(issue);
  // A schema that says itself what it expects says it better.
  if (issue.message.startsWith("expected")) return `${issue.message}${standing(got)}`;
  if (issue.code === "invalid_format" && issue.format === "date")
    return `expected a day that there is, such as 2026-11-30${standing(got)}`;
  const words = valuesAt(schema, issue.path);
  const isWord = issue.code === "invalid_value" || issue.code === "invalid_union";
  if (isWord && words.length > 0) {
    const meant = typeof got === "string" ? didYouMean(got, words) : "";
    return `expected ${words.map((word) => `"${word}"`).join(" or ")}${standing(got)}${meant}`;
  }
  if (issue.code === "too_small")
    return `expected ${bound(issue.origin, "at least", issue.minimum, issue.inclusive)}${standing(got)}`;
  if (issue.code === "too_big")
    return `expected ${bound(issue.origin, "at most", issue.maximum, issue.inclusive)}${standing(got)}`;
  const message = issue.message.length > MOST_SAID ? `${issue.message.slice(0, MOST_SAID)}…` : issue.message;
  return issue.message.includes(String(got)) ? message : `${message}${standing(got)}`;
};

/** Unknown keys that are named one by one. */
const MOST_KEYS = 5;

/** What is wrong with a key that people choose themselves. */
const saidOfKey = ({ issues: [first], message, path }: z.core.$ZodIssueInvalidKey): string =>
  `${first?.message ?? message}${standing(path.at(-1))}`;

const unknownKeys = ({ keys, path }: z.core.$ZodIssueUnrecognizedKeys, schema: z.ZodType, got: unknown): string => {
  // Another form of the same object may have the key: that is no help here.
  const known = keysAt(schema, path, got).filter((key) => !keys.includes(key));
  const named = keys.slice(0, MOST_KEYS);
  const meant = named.map((key) => didYouMean(key, known) || partOf(key, known)).join("");
  const more = keys.length > MOST_KEYS ? ` and ${keys.length - MOST_KEYS} more` : "";
  const names = `${named.map((key) => `"${key}"`).join(", ")}${more}`;
  return `Unrecognized ${keys.length === 1 ? "key" : "keys"}: ${names}${meant || `; there is: ${known.join(", ")}`}`;
};

/** The one key that the written one is a part of, such as `address` of `postalAddress`; empty where none or several are. */
const partOf = (written: string, known: readonly string[]): string => {
  const [key, ...others] = known.filter((one) => one.toLowerCase().includes(written.toLowerCase()));
  return key === undefined || others.length > 0 ? "" : `; did you mean "${key}"?`;
};

const typeWords: ReadonlyMap<string, string> = new Map([
  ["boolean", "true or false, without quotes"],
  ["string", "text in double quotes"],
  ["number", "a number, without quotes"],
  ["int", "a whole number"],
  ["array", "a list in brackets, [ ]"],
  ["tuple", "a list in brackets, [ ]"],
  ["object", "an object in braces, { }"],
  ["record", "an object in braces, { }"],
]);

const bound = (origin: string, edge: "at least" | "at most", limit: number | bigint, inclusive = true): string => {
  if (origin === "string") return limit === 1 && edge === "at least" ? "some text" : `${edge} ${limit} characters`;
  if (origin === "array") return `${edge} ${limit} ${limit === 1 ? "value" : "values"} in the list`;
  return inclusive ? `${edge} ${limit}` : `${edge === "at least" ? "more than" : "less than"} ${limit}`;
};

/** Characters of what somebody wrote that help to find it again. */
const MOST_SAID = 200;

/** What stands there, so far as it is short and no address. */
const standing = (got: unknown): string => {
  if (typeof got === "number" || typeof got === "boolean" || got === null) return `; got ${got}`;
  if (typeof got === "string")
    return got.includes("@")
      ? ""
      : `; got ${JSON.stringify(got.length > MOST_SAID ? `${got.slice(0, MOST_SAID)}…` : got)}`;
  if (Array.isArray(got)) return `; got a list of ${got.length}`;
  return typeof got === "object" ? "; got an object" : "";
};

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
