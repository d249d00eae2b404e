import { asksForTime, createEngine } from "../mail/render-mail.ts";
import { didYouMean } from "../model/near-miss.ts";
import { sampleViews } from "./sample-views.ts";

type Rules = {
  /** What it must name, and what is said where it does not. */
  needed?: Readonly<Record<string, string>>;
  /** Variables that only other templates have. */
  unknown?: ReadonlySet<string>;
  /** Whether none of the messages that it is for promises anything. */
  withoutOffer?: boolean;
  /** The line of its file on which it begins. */
  firstLine?: number;
};

/** What is wrong with a template as it is written, as the end of a sentence, and where it is known, its place in its file. */
export type SourceFault = {
  rule:
    | "liquid"
    | "unknown-word"
    | "raw-output"
    | "asks-for-time"
    | "no-offer"
    | "unencrypted"
    | "no-text"
    | "stop-link"
    | "postal-address";
  what: string;
  line?: number;
  column?: number;
};

/** What is wrong with one template as it is written. */
export const lintSource = (
  source: string,
  { needed = {}, unknown = new Set(), withoutOffer = false, firstLine = 1 }: Rules,
): SourceFault[] => {
  if (source.trim() === "") return [{ rule: "no-text", what: "is empty" }];
  const read = namesIn(source, firstLine);
  if (!read.parsed) return [{ rule: "liquid", ...read.problem, what: `cannot be read: ${read.problem.what}` }];
  const used = read.names;
  const known = new Set([...knownNames].filter((name) => !unknown.has(name)));
  const missing = Object.entries(needed).filter(([name]) => !used.includes(name));
  const found = (rule: SourceFault["rule"], sign: RegExp | string, what: string): SourceFault[] => {
    const at = typeof sign === "string" ? source.indexOf(sign) : source.search(sign);
    if (at === -1) return typeof sign === "string" ? [{ rule, what }] : [];
    const before = source.slice(0, at).split("\n");
    return [{ rule, what, line: firstLine - 1 + before.length, column: (before.at(-1)?.length ?? 0) + 1 }];
  };
  const [promised] = withoutOffer ? used.filter((name) => name.startsWith("offer.") && known.has(name)) : [];
  return [
    ...(promised === undefined
      ? []
      : found("no-offer", promised, `uses ${promised}, and no step that it is for has an offer`)),
    ...used.filter((name) => !known.has(name)).flatMap((name) => found("unknown-word", name, unknownName(name, known))),
    ...missing.map(
      ([name, what]): SourceFault => ({ rule: name === "unsubscribe_url" ? "stop-link" : "postal-address", what }),
    ),
    ...found("raw-output", /\|\s*raw\b/, "uses the filter raw, which lets a name carry HTML into the mail"),
    ...found("asks-for-time", /["'](now|today)["']\s*\|/, asksForTime),
    ...found("unencrypted", /http:\/\//i, "links without encryption; use https"),
  ];
};

/** A fault of a text whose other faults have no place, as the end of a sentence. */
export const toldOf = ({ what, line, column }: SourceFault): string =>
  line === undefined ? what : `${what} (line ${line}, column ${column})`;

const unknownName = (name: string, known: ReadonlySet<string>): string =>
  `uses ${name}, which is no variable${didYouMean(name, known) || `; there is ${[...known].join(", ")}`}`;

type Problem = { what: string; line?: number; column?: number };
type Names = { parsed: true; names: string[] } | { parsed: false; problem: Problem };

/** Variables that a part uses, or why it cannot be parsed. */
const namesIn = (source: string, firstLine: number): Names => {
  try {
    return { parsed: true, names: createEngine("nothing").globalFullVariablesSync(source) };
  } catch (error) {
    return { parsed: false, problem: problemOf(error, firstLine) };
  }
};

/** What the engine says, and where; nothing of the machine's own paths. */
export const problemOf = (error: unknown, firstLine = 1): Problem => {
  if (!(error instanceof Error)) return { what: "unreadable" };
  const { message } = error;
  const absent = /Failed to lookup ("[^"]*")/.exec(message)?.[1];
  if (absent !== undefined) return { what: `it asks for another file, ${absent}; a template stands alone` };
  const [place, line, column] = /, line:(\d+), col:(\d+)/.exec(message) ?? [];
  const told = place === undefined ? message : message.replace(place, "");
  const what = [...limits].find(([sign]) => told.includes(sign))?.[1] ?? told;
  return place === undefined ? { what } : { what, line: Number(line) + firstLine - 1, column: Number(column) };
};

/** Limits of the engine, and of what it runs on, in words of ours. */
const limits: ReadonlyMap<string, string> = new Map([
  ["memory alloc limit exceeded", "it takes more memory than a mail may"],
  ["Invalid string length", "it takes more memory than a mail may"],
  ["parse length limit exceeded", "it is longer than 200,000 characters"],
  ["Maximum call stack size exceeded", "its tags stand too deep within others"],
]);

/** The same in one sentence. */
export const messageOf = (error: unknown): string => {
  const { what, line, column } = problemOf(error);
  return line === undefined ? what : `${what} (line ${line}, column ${column})`;
};

const namesOf = (value: object, prefix = ""): string[] =>
  Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === "object" ? namesOf(inner, `${prefix}${name}.`) : [`${prefix}${name}`],
  );

const knownNames: ReadonlySet<string> = new Set(
  sampleViews("en", { trigger: "birthday", offers: [undefined] }).flatMap((view) => namesOf(view)),
);
