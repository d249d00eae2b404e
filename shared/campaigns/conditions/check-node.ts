import type { ASTNode } from "@marcbachmann/cel-js";
import { didYouMean } from "../../model/near-miss.ts";
import { columnValues } from "./column-values.ts";
import { called, functions, methods, orElse } from "./functions.ts";
import { type Mistakes, standing } from "./mistakes.ts";
import { calculated, compared, isKnown, mayBeEqual } from "./operators.ts";
import { mayDiffer } from "./ranges.ts";
import type { AskedSegments } from "./segment-membership.ts";
import { type Facts, noFacts, type Side, type Typed, typeWords, type YesNo, yesNo } from "./typed.ts";

/** What a condition is checked against. */
export type Checking = { readonly mistakes: Mistakes; readonly segments: AskedSegments };

/** The value of a part of a condition, or none where there is a mistake in it, which is noted. `facts`: the columns known here. */
export const checkNode = (node: ASTNode, facts: Facts, checking: Checking): Typed | undefined => {
  const { mistakes } = checking;
  switch (node.op) {
    case "value":
      return literal(node, mistakes);
    case "id":
      return variable(node, node.args, facts, mistakes);
    case "&&":
    case "||":
      return bothOrEither(node.op, node.args, facts, checking);
    case "!_":
      return negated(node.args, facts, checking);
    case "-_":
      return minus(node.args, facts, checking);
    case "?:":
      return choice(node.args, facts, checking);
    case "in":
      return among(node.args, facts, checking);
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=": {
      const sides = sidesOf(node.args, facts, checking);
      return sides && compared(node.op, ...sides, mistakes);
    }
    case "+":
    case "-":
    case "*":
    case "/":
    case "%": {
      const sides = sidesOf(node.args, facts, checking);
      return sides && calculated(node.op, ...sides, mistakes);
    }
    case "call":
      return functionCall(node, node.args, facts, checking);
    case "rcall":
      return methodCall(node, node.args, facts, checking);
    case "list":
      return mistakes.add(node, 'a list stands only after "in": tier in ["drowsy", "asleep"]');
    default:
      return mistakes.add(
        node,
        "this is no part of a condition; there are columns, numbers, texts, and functions of them",
      );
  }
};

const literal = (node: ASTNode, mistakes: Mistakes): Typed | undefined => {
  const value: unknown = node.args;
  if (typeof value === "string") {
    // As categories are kept: letters with marks look alike in either form.
    const text = value.normalize("NFC");
    return { type: "text", of: () => text, unknown: [], constant: text };
  }
  if (typeof value === "boolean") return yesNo(() => value);
  if (typeof value === "number" || typeof value === "bigint") {
    const number = Number(value);
    return { type: "number", of: () => number, unknown: [], constant: number };
  }
  if (value === null) return mistakes.add(node, "there is no null; ask known(x), or !known(x)");
  return mistakes.add(node, `${mistakes.standing(node)} is no number or text of a condition`);
};

const AS_OF = "as_of";

const variable = (node: ASTNode, name: string, facts: Facts, mistakes: Mistakes): Typed | undefined => {
  if (name === AS_OF) return { type: "day", of: (_, night) => night.asOfEpochDay, unknown: [] };
  const value = columnValues.get(name);
  if (value === undefined && /^segments?(_since)?$/.test(name))
    return mistakes.add(node, 'ask for a segment with in_segment("champions")');
  if (value === undefined) {
    const names = [...columnValues.keys(), AS_OF];
    return mistakes.add(
      node,
      `there is no column "${mistakes.standing(node)}"${didYouMean(name, names) || `; there is ${names.join(", ")}`}`,
    );
  }
  return facts.has(name) ? { ...value, unknown: [] } : value;
};

const sideOf = (node: ASTNode, facts: Facts, checking: Checking): Side | undefined => {
  const value = checkNode(node, facts, checking);
  return value && { at: wholeOf(node), value };
};

/** The parser leaves brackets out of what they enclose: that is enough to point at. */
const wholeOf = ({ start, end }: ASTNode) => ({ start, end });

