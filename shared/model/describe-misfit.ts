import { z } from "zod";
import { didYouMean } from "./near-miss.ts";

/**
 * What is wrong with a file that people write, two lines a mistake: what was got, what was expected, what was probably
 * meant, and where. Addresses are not repeated.
 *
 * @param value what the file holds, as it was parsed
 */
export const describeMisfit = (error: z.ZodError, schema: z.ZodType, value: unknown): string => {
  const words = wordsOf(schema);
  return error.issues
    .map((issue) => {
      const where = issue.path.length > 0 ? `\n  → at ${z.core.toDotPath(issue.path)}` : "";
      return `✖ ${issue.message}${addition(issue, valueAt(value, issue.path), words)}${where}`;
    })
    .join("\n");
};

const addition = (issue: z.core.$ZodIssue, got: unknown, words: ReadonlySet<string>): string => {
  if (issue.code === "unrecognized_keys") {
    return [...new Set(issue.keys.map((key) => didYouMean(key, words)))].join("");
  }
  if (typeof got === "number" || typeof got === "boolean") return `; got ${got}`;
  if (typeof got !== "string" || got.includes("@")) return "";
  return `; got ${JSON.stringify(got)}${didYouMean(got, words)}`;
};

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );

/** Every key of a schema's objects, and every word that is one of few which could stand in a place. */
const wordsOf = (schema: unknown, words = new Set<string>()): ReadonlySet<string> => {
  for (const inner of partsOf(schema, words)) wordsOf(inner, words);
  return words;
};

const partsOf = (schema: unknown, words: Set<string>): readonly unknown[] => {
  if (schema instanceof z.ZodObject) {
    for (const key of Object.keys(schema.shape)) words.add(key);
    return Object.values(schema.shape);
  }
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) {
    const values: Iterable<unknown> = schema instanceof z.ZodEnum ? schema.options : schema.values;
    for (const word of values) if (typeof word === "string") words.add(word);
    return [];
  }
  if (schema instanceof z.ZodUnion) return schema.options;
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodRecord) return [schema.keyType, schema.valueType];
  if (schema instanceof z.ZodPipe) return [schema.in, schema.out];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return [schema.unwrap()];
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return [schema.unwrap()];
  return [];
};
