import type { NumberValue, Value } from "./typed.ts";
import { both } from "./typed.ts";

/** What a column of days and a condition may write: years 0 to 9999. */
const FIRST_DAY = -719_528;
const LAST_DAY = 2_932_896;

/** Sums and products beyond all numbers stay the greatest there is: so nothing is ever infinite, nor no number at all. */
const bounded = (value: number): number => Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));

/** A whole day that there is: the nearest to it. */
export const boundedDay = (epochDay: number): number => Math.min(LAST_DAY, Math.max(FIRST_DAY, Math.floor(epochDay)));

export type Arithmetic = "+" | "-" | "*" | "/" | "%";

const calculate: Readonly<Record<Arithmetic, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
};

/** Both values, or nothing where one of them is not known. */
export const ofTwo =
  <A, B, Result>(a: Value<A>, b: Value<B>, of: (a: A, b: B) => Result | null): Value<Result> =>
  (row, night) => {
    const left = a(row, night);
    const right = b(row, night);
    return left === null || right === null ? null : of(left, right);
  };

/** Two numbers calculated with. What is divided by 0 is not known, and says so unless what it is divided by is never 0. */
export const arithmetic = (operator: Arithmetic, a: NumberValue, b: NumberValue, divisor: string): NumberValue => {
  const of = calculate[operator];
  if (operator !== "/" && operator !== "%")
    return { type: "number", of: ofTwo(a.of, b.of, (x, y) => bounded(of(x, y))), unknown: both(a, b) };
  const isSafe = b.constant === undefined ? b.neverZero === true : b.constant !== 0;
  return {
    type: "number",
    of: ofTwo(a.of, b.of, (x, y) => (y === 0 ? null : bounded(of(x, y)))),
    unknown: isSafe ? both(a, b) : [...both(a, b), `${divisor} is 0`],
  };
};
