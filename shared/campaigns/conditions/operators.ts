import { didYouMean } from "../../model/near-miss.ts";
import type { Mistakes, Span } from "./mistakes.ts";
import { type Arithmetic, arithmetic, boundedDay, ofTwo } from "./numbers.ts";
import { mayDiffer } from "./ranges.ts";
import { both, type Comparison, type Side, type TextValue, type Typed, typeWords, yesNo } from "./typed.ts";

/** Notes where something may not be known that has to be, and what to write; true where all is known. */
export const isKnown = ({ at, value }: Side, mistakes: Mistakes): boolean => {
  if (value.unknown.length === 0) return true;
  const what = mistakes.standing(at);
  const counts = `${/^[\w.]+(\([^()]*\))?$/.test(what) ? what : `(${what})`}.or(${fallbackFor(value, what)})`;
  const why = value.column === undefined ? `where ${value.unknown.map(clause).join(" or ")}` : "of every customer";
  const column = value.unknown.find((one) => !one.includes(" "));
  const ask = column === undefined ? "" : `ask known(${column}) && … before it, or `;
  mistakes.add(at, `${what} is not known ${why}; ${ask}say what it counts as then: ${counts}`);
  return false;
};

/** A column alone, or what is the case already. */
const clause = (unknown: string): string => (unknown.includes(" ") ? unknown : `${unknown} is not`);

const fallbackFor = ({ type }: Typed, what: string): string => {
  if (type === "number") return what.startsWith("days_since(") ? "9999" : "0";
  return type === "day" ? 'day("2000-01-01")' : '"…"';
};

const named = ({ at, value }: Side, mistakes: Mistakes): string =>
  `${mistakes.standing(at)} is ${typeWords[value.type]}`;

/** `a + b`, of numbers, and of days and numbers of days. */
export const calculated = (operator: Arithmetic, left: Side, right: Side, mistakes: Mistakes): Typed | undefined => {
  const [a, b] = [left.value, right.value];
  const at = { start: left.at.start, end: right.at.end };
  if (a.type === "number" && b.type === "number") {
    if ((operator === "/" || operator === "%") && b.constant === 0)
      return mistakes.add(right.at, "nothing can be divided by 0");
    return arithmetic(operator, a, b, mistakes.standing(right.at));
  }
  if (a.type === "day" && b.type === "number" && (operator === "+" || operator === "-")) {
    const sign = operator === "+" ? 1 : -1;
    return { type: "day", of: ofTwo(a.of, b.of, (day, days) => boundedDay(day + sign * days)), unknown: both(a, b) };
  }
  if (a.type === "day" && b.type === "day" && operator === "-")
    return { type: "number", of: ofTwo(a.of, b.of, (to, from) => to - from), unknown: both(a, b) };
  return mistakes.add(
    at,
    `"${operator}" calculates with numbers, and moves a day by a number of days; ${named(left, mistakes)}, ${named(right, mistakes)}`,
  );
};

const isOrder = (operator: Comparison): boolean => operator !== "==" && operator !== "!=";

/** `a < b`: both known, of one type; texts are equal or not, and in no order. */
export const compared = (operator: Comparison, left: Side, right: Side, mistakes: Mistakes): Typed | undefined => {
  const [a, b] = [left.value, right.value];
  if (a.type !== b.type) return mistakes.add(left.at, misfit(left, right, mistakes));
  if (isOrder(operator) && (a.type === "text" || a.type === "yes-no"))
    return mistakes.add(
      left.at,
      `${named(left, mistakes)}, which is in no order; write == or !=${a.type === "text" ? `, or ${mistakes.standing(left.at)} in ["…", "…"]` : ""}`,
    );
  if (a.type === "text" && b.type === "text" && !mayBeEqual(left.at, a, right.at, b, mistakes)) return undefined;
  if (!mayDiffer(operator, left, right, mistakes)) return undefined;
  const known = [isKnown(left, mistakes), isKnown(right, mistakes)];
  if (known.includes(false)) return undefined;
  return yesNo(a.type === "number" || a.type === "day" ? inOrder(operator, a, b) : equal(operator === "==", a, b));
};

const misfit = (left: Side, right: Side, mistakes: Mistakes): string => {
  const [text, day] = left.value.type === "text" ? [left, right] : [right, left];
  if (text.value.type === "text" && day.value.type === "day") {
    const written = mistakes.standing(text.at);
    return `${named(day, mistakes)}, and ${written} is text; write day(${text.value.constant === undefined ? '"2026-01-31"' : written})`;
  }
  const between =
    /[<>]/.test(mistakes.standing(left.at)) && right.value.type === "number" ? '; "between" is 1 < x && x < 5' : "";
  return `${named(left, mistakes)}, and ${named(right, mistakes)}; they cannot be compared${between}`;
};

type Test = (a: string | number | boolean, b: string | number | boolean) => boolean;
const tests: Readonly<Record<Comparison, Test>> = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

const inOrder = (operator: Comparison, a: Typed, b: Typed) => {
  const test = tests[operator];
  return ofTwo<string | number | boolean, string | number | boolean, boolean>(a.of, b.of, test);
};
const equal = (same: boolean, a: Typed, b: Typed) => inOrder(same ? "==" : "!=", a, b);

/** Notes where a text is compared with what it never is. */
export const mayBeEqual = (aAt: Span, a: TextValue, bAt: Span, b: TextValue, mistakes: Mistakes): boolean => {
  if (a.constant !== undefined && b.constant === undefined) return mayBeEqual(bAt, b, aAt, a, mistakes);
  if (a.among === undefined) return true;
  const [all, others] = [a.among, b.constant === undefined ? b.among : [b.constant]];
  if (others === undefined || others.some((one) => all.includes(one))) return true;
  const never = `${mistakes.standing(aAt)} is never ${mistakes.standing(bAt)}`;
  const meant = b.constant === undefined ? "" : didYouMean(b.constant, all);
  const possible = all.map((word) => JSON.stringify(word)).join(", ");
  mistakes.add(bAt, `${never}${meant === "" ? "; it" : `${meant} It`} is one of ${possible}`);
  return false;
};
