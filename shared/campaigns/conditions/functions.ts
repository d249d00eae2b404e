import { daySchema } from "../../model/time.ts";
import { fromEpochDay, toEpochDay } from "../../scoring/summaries/epoch-day.ts";
import type { Mistakes, Span } from "./mistakes.ts";
import { boundedDay } from "./numbers.ts";
import { isKnown } from "./operators.ts";
import { withinBoth } from "./ranges.ts";
import {
  both,
  type DayValue,
  type Side,
  type TextValue,
  type Typed,
  typeWords,
  type Value,
  type Within,
  yesNo,
} from "./typed.ts";

type Called = { readonly at: Span; readonly args: readonly Side[]; readonly mistakes: Mistakes };
type Made = Typed | undefined;

/** How a function is written, for who writes it otherwise. */
type Callable = {
  readonly written: string;
  readonly takes: readonly Typed["type"][];
  readonly of: (called: Called) => Made;
};

const lifted =
  <From, To>(of: Value<From>, change: (value: From) => To): Value<To> =>
  (row, night) => {
    const value = of(row, night);
    return value === null ? null : change(value);
  };

const partOfDay = (day: DayValue, [start, end]: readonly [number, number], within: Within): Typed => ({
  type: "number",
  within,
  of: lifted(day.of, (epochDay) => Number(fromEpochDay(epochDay).slice(start, end))),
  unknown: day.unknown,
});

const daysFrom = (day: DayValue, sign: 1 | -1): Typed => ({
  type: "number",
  of: (row, night) => {
    const epochDay = day.of(row, night);
    return epochDay === null ? null : sign * (night.asOfEpochDay - epochDay);
  },
  unknown: day.unknown,
});

const ofDay =
  (make: (day: DayValue) => Typed) =>
  ({ args: [side] }: Called): Made =>
    side?.value.type === "day" ? make(side.value) : undefined;

/** What may be called before a bracket: `days_since(last_order_on)`. `known` and `in_segment` are `check-node.ts`'s. */
export const functions: Readonly<Record<string, Callable>> = {
  days_since: { written: "days_since(last_order_on)", takes: ["day"], of: ofDay((day) => daysFrom(day, 1)) },
  days_until: { written: "days_until(next_order_to)", takes: ["day"], of: ofDay((day) => daysFrom(day, -1)) },
  year: { written: "year(first_order_on)", takes: ["day"], of: ofDay((day) => partOfDay(day, [0, 4], {})) },
  month: {
    written: "month(first_order_on)",
    takes: ["day"],
    of: ofDay((day) => partOfDay(day, [5, 7], { least: 1, most: 12 })),
  },
  day: { written: 'day("2026-01-31")', takes: ["text"], of: (called) => writtenDay(called) },
};

const writtenDay = ({ at, args: [side], mistakes }: Called): Made => {
  const written = side?.value.type === "text" ? side.value.constant : undefined;
  const { data: day } = daySchema.safeParse(written);
  if (day === undefined) return mistakes.add(side?.at ?? at, 'expected a day that there is, written "2026-01-31"');
  const epochDay = boundedDay(toEpochDay(day));
  return { type: "day", of: () => epochDay, unknown: [] };
};

const lowerAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const textTest =
  (test: (text: string, part: string) => boolean) =>
  ({ args: [receiver, part], mistakes }: Called): Made => {
    if (receiver?.value.type !== "text" || part?.value.type !== "text") return undefined;
    if (!mayHold(test, { receiver, part }, mistakes)) return undefined;
    const known = [isKnown(receiver, mistakes), isKnown(part, mistakes)];
    if (known.includes(false)) return undefined;
    const [whole, piece] = [receiver.value.of, part.value.of];
    return yesNo((row, night) => {
      const [text, sought] = [whole(row, night), piece(row, night)];
      return text !== null && sought !== null && test(text, sought);
    });
  };