/** Both sides of an operator: each is checked, also where the other has a mistake. */
const sidesOf = ([a, b]: readonly [ASTNode, ASTNode], facts: Facts, checking: Checking): [Side, Side] | undefined => {
  const left = sideOf(a, facts, checking);
  const right = sideOf(b, facts, checking);
  return left && right && [left, right];
};

const yesNoOf = (node: ASTNode, facts: Facts, checking: Checking): YesNo | undefined => {
  const value = checkNode(node, facts, checking);
  if (value === undefined || value.type === "yes-no") return value;
  return checking.mistakes.add(
    node,
    `${standing(checking.mistakes.source, node)} is ${typeWords[value.type]}, and a yes or no is expected here; compare it with something`,
  );
};

const union = (a: Facts, b: Facts): Facts => new Set([...a, ...b]);
const common = (a: Facts, b: Facts): Facts => new Set([...a].filter((one) => b.has(one)));

const bothOrEither = (
  operator: "&&" | "||",
  [a, b]: readonly [ASTNode, ASTNode],
  facts: Facts,
  checking: Checking,
): Typed | undefined => {
  const isBoth = operator === "&&";
  const left = yesNoOf(a, facts, checking);
  const right = yesNoOf(b, left ? union(facts, isBoth ? left.ifTrue : left.ifFalse) : facts, checking);
  if (left === undefined || right === undefined) return undefined;
  const [first, second] = [left.of, right.of];
  return {
    type: "yes-no",
    unknown: [],
    of: isBoth
      ? (row, night) => first(row, night) === true && second(row, night) === true
      : (row, night) => first(row, night) === true || second(row, night) === true,
    ifTrue: isBoth ? union(left.ifTrue, right.ifTrue) : common(left.ifTrue, right.ifTrue),
    ifFalse: isBoth ? common(left.ifFalse, right.ifFalse) : union(left.ifFalse, right.ifFalse),
  };
};

const negated = (node: ASTNode, facts: Facts, checking: Checking): Typed | undefined => {
  const value = yesNoOf(node, facts, checking);
  if (value === undefined) return undefined;
  const { of, ifTrue, ifFalse } = value;
  return { ...yesNo((row, night) => of(row, night) !== true), ifTrue: ifFalse, ifFalse: ifTrue };
};

const minus = (node: ASTNode, facts: Facts, checking: Checking): Typed | undefined => {
  const value = checkNode(node, facts, checking);
  if (value === undefined) return undefined;
  if (value.type !== "number")
    return checking.mistakes.add(node, `"-" stands before a number, and this is ${typeWords[value.type]}`);
  const { of, unknown, constant } = value;
  const opposite = (number: number | null) => (number === null ? null : -number);
  return {
    type: "number",
    of: (row, night) => opposite(of(row, night)),
    unknown,
    ...(constant !== undefined && { constant: -constant }),
  };
};

const choice = (
  [asked, then, other]: readonly [ASTNode, ASTNode, ASTNode],
  facts: Facts,
  checking: Checking,
): Typed | undefined => {
  const condition = yesNoOf(asked, facts, checking);
  const a = checkNode(then, union(facts, condition?.ifTrue ?? noFacts), checking);
  const b = checkNode(other, union(facts, condition?.ifFalse ?? noFacts), checking);
  if (condition === undefined || a === undefined || b === undefined) return undefined;
  const unknown = [...new Set([...a.unknown, ...b.unknown])];
  const { of } = condition;
  if (a.type === "number" && b.type === "number")
    return { type: "number", unknown, of: (row, night) => (of(row, night) ? a.of(row, night) : b.of(row, night)) };
  if (a.type === "text" && b.type === "text")
    return { type: "text", unknown, of: (row, night) => (of(row, night) ? a.of(row, night) : b.of(row, night)) };
  if (a.type === "day" && b.type === "day")
    return { type: "day", unknown, of: (row, night) => (of(row, night) ? a.of(row, night) : b.of(row, night)) };
  if (a.type === "yes-no" && b.type === "yes-no")
    return yesNo((row, night) => (of(row, night) ? a.of(row, night) : b.of(row, night)));
  return checking.mistakes.add(
    other,
    `both sides of ":" are of one kind; here ${typeWords[a.type]} and ${typeWords[b.type]}`,
  );
};

