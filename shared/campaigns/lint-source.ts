import { lostInLayout } from "../mail/lost-in-layout.ts";
import { asksForTime, createEngine } from "../mail/render-mail.ts";
import { didYouMean } from "../model/near-miss.ts";
import { sampleViews } from "./sample-views.ts";

type Rules = {
  /** What it must name, and what is said where it does not. */
  needed: Readonly<Record<string, string>>;
  /** The frame that HTML stands in. */
  frame?: string;
  /** Variables that only other templates have. */
  unknown?: ReadonlySet<string>;
};

/** What is wrong with one template as it is written, as ends of sentences. */
export const lintSource = (source: string, { needed, frame, unknown = new Set() }: Rules): string[] => {
  if (source.trim() === "") return ["is empty"];
  const read = namesIn(source, frame);
  if (!read.parsed) return [`cannot be read: ${read.problem}`];
  const used = read.names;
  const known = new Set([...knownNames].filter((name) => !unknown.has(name)));
  const missing = Object.entries(needed).filter(([name]) => !used.includes(name));
  return [
    ...used.filter((name) => !known.has(name)).map((name) => unknownName(name, source, known)),
    ...missing.map(([, problem]) => problem),
    ...(frame === undefined ? [] : lostInLayout(source, frame)),
    ...(/\|\s*raw\b/.test(source) ? ["uses the filter raw, which lets a name carry HTML into the mail"] : []),
    ...(/["'](now|today)["']\s*\|/.test(source) ? [asksForTime] : []),
    ...(/http:\/\//i.test(source) ? ["links without encryption; use https"] : []),
  ];
};

const unknownName = (name: string, source: string, known: ReadonlySet<string>): string => {
  const line = source.slice(0, Math.max(0, source.indexOf(name))).split("\n").length;
  const near = didYouMean(name, known);
  return `uses ${name}, which is no variable, in line ${line}${near || `; there is ${[...known].join(", ")}`}`;
};

type Names = { parsed: true; names: string[] } | { parsed: false; problem: string };

/** Variables that a part uses, or why it cannot be parsed, with line and column. */
const namesIn = (source: string, frame: string | undefined): Names => {
  try {
    return { parsed: true, names: createEngine("nothing", frame).globalFullVariablesSync(source) };
  } catch (error) {
    return { parsed: false, problem: messageOf(error) };
  }
};

/** What the engine says, with its line; what is wrong in the frame is said of the frame's file. */
export const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return "unreadable";
  const absent = /Failed to lookup ("[^"]*")/.exec(error.message)?.[1];
  if (absent !== undefined) return `it asks for ${absent}; all that it may ask for is {% layout "frame" %}, in HTML`;
  return error.message.replace("file:frame,", "in frame.html.liquid,");
};

const namesOf = (value: object, prefix = ""): string[] =>
  Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === "object" ? namesOf(inner, `${prefix}${name}.`) : [`${prefix}${name}`],
  );

const knownNames: ReadonlySet<string> = new Set(sampleViews("en", "birthday").flatMap((view) => namesOf(view)));
