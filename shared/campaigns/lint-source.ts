import { asksForTime, createEngine } from "../mail/render-mail.ts";
import { didYouMean } from "../model/near-miss.ts";
import { sampleViews } from "./sample-views.ts";

type Rules = {
  /** What it must name, and what is said where it does not. */
  needed?: Readonly<Record<string, string>>;
  /** Variables that only other templates have. */
  unknown?: ReadonlySet<string>;
  /** The line of its file on which it begins. */
  firstLine?: number;
};

/** What is wrong with one template as it is written, as ends of sentences. */
export const lintSource = (source: string, { needed = {}, unknown = new Set(), firstLine = 1 }: Rules): string[] => {
  if (source.trim() === "") return ["is empty"];
  const read = namesIn(source, firstLine);
  if (!read.parsed) return [`cannot be read: ${read.problem}`];
  const used = read.names;
  const known = new Set([...knownNames].filter((name) => !unknown.has(name)));
  const missing = Object.entries(needed).filter(([name]) => !used.includes(name));
  const lineOf = (sign: string) =>
    firstLine - 1 + source.slice(0, Math.max(0, source.indexOf(sign))).split("\n").length;
  return [
    ...used.filter((name) => !known.has(name)).map((name) => unknownName(name, lineOf(name), known)),
    ...missing.map(([, problem]) => problem),
    ...(/\|\s*raw\b/.test(source) ? ["uses the filter raw, which lets a name carry HTML into the mail"] : []),
    ...(/["'](now|today)["']\s*\|/.test(source) ? [asksForTime] : []),
    ...(/http:\/\//i.test(source) ? ["links without encryption; use https"] : []),
  ];
};

const unknownName = (name: string, line: number, known: ReadonlySet<string>): string => {
  const near = didYouMean(name, known);
  return `uses ${name}, which is no variable, in line ${line}${near || `; there is ${[...known].join(", ")}`}`;
};

type Names = { parsed: true; names: string[] } | { parsed: false; problem: string };

/** Variables that a part uses, or why it cannot be parsed, with line and column. */
const namesIn = (source: string, firstLine: number): Names => {
  try {
    return { parsed: true, names: createEngine("nothing").globalFullVariablesSync(source) };
  } catch (error) {
    return { parsed: false, problem: messageOf(error, firstLine) };
  }
};

/** What the engine says, with the line of the file; nothing of the machine's own paths. */
export const messageOf = (error: unknown, firstLine = 1): string => {
  if (!(error instanceof Error)) return "unreadable";
  const absent = /Failed to lookup ("[^"]*")/.exec(error.message)?.[1];
  if (absent !== undefined) return `it asks for another file, ${absent}; a template stands alone`;
  return error.message.replace(/line:(\d+)/, (_line, line) => `line:${Number(line) + firstLine - 1}`);
};

const namesOf = (value: object, prefix = ""): string[] =>
  Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === "object" ? namesOf(inner, `${prefix}${name}.`) : [`${prefix}${name}`],
  );

const knownNames: ReadonlySet<string> = new Set(sampleViews("en", "birthday").flatMap((view) => namesOf(view)));