const among = ([sought, list]: readonly [ASTNode, ASTNode], facts: Facts, checking: Checking): Typed | undefined => {
  const { mistakes } = checking;
  const side = sideOf(sought, facts, checking);
  if (list.op !== "list") return mistakes.add(list, 'after "in" stands a list: tier in ["drowsy", "asleep"]');
  const held = list.args.map((entry) => sideOf(entry, facts, checking));
  if (side === undefined || held.includes(undefined)) return undefined;
  const values = new Set<string | number | boolean>();
  let fits = true;
  for (const entry of held) {
    if (entry === undefined) continue;
    const { value } = entry;
    if (value.type !== side.value.type)
      fits =
        mistakes.add(
          entry.at,
          `${mistakes.standing(side.at)} is ${typeWords[side.value.type]}, and ${mistakes.standing(entry.at)} is ${typeWords[value.type]}`,
        ) ?? false;
    else if ((value.type === "text" || value.type === "number") && value.constant !== undefined) {
      values.add(value.constant);
      if (
        value.type === "text" &&
        side.value.type === "text" &&
        !mayBeEqual(side.at, side.value, entry.at, value, mistakes)
      )
        fits = false;
      if (value.type === "number" && side.value.type === "number")
        fits = mayDiffer("==", side, entry, mistakes) && fits;
    } else fits = mistakes.add(entry.at, "the list holds texts or numbers as they are") ?? false;
  }
  if (!isKnown(side, mistakes) || !fits) return undefined;
  const { of } = side.value;
  return yesNo((row, night) => {
    const value = of(row, night);
    return value !== null && values.has(value);
  });
};

const functionCall = (
  node: ASTNode,
  [name, args]: readonly [string, readonly ASTNode[]],
  facts: Facts,
  checking: Checking,
): Typed | undefined => {
  const { mistakes, segments } = checking;
  if (name === "in_segment") return segments.ask(node, args, mistakes);
  const sides = args.map((arg) => sideOf(arg, facts, checking)).filter((side) => side !== undefined);
  if (sides.length < args.length) return undefined;
  if (name === "known") return isKnownCall(node, sides, mistakes);
  const callable = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (callable !== undefined) return called(callable, { at: node, args: sides, mistakes });
  const names = ["known", "in_segment", ...Object.keys(functions)];
  return mistakes.add(
    node,
    `there is no function "${name}"${instead.get(name) ?? (didYouMean(name, names) || `; there is ${names.join(", ")}`)}`,
  );
};

const isKnownCall = (node: ASTNode, [side, ...others]: readonly Side[], mistakes: Mistakes): Typed | undefined => {
  if (side === undefined || others.length > 0) return mistakes.add(node, "it is written known(clv_12m)");
  const { of, column } = side.value;
  return { ...yesNo((row, night) => of(row, night) !== null), ifTrue: column ? new Set([column]) : noFacts };
};

/** What people who know CEL might write. */
const instead: ReadonlyMap<string, string> = new Map([
  ["has", "; write known(x)"],
  ["matches", "; patterns are not asked for: write x.startsWith, x.endsWith or x.contains"],
  ...["timestamp", "duration", "date", "now", "today"].map((name): [string, string] => [
    name,
    '; write day("2026-01-31"), as_of, or days_since(x)',
  ]),
  ...["all", "exists", "exists_one", "map", "filter"].map((name): [string, string] => [
    name,
    '; there are no loops: write x in ["…", "…"]',
  ]),
]);

const methodCall = (
  node: ASTNode,
  [name, receiver, args]: readonly [string, ASTNode, readonly ASTNode[]],
  facts: Facts,
  checking: Checking,
): Typed | undefined => {
  const { mistakes } = checking;
  const after = { start: receiver.end, end: node.end };
  const names = ["or", ...Object.keys(methods)];
  const callable = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (callable === undefined && name !== "or")
    return mistakes.add(
      after,
      `there is no ".${name}()"${instead.get(name) ?? (didYouMean(name, names) || `; there is ${names.map((one) => `.${one}()`).join(", ")}`)}`,
    );
  const sides = [receiver, ...args].map((arg) => sideOf(arg, facts, checking)).filter((side) => side !== undefined);
  if (sides.length < args.length + 1) return undefined;
  const call = { at: node, args: sides, mistakes };
  return callable === undefined ? orElse(call) : called(callable, call);
};
