import * as z from "zod";

/** What `Ref`, `Fn::GetAtt` and `Fn::ImportValue` answer. `rewrite` sees every text that `Fn::Join` and `Fn::Sub` put together. */
export type Scope = {
  ref: (name: string) => unknown;
  attribute: (logicalId: string, name: string) => unknown;
  /** What another stack exports under this name, not yet worked out. */
  imported: (name: string) => unknown;
  rewrite: (text: string) => string;
};

const text = (value: unknown): string => {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Error(`expected text in the template, got ${JSON.stringify(value)}`);
};

const getAtt = (argument: unknown, scope: Scope) => {
  const [id = "", ...rest] = typeof argument === "string" ? argument.split(".") : z.array(z.string()).parse(argument);
  return scope.attribute(id, rest.join("."));
};

const join = (argument: unknown, scope: Scope) => {
  const [separator, parts] = z.tuple([z.string(), z.unknown()]).parse(argument);
  const pieces = z.array(z.unknown()).parse(resolve(parts, scope));
  return scope.rewrite(pieces.map(text).join(separator));
};

const substitute = (argument: unknown, scope: Scope) => {
  const [pattern, variables] =
    typeof argument === "string"
      ? [argument, {}]
      : z.tuple([z.string(), z.record(z.string(), z.unknown())]).parse(argument);
  const replace = (_whole: string, name: string) => {
    if (name.startsWith("!")) return `\${${name.slice(1)}}`;
    if (name in variables) return text(resolve(variables[name], scope));
    return text(name.includes(".") ? getAtt(name, scope) : scope.ref(name));
  };
  return scope.rewrite(pattern.replaceAll(/\$\{([^}]+)\}/g, replace));
};

const select = (argument: unknown, scope: Scope) => {
  const [index, list] = z.tuple([z.coerce.number(), z.unknown()]).parse(argument);
  return z.array(z.unknown()).parse(resolve(list, scope))[index];
};

const split = (argument: unknown, scope: Scope) => {
  const [separator, whole] = z.tuple([z.string(), z.unknown()]).parse(argument);
  return text(resolve(whole, scope)).split(separator);
};

const functions: ReadonlyMap<string, (argument: unknown, scope: Scope) => unknown> = new Map([
  ["Ref", (argument, scope) => scope.ref(z.string().parse(argument))],
  ["Fn::GetAtt", getAtt],
  ["Fn::ImportValue", (argument, scope) => resolve(scope.imported(text(resolve(argument, scope))), scope)],
  ["Fn::Join", join],
  ["Fn::Sub", substitute],
  ["Fn::Select", select],
  ["Fn::Split", split],
]);

/**
 * The value with every CloudFormation function in it worked out.
 * @throws on a function that the embedded system does not know, rather than guess
 */
export const resolve = (value: unknown, scope: Scope): unknown => {
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && name !== undefined) {
    const work = functions.get(name);
    if (work) return work(argument, scope);
    if (name.startsWith("Fn::")) throw new Error(`the embedded system does not work out ${name}`);
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, resolve(item, scope)]));
};