/** Notes where a text is looked through for what no word of it has. */
const mayHold = (
  test: (text: string, part: string) => boolean,
  { receiver, part }: { receiver: Side; part: Side },
  mistakes: Mistakes,
): boolean => {
  const [text, sought] = [receiver.value, part.value];
  if (text.type !== "text" || sought.type !== "text") return true;
  const { among } = text;
  const { constant } = sought;
  if (among === undefined || constant === undefined || among.some((word) => test(word, constant))) return true;
  mistakes.add(
    part.at,
    `${mistakes.standing(receiver.at)} has no word with ${mistakes.standing(part.at)} there; it is one of ${among.map((word) => JSON.stringify(word)).join(", ")}`,
  );
  return false;
};

/** What may be called after a point: `email.or("").endsWith("@teapot.example")`. */
export const methods: Readonly<Record<string, Callable>> = {
  startsWith: {
    written: 'x.startsWith("…")',
    takes: ["text", "text"],
    of: textTest((text, part) => text.startsWith(part)),
  },
  endsWith: { written: 'x.endsWith("…")', takes: ["text", "text"], of: textTest((text, part) => text.endsWith(part)) },
  contains: { written: 'x.contains("…")', takes: ["text", "text"], of: textTest((text, part) => text.includes(part)) },
  lowerAscii: {
    written: "x.lowerAscii()",
    takes: ["text"],
    of: ({ args: [side] }) =>
      side?.value.type === "text"
        ? {
            type: "text",
            of: lifted(side.value.of, lowerAscii),
            unknown: side.value.unknown,
            ...(side.value.among && { among: side.value.among.map(lowerAscii) }),
          }
        : undefined,
  },
};

/** A function's value where it is given what it takes. */
export const called = (callable: Callable, { at, args, mistakes }: Called): Made => {
  const { written, takes } = callable;
  if (args.length !== takes.length) return mistakes.add(at, `it is written ${written}`);
  const wrong = args.find(({ value }, place) => value.type !== takes[place]);
  if (wrong === undefined) return callable.of({ at, args, mistakes });
  const expected = takes[args.indexOf(wrong)];
  return mistakes.add(
    wrong.at,
    `${mistakes.standing(wrong.at)} is ${typeWords[wrong.value.type]}, and ${expected ? typeWords[expected] : "something else"} is expected: ${written}`,
  );
};

/** `x.or(0)`: what counts where x is not known. */
export const orElse = ({ at, args: [receiver, other], mistakes }: Called): Made => {
  if (receiver === undefined || other === undefined)
    return mistakes.add(at, "it is written x.or(0), with what counts where x is not known");
  const [a, b] = [receiver.value, other.value];
  if (a.type !== b.type)
    return mistakes.add(
      other.at,
      `${mistakes.standing(receiver.at)} is ${typeWords[a.type]}, and ${mistakes.standing(other.at)} is ${typeWords[b.type]}; what counts in its place is of the same kind`,
    );
  const unknown = a.unknown.length === 0 ? [] : b.unknown;
  if (a.type === "text" && b.type === "text") return { ...textOr(a, b), unknown };
  if (a.type === "number" && b.type === "number")
    return { type: "number", of: first(a.of, b.of), unknown, ...withinBoth(a, b) };
  if (a.type === "day" && b.type === "day") return { type: "day", of: first(a.of, b.of), unknown };
  return mistakes.add(at, "a yes or no is always known");
};

const first =
  <Kind>(a: Value<Kind>, b: Value<Kind>): Value<Kind> =>
  (row, night) =>
    a(row, night) ?? b(row, night);

const textOr = (a: TextValue, b: TextValue): TextValue => {
  const others = b.constant === undefined ? b.among : [b.constant];
  const among = a.among && others && [...new Set([...a.among, ...others])];
  return { type: "text", of: first(a.of, b.of), unknown: both(a, b), ...(among && { among }) };
};
