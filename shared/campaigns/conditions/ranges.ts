import type { Mistakes } from "./mistakes.ts";
import type { Comparison, NumberValue, Side, Within } from "./typed.ts";

/** Between which numbers a value lies that is one or the other of two; nothing where one of them has no such bounds. */
export const withinBoth = (a: NumberValue, b: NumberValue): { within?: Within } => {
  const [one, other] = [boundsOf(a), boundsOf(b)];
  if (one === undefined || other === undefined) return {};
  const [least, most] = [bothEnds(Math.min, one.least, other.least), bothEnds(Math.max, one.most, other.most)];
  return { within: { ...(least !== undefined && { least }), ...(most !== undefined && { most }) } };
};

const boundsOf = ({ constant, within }: NumberValue): Within | undefined =>
  constant === undefined ? within : { least: constant, most: constant };

const bothEnds = (of: (a: number, b: number) => number, a?: number, b?: number): number | undefined =>
  a === undefined || b === undefined ? undefined : of(a, b);

const turned: Readonly<Record<Comparison, Comparison>> = {
  ...{ "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" },
};

/**
 * Notes where a number is compared with what lies beyond all that it can be: `p_alive > 50` is nobody, and `p_alive < 50` everyone,
 * where 50 % was meant. What holds below everything, such as `orders > 0`, is only said at length.
 */
export const mayDiffer = (operator: Comparison, left: Side, right: Side, mistakes: Mistakes): boolean => {
  const [a, b] = [left.value, right.value];
  if (a.type !== "number" || b.type !== "number" || a.constant !== undefined) {
    const isTurned = a.type === "number" && b.type === "number" && b.constant === undefined;
    return isTurned ? mayDiffer(turned[operator], right, left, mistakes) : true;
  }
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = a.within ?? {};
  const { constant } = b;
  if (constant === undefined) return true;
  const isAbove = operator === ">" ? constant >= most : constant > most;
  const isBelow = operator === "<" ? constant <= least : ["<=", "=="].includes(operator) && constant < least;
  return isAbove || isBelow ? note(left, right, mistakes) : true;
};

const note = (of: Side, { at }: Side, mistakes: Mistakes): false => {
  const within = of.value.type === "number" ? of.value.within : undefined;
  const percent = within?.least === 0 && within.most === 1 ? "; 50 % is written 0.5" : "";
  mistakes.add(
    at,
    `${mistakes.standing(of.at)} is ${said(within)}, so this is true of everyone or of nobody${percent}`,
  );
  return false;
};

const said = ({ least, most }: Within = {}): string => {
  if (least === undefined) return `at most ${most}`;
  return most === undefined ? `at least ${least}` : `between ${least} and ${most}`;
};
