import { LosslessNumber } from "lossless-json";

type Path = readonly (string | number)[];
export type Broken = { path: Path; change: string; body: unknown };

/** Of a list, so many parts are broken one by one: the others are read alike. */
const PARTS_OF_A_LIST = 2;

const isParent = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !(value instanceof LosslessNumber);

const childrenOf = (value: unknown): readonly (readonly [string | number, unknown])[] => {
  if (Array.isArray(value)) return value.slice(0, PARTS_OF_A_LIST).map((part, at) => [at, part]);
  return isParent(value) ? Object.entries(value) : [];
};

/** Every place in a body that holds something, the outermost first. */
export const placesIn = (body: unknown): Path[] =>
  childrenOf(body).flatMap(([key, part]) => [[key], ...placesIn(part).map((path) => [key, ...path])]);

const nested = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = wrap(value);
  return value;
};

const REMOVED = Symbol("removed");

/** What may stand where something else is expected; none of them is an amount, an id or a time. */
const changes: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["removed", REMOVED],
  ["null", null],
  ["an empty text", ""],
  ["a text", "x"],
  ["true", true],
  ["false", false],
  ["an empty list", []],
  ["a list", ["x"]],
  ["an empty object", {}],
  ["an object", { x: "y" }],
  ["PHP's zero date", "-0001-11-30T00:00:00"],
  ["1e308", new LosslessNumber("1e308")],
  ["10^400", new LosslessNumber(`1${"0".repeat(400)}`)],
  ["10^400 as text", `1${"0".repeat(400)}`],
  ["100,000 digits", "9".repeat(100_000)],
  ["100,000 letters", "x".repeat(100_000)],
  ["lists in each other", nested(5_000, (inner) => [inner])],
  ["objects in each other", nested(5_000, (inner) => ({ inner }))],
]);

/** The body with what stands at a place put in another's stead, or taken out; the rest is shared. */
const withAt = (body: unknown, [key, ...rest]: Path, put: unknown): unknown => {
  if (key === undefined) return put;
  if (Array.isArray(body)) {
    const parts = [...body];
    if (put === REMOVED && rest.length === 0) parts.splice(Number(key), 1);
    else parts[Number(key)] = withAt(parts[Number(key)], rest, put);
    return parts;
  }
  if (!isParent(body)) return body;
  const { [key]: part, ...others } = Object.fromEntries(Object.entries(body));
  return put === REMOVED && rest.length === 0 ? others : { ...others, [key]: withAt(part, rest, put) };
};

/** A body with one of its places broken, in every way. Of yes and no, the other one is nothing broken. */
export const brokenAt = (body: unknown, path: Path): Broken[] => {
  const isFlag = typeof valueAt(body, path) === "boolean";
  return [...changes].flatMap(([change, put]) =>
    isFlag && typeof put === "boolean" ? [] : [{ path, change, body: withAt(body, path, put) }],
  );
};

const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?$/;

const valueAt = (body: unknown, path: Path): unknown =>
  path.reduce<unknown>((part, key) => (isParent(part) ? Reflect.get(part, key) : undefined), body);

/** A body with a number written as text, or the other way round, or a list as PHP writes one with a gap in it. */
export const rewrittenAt = (body: unknown, path: Path): Broken[] => {
  const value = valueAt(body, path);
  const change = (name: string, put: unknown): Broken[] => [{ path, change: name, body: withAt(body, path, put) }];
  if (value instanceof LosslessNumber) return change("a number as text", value.value);
  if (typeof value === "string" && isNumber.test(value)) return change("a text as a number", new LosslessNumber(value));
  if (Array.isArray(value) && value.length > 0)
    return change("a list as an object", Object.fromEntries(value.map((part, at) => [String(at * 2), part])));
  return [];
};

/** A body with one of its lists empty, and with null, and what else a source has for an empty list, in its place. */
export const emptiedAt = (
  body: unknown,
  path: Path,
): { path: Path; empty: unknown; others: readonly Broken[] } | undefined => {
  if (!Array.isArray(valueAt(body, path))) return undefined;
  const others = [
    ["null", null],
    ["an empty object", {}],
  ] as const;
  return {
    path,
    empty: withAt(body, path, []),
    others: others.map(([change, put]) => ({ path, change, body: withAt(body, path, put) })),
  };
};
