/** What stands in the braces of a key's template, as it looks in a key. */
const placeholders = {
  /** A run's id: as-of day and attempt. */
  run: String.raw`\d{4}-\d{2}-\d{2}-\d+`,
  /** The number of a shard, in five digits so that shards sort. */
  shard: String.raw`\d{5,}`,
  /** The number of a group of shards, likewise. */
  group: String.raw`\d{5,}`,
  day: String.raw`\d{4}-\d{2}-\d{2}`,
  /** The path of one of marketing's CSV files within its folder. */
  csv: String.raw`(?:[a-z0-9-]+/)*[a-z0-9-]+\.csv`,
  segment: "[a-z0-9-]+",
  source: "[a-z]+",
  channel: "[a-z]+",
  /** SHA-256 of the content, in hexadecimal digits. */
  hash: "[0-9a-f]{64}",
} as const;
type Placeholder = keyof typeof placeholders;
type Value<Name extends Placeholder> = Name extends "shard" | "group" ? number : string;

/** What the braces of a template take, in their order. */
type Values<Template extends string> = Template extends `${string}{${infer Name extends Placeholder}}${infer Rest}`
  ? [Value<Name>, ...Values<Rest>]
  : [];

/** The key of a file: called with what the braces of its template take, it gives the key; `matches` knows such keys again. */
export type FileKey<Template extends string = string> = ((...values: Values<Template>) => string) & {
  readonly template: Template;
  readonly matches: (key: string) => boolean;
};

const SHARD_DIGITS = 5;
const braces = /\{(\w+)\}/g;

/** One template for both ways, so that a key that is written is a key that is known again. */
export const fileKey = <Template extends string>(template: Template): FileKey<Template> => {
  const pattern = new RegExp(`^${escaped(template).replaceAll(braces, (_braces, name) => patternOf(name))}$`);
  const fill = (...values: readonly (string | number)[]): string => {
    let next = 0;
    return template.replaceAll(braces, () => {
      const value = values[next++];
      return typeof value === "number" ? String(value).padStart(SHARD_DIGITS, "0") : (value ?? "");
    });
  };
  return Object.assign(fill, { template, matches: (key: string) => pattern.test(key) });
};

/** Keys are letters, digits, `/`, `=`, `-` and dots; of these the dot alone means something in a pattern. */
const escaped = (template: string): string => template.replaceAll(".", String.raw`\.`);

const isPlaceholder = (name: string): name is Placeholder => name in placeholders;
const patternOf = (name: string): string => {
  if (isPlaceholder(name)) return placeholders[name];
  throw new RangeError(`a key's template has {${name}}, which is none of ${Object.keys(placeholders).join(", ")}`);
};
