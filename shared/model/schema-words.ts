import * as z from "zod";

/** The keys that an object at a path may have; where it may be of several kinds, those of the kind that it says it is. */
export const keysAt = (schema: unknown, path: readonly PropertyKey[], got?: unknown): readonly string[] => {
  const all = schemasAt(schema, path);
  const meant = all.filter((one) => isOfKind(one, got));
  return unique((meant.length > 0 ? meant : all).flatMap(keysOf));
};

/** Whether nothing that stands there says that it is another kind of object. */
const isOfKind = (schema: unknown, got: unknown): boolean => {
  if (!(schema instanceof z.ZodObject) || typeof got !== "object" || got === null) return true;
  return Object.entries(schema.shape).every(
    ([key, of]) => !(of instanceof z.ZodLiteral) || !Object.hasOwn(got, key) || of.values.has(Reflect.get(got, key)),
  );
};

/** The words that may stand at a path, where there are few. */
export const valuesAt = (schema: unknown, path: readonly PropertyKey[]): readonly string[] =>
  unique(schemasAt(schema, path).flatMap(valuesOf));

const unique = (words: readonly string[]) => [...new Set(words)];

const schemasAt = (schema: unknown, path: readonly PropertyKey[]): readonly unknown[] => {
  const [key, ...rest] = path;
  const bare = unwrapped(schema);
  return key === undefined ? bare : bare.flatMap((one) => within(one, key)).flatMap((inner) => schemasAt(inner, rest));
};

/** A schema without what only wraps it; of a union, all that it may be. */
const unwrapped = (schema: unknown): readonly unknown[] => {
  const isWrapper = !(
    schema instanceof z.ZodObject ||
    schema instanceof z.ZodArray ||
    schema instanceof z.ZodTuple ||
    schema instanceof z.ZodRecord
  );
  const inner = isWrapper ? partsOf(schema) : [];
  return inner.length === 0 ? [schema] : inner.flatMap(unwrapped);
};

const within = (schema: unknown, key: PropertyKey): readonly unknown[] => {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, of]) => (name === key ? [of] : []));
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  return partsOf(schema);
};

const keysOf = (schema: unknown): readonly string[] => {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  return schema instanceof z.ZodRecord ? valuesOf(schema.keyType) : [];
};

const valuesOf = (schema: unknown): readonly string[] => {
  const values: Iterable<unknown> =
    schema instanceof z.ZodEnum ? schema.options : schema instanceof z.ZodLiteral ? schema.values : [];
  return [...values].filter((value) => typeof value === "string");
};

const partsOf = (schema: unknown): readonly unknown[] => {
  if (schema instanceof z.ZodObject) return Object.values(schema.shape);
  if (schema instanceof z.ZodUnion) return schema.options;
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodTuple) return schema.def.items;
  if (schema instanceof z.ZodRecord) return [schema.keyType, schema.valueType];
  if (schema instanceof z.ZodPipe) return [schema.in, schema.out];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return [schema.unwrap()];
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return [schema.unwrap()];
  return [];
};
