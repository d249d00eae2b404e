import type { ASTNode } from "@marcbachmann/cel-js";
import { parseCel } from "../../../shared/campaigns/conditions/parse-cel.ts";

/** Values that a column may have: these texts, or all but these; or numbers between two, without an end of its own where it is open. */
export type Limit =
  | { readonly kind: "only" | "except"; readonly texts: ReadonlySet<string> }
  | { readonly kind: "range"; readonly from: End; readonly to: End };
type End = { readonly at: number; readonly open: boolean };

/** What a condition asks of columns, at the least; `column`: that it cannot be met, for what it asks of that one. */
export type Limits = ReadonlyMap<string, Limit> | { readonly column: string };

const nothing: Limits = new Map();
const isMap = (limits: Limits): limits is ReadonlyMap<string, Limit> => limits instanceof Map;

/**
 * What somebody who meets a condition must have in single columns. Of what it says otherwise nothing is known, and taken for met, so that
 * what cannot be met by this cannot be met at all.
 */
export const limitsOfCondition = (text: string | undefined): Limits => {
  const parsed = text === undefined ? undefined : parseCel(text);
  return parsed !== undefined && "tree" in parsed ? limitsOf(parsed.tree) : nothing;
};

/** Who meets all of them. */
export const bothLimits = (a: Limits, b: Limits): Limits => {
  if (!isMap(a)) return a;
  if (!isMap(b)) return b;
  const both = new Map(a);
  for (const [column, limit] of b) {
    const known = both.get(column);
    const met = known === undefined ? limit : meet(known, limit);
    if (isEmpty(met)) return { column };
    both.set(column, met);
  }
  return both;
};

const limitsOf = (node: ASTNode): Limits => {
  switch (node.op) {
    case "&&":
      return bothLimits(limitsOf(node.args[0]), limitsOf(node.args[1]));
    case "||":
      return eitherLimits(limitsOf(node.args[0]), limitsOf(node.args[1]));
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return ofComparison(node.op, ...node.args);
    case "in":
      return ofList(...node.args);
    default:
      return nothing;
  }
};

/** Only what both say of a column is sure of who meets one or the other. */
const eitherLimits = (a: Limits, b: Limits): Limits => {
  if (!isMap(a)) return b;
  if (!isMap(b)) return a;
  const either = new Map<string, Limit>();
  for (const [column, limit] of a) {
    const other = b.get(column);
    const joined = other && join(limit, other);
    if (joined) either.set(column, joined);
  }
  return either;
};

type Operator = "==" | "!=" | "<" | "<=" | ">" | ">=";
const turned = { "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

const ofComparison = (operator: Operator, a: ASTNode, b: ASTNode): Limits => {
  const column = columnOf(a);
  if (column === undefined) return columnOf(b) === undefined ? nothing : ofComparison(turned[operator], b, a);
  const value = constantOf(b);
  if (typeof value === "string" && operator === "==") return new Map([[column, texts("only", [value])]]);
  if (typeof value === "string" && operator === "!=") return new Map([[column, texts("except", [value])]]);
  if (typeof value !== "number" || operator === "!=") return nothing;
  const here = { at: value, open: operator === "<" || operator === ">" };
  const from = operator.startsWith("<") ? { at: Number.NEGATIVE_INFINITY, open: false } : here;
  const to = operator.startsWith(">") ? { at: Number.POSITIVE_INFINITY, open: false } : here;
  return new Map([[column, { kind: "range", from, to }]]);
};

const ofList = (sought: ASTNode, list: ASTNode): Limits => {
  const column = columnOf(sought);
  const values = list.op === "list" ? list.args.map(constantOf) : [];
  const words = values.filter((value) => typeof value === "string");
  return column === undefined || words.length === 0 || words.length < values.length
    ? nothing
    : new Map([[column, texts("only", words)]]);
};

/** `days_since(last_order_on)` is the column `days_silent`. */
const columnOf = (node: ASTNode): string | undefined => {
  if (node.op === "id") return node.args;
  if (node.op !== "call") return undefined;
  const [name, [arg]] = node.args;
  return name === "days_since" && arg?.op === "id" && arg.args === "last_order_on" ? "days_silent" : undefined;
};

const constantOf = (node: ASTNode): string | number | undefined => {
  if (node.op === "-_") {
    const value = constantOf(node.args);
    return typeof value === "number" ? -value : undefined;
  }
  const value: unknown = node.op === "value" ? node.args : undefined;
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "bigint" ? Number(value) : undefined;
};

export const texts = (kind: "only" | "except", words: Iterable<string>): Limit => ({ kind, texts: new Set(words) });

const inBoth = (a: ReadonlySet<string>, b: ReadonlySet<string>): string[] => [...a].filter((text) => b.has(text));
const without = (a: ReadonlySet<string>, b: ReadonlySet<string>): string[] => [...a].filter((text) => !b.has(text));

const meet = (a: Limit, b: Limit): Limit => {
  if (a.kind === "range" && b.kind === "range")
    return { kind: "range", from: later(a.from, b.from), to: earlier(a.to, b.to) };
  // A text and a number: the check of types has found that already.
  if (a.kind === "range" || b.kind === "range") return a;
  if (a.kind === "only") return texts("only", b.kind === "only" ? inBoth(a.texts, b.texts) : without(a.texts, b.texts));
  return b.kind === "only" ? meet(b, a) : texts("except", [...a.texts, ...b.texts]);
};

const join = (a: Limit, b: Limit): Limit | undefined => {
  if (a.kind === "range" && b.kind === "range")
    return { kind: "range", from: earlierOf(a.from, b.from), to: laterOf(a.to, b.to) };
  if (a.kind === "range" || b.kind === "range") return undefined;
  if (a.kind === "only")
    return b.kind === "only" ? texts("only", [...a.texts, ...b.texts]) : texts("except", without(b.texts, a.texts));
  return b.kind === "only" ? join(b, a) : texts("except", inBoth(a.texts, b.texts));
};

const later = (a: End, b: End): End => (b.at > a.at || (b.at === a.at && b.open) ? b : a);
const earlier = (a: End, b: End): End => (b.at < a.at || (b.at === a.at && b.open) ? b : a);
const earlierOf = (a: End, b: End): End => (b.at < a.at || (b.at === a.at && !b.open) ? b : a);
const laterOf = (a: End, b: End): End => (b.at > a.at || (b.at === a.at && !b.open) ? b : a);

const isEmpty = (limit: Limit): boolean => {
  if (limit.kind !== "range") return limit.kind === "only" && limit.texts.size === 0;
  const { from, to } = limit;
  return from.at > to.at || (from.at === to.at && (from.open || to.open));
};
